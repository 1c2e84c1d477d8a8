/* Numbers as text: exactly for programs, briefly for people.
 *
 * Both forms are rounded correctly (half to even on the exact binary value) and do not depend on the locale. A buffer of
 * SCE_NUMBER_ROOM bytes holds any result; nothing is NUL-terminated, the length is returned. NaN and infinities are
 * the caller's to catch.
 */
#ifndef SCE_NUMBER_H
#define SCE_NUMBER_H

#include "dimension.h"

enum {
  SCE_NUMBER_ROOM = 64,
  SCE_NUMBER_DIGITS = 4,        /* significant digits shown unless somebody asks for others */
  SCE_NUMBER_DIGITS_MOST = 17,
};
#define SCE_NUMBER_HUGE 1e15    /* from here up in powers of ten, whatever the style */

/* 15, 16 or 17 significant digits: the fewest of these that read back as the same double. Without exponent from 0.0001 up to
 * 1e15, then as 2.7e24; valid in JSON and in the language. Minus zero is "0". */
size_t sce_number_write_exact(char *out, double value);

/* With `digits` significant digits (1 .. 17) and thousands separators, in the style of a dimension:
 * PLAIN       29.63  0.5  1,053; whole numbers below a million in full; from 1e15 up and below 0.0001 as 1.234e18
 * COUNT       to the unit from 100 up to a million
 * SCIENTIFIC  1.080e25; short values between 0.0001 and 10,000 as they are
 * CENTS       to the cent up to a million; amounts below 1 that are no whole cents keep their digits
 * PREFIXED    as PLAIN: the prefix belongs to the unit
 * Zeros at the end are left out when nothing is cut off (to 1e-12): 0.5 is a half, 0.5000 is about a half. */
size_t sce_number_write_display(char *out, double value, SceStyle style, unsigned digits);

/* The value rounded to significant digits. */
double sce_number_round(double value, unsigned digits);

/* Of a value with a standard error: how many significant digits mean something, 1 .. most. One unit in the last of them is not smaller than the error. */
unsigned sce_number_supported(double value, double error, unsigned most);

/* The power of ten of the first digit of the rounded value: 3 for 9,996 to four digits, 4 to three. 0 for 0. */
int sce_number_exponent(double value, unsigned digits);

/* With significant digits and thousands separators as a multiple of a power of ten, which follows unless it is 0: 0.8e25. The exponent of the value
 * may lie up to SCE_NUMBER_SPREAD from the power. */
enum { SCE_NUMBER_SPREAD = 15 };
size_t sce_number_write_power(char *out, double value, unsigned digits, int power);

#endif
