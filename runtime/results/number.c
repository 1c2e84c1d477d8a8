/* Decimal digits of doubles, without printf on the way that most numbers take.
 *
 * A million results are a million numbers, and printf needs 300 ns for each. For magnitudes between 1e-6 and 1e38 the value
 * times a power of ten is exact in 128 bits, so that rounding, and whether the digits read back as the same double, are
 * decided by integer arithmetic alone. Whatever lies outside goes through snprintf and strtod.
 */
#include "number.h"

#include <float.h>
#include <math.h>
#include <stdio.h>

__extension__ typedef unsigned __int128 Wide;

enum { POWERS = 20, MOST_UP = 22 };

static const uint64_t powers[POWERS] = {
    1u, 10u, 100u, 1000u, 10000u, 100000u, 1000000u, 10000000u, 100000000u, 1000000000u, 10000000000u, 100000000000u, 1000000000000u,
    10000000000000u, 100000000000000u, 1000000000000000u, 10000000000000000u, 100000000000000000u, 1000000000000000000u, 10000000000000000000u};

typedef struct Decimal {
  uint64_t digits;      /* value = digits * 10^exponent */
  int exponent;
} Decimal;

typedef struct Binary {
  uint64_t mantissa;    /* value = mantissa * 2^exponent; 53 bits, the first one set */
  int exponent;
} Binary;

static Wide wide_power(int exponent) {
  return exponent < POWERS ? powers[exponent] : (Wide)powers[POWERS - 1] * powers[exponent - (POWERS - 1)];
}

/* False for numbers below the smallest normal one. */
static bool split(double magnitude, Binary *out) {
  uint64_t bits;
  memcpy(&bits, &magnitude, sizeof bits);
  int exponent = (int)(bits >> 52);
  if (!exponent) return false;
  out->mantissa = (bits & ((UINT64_C(1) << 52) - 1)) | UINT64_C(1) << 52;
  out->exponent = exponent - 1075;
  return true;
}

/* Rounds part/whole up? More than half, or half and odd. */
static bool rounds_up(Wide part, Wide whole, uint64_t quotient) {
  Wide rest = whole - part;
  return part > rest || (part == rest && (quotient & 1));
}

/* value * 10^shift as an integer, rounded half to even; false when it cannot be had exactly in 128 bits. */
static bool scale_up(Binary value, int shift, uint64_t *out) {
  if (shift > MOST_UP) return false;
  Wide scaled = value.mantissa * wide_power(shift);
  if (value.exponent >= 0) {
    if (value.exponent > 63 || scaled > UINT64_MAX >> value.exponent) return false;
    *out = (uint64_t)scaled << value.exponent;
    return true;
  }
  int down = -value.exponent;
  if (down > 126) return false;
  Wide quotient = scaled >> down;
  if (quotient > UINT64_MAX / 2) return false;
  Wide whole = (Wide)1 << down;
  *out = (uint64_t)quotient;
  *out += rounds_up(scaled & (whole - 1), whole, *out);
  return true;
}

static bool scale_down(Binary value, int shift, uint64_t *out) {
  Wide number = value.mantissa, divisor;
  if (shift > MOST_UP || value.exponent > 74) return false;
  divisor = wide_power(shift);
  if (value.exponent >= 0) {
    number <<= value.exponent;
  } else {
    if (value.exponent < -52 || shift >= POWERS) return false;
    divisor <<= -value.exponent;
  }
  Wide quotient = number / divisor;
  if (quotient > UINT64_MAX / 2) return false;
  *out = (uint64_t)quotient;
  *out += rounds_up(number - quotient * divisor, divisor, *out);
  return true;
}

/* Whether the decimal lies within half a unit in the last place of the value, so that it reads back as the value. Only for decimals
 * that the functions above made: then the differences fit 128 bits, even where the products wrap. */
static bool reads_back(Binary value, Decimal decimal) {
  Wide exact = value.mantissa, shown = decimal.digits, ulp = 1;
  if (decimal.exponent <= 0) exact *= ulp = wide_power(-decimal.exponent);
  else shown *= wide_power(decimal.exponent);
  if (value.exponent >= 0) {
    exact <<= value.exponent;
    ulp <<= value.exponent;
  } else {
    shown <<= -value.exponent;
  }
  Wide off = exact - shown;
  bool below = !(off >> 127);
  if (!below) off = -off;
  /* Below a power of two the doubles lie twice as close. */
  Wide reach = below && value.mantissa == UINT64_C(1) << 52 ? off * 4 : off * 2;
  return reach < ulp || (reach == ulp && !(value.mantissa & 1));
}

static int floor_log10_of_power_of_2(int exponent) {
  return (int)((exponent * INT64_C(1292913986)) >> 32);
}

/* Exactly `count` significant digits; false when 128 bits are not enough. */
static bool round_exactly(Binary value, int count, Decimal *out) {
  int shift = count - 1 - floor_log10_of_power_of_2(value.exponent + 52);
  for (int i = 0; i < 2; i++, shift--) {
    if (!(shift >= 0 ? scale_up(value, shift, &out->digits) : scale_down(value, -shift, &out->digits))) return false;
    out->exponent = -shift;
    if (out->digits < powers[count]) return true;
  }
  return false;
}

static Decimal round_by_printf(double magnitude, int count) {
  char text[40];
  snprintf(text, sizeof text, "%.*e", count - 1, magnitude);
  Decimal out = {0, 0};
  const char *at = text;
  for (; *at != 'e'; at++)
    if (*at >= '0' && *at <= '9') out.digits = out.digits * 10 + (uint64_t)(*at - '0');
  out.exponent = atoi(at + 1) - (count - 1);
  return out;
}

static Decimal round_to(double magnitude, int count) {
  Binary value;
  Decimal out;
  return split(magnitude, &value) && round_exactly(value, count, &out) ? out : round_by_printf(magnitude, count);
}

/* The decimal as the nearest double: exact operands and one rounding, or strtod. */
static double decimal_value(Decimal decimal) {
  if (decimal.digits < UINT64_C(1) << 53 && decimal.exponent >= -(POWERS - 1) && decimal.exponent < POWERS)
    return decimal.exponent < 0 ? (double)decimal.digits / (double)powers[-decimal.exponent] : (double)decimal.digits * (double)powers[decimal.exponent];
  char text[40];
  snprintf(text, sizeof text, "%llue%d", (unsigned long long)decimal.digits, decimal.exponent);
  return strtod(text, NULL);
}

static int count_digits(uint64_t number) {
  int count = 1;
  while (count < POWERS && number >= powers[count]) count++;
  return count;
}

/* Of the first digit. */
static int exponent_of(Decimal decimal) { return decimal.exponent + count_digits(decimal.digits) - 1; }

static void strip_zeros(Decimal *decimal) {
  while (decimal->digits && decimal->digits % 10 == 0) {
    decimal->digits /= 10;
    decimal->exponent++;
  }
}

/* Exactly `count` digits, zeros in front. */
static char *write_padded(char *out, uint64_t number, int count) {
  for (int i = count; i-- > 0; number /= 10) out[i] = (char)('0' + number % 10);
  return out + count;
}

static char *write_whole(char *out, uint64_t number) { return write_padded(out, number, count_digits(number)); }

static char *write_grouped(char *out, uint64_t number) {
  int count = count_digits(number);
  if (count <= 3) return write_padded(out, number, count);
  char *end = out + count + (count - 1) / 3;
  char *at = end;
  for (int i = 0; i < count; i++, number /= 10) {
    if (i && i % 3 == 0) *--at = ',';
    *--at = (char)('0' + number % 10);
  }
  return end;
}

static char *write_fixed(char *out, Decimal decimal, bool grouped) {
  int places = decimal.exponent < 0 ? -decimal.exponent : 0;
  uint64_t whole = places >= POWERS ? 0 : places ? decimal.digits / powers[places] : decimal.digits * powers[decimal.exponent];
  out = grouped ? write_grouped(out, whole) : write_whole(out, whole);
  if (!places) return out;
  *out++ = '.';
  return write_padded(out, places >= POWERS ? decimal.digits : decimal.digits % powers[places], places);
}

static char *write_scientific(char *out, Decimal decimal) {
  int count = count_digits(decimal.digits), exponent = exponent_of(decimal);
  *out++ = (char)('0' + decimal.digits / powers[count - 1]);
  if (count > 1) {
    *out++ = '.';
    out = write_padded(out, decimal.digits % powers[count - 1], count - 1);
  }
  *out++ = 'e';
  if (exponent < 0) *out++ = '-';
  return write_whole(out, (uint64_t)(exponent < 0 ? -exponent : exponent));
}

static Decimal find_exact(double magnitude) {
  Binary value;
  Decimal out;
  bool quick = split(magnitude, &value);
  for (int count = 15; count < SCE_NUMBER_DIGITS_MOST; count++) {
    if (quick && round_exactly(value, count, &out)) {
      if (reads_back(value, out)) return out;
    } else {
      out = round_by_printf(magnitude, count);
      char text[40];
      snprintf(text, sizeof text, "%llue%d", (unsigned long long)out.digits, out.exponent);
      if (strtod(text, NULL) == magnitude) return out;
    }
  }
  return round_to(magnitude, SCE_NUMBER_DIGITS_MOST);
}

size_t sce_number_write_exact(char *out, double value) {
  char *at = out;
  if (value < 0) *at++ = '-';
  double magnitude = fabs(value);
  if (magnitude < 1e15 && magnitude == (double)(uint64_t)magnitude) return (size_t)(write_whole(at, (uint64_t)magnitude) - out);
  Decimal decimal = find_exact(magnitude);
  strip_zeros(&decimal);
  int exponent = exponent_of(decimal);
  at = exponent >= -4 && exponent < 15 ? write_fixed(at, decimal, false) : write_scientific(at, decimal);
  return (size_t)(at - out);
}

/* --- for people -------------------------------------------------------------------------------- */

static bool is_near(double a, double b) { return fabs(a - b) <= 1e-12 * b; }

/* Below 1e15: a whole number, but for the noise of arithmetic. */
static bool is_whole(double magnitude, uint64_t *whole) {
  const double most = 1e18;                                                   /* beyond it nothing is rounded, and the conversion has no value further up */
  if (!(magnitude < most)) return *whole = 0, false;
  *whole = (uint64_t)(magnitude + 0.5);
  return *whole && is_near((double)*whole, magnitude);
}

/* Leaves out the zeros at the end when the digits are the whole value. */
static Decimal round_short(double magnitude, int digits) {
  Decimal decimal = round_to(magnitude, digits);
  if (decimal.digits % 10 == 0 && is_near(decimal_value(decimal), magnitude)) strip_zeros(&decimal);
  return decimal;
}

static char *write_plain(char *out, double magnitude, int digits) {
  uint64_t whole;
  if (magnitude < 1e6 && is_whole(magnitude, &whole)) return write_grouped(out, whole);
  Decimal decimal = round_short(magnitude, digits);
  return magnitude >= SCE_NUMBER_HUGE || magnitude < 1e-4 ? write_scientific(out, decimal) : write_fixed(out, decimal, true);
}

/* Rounded to `places` decimals; only below a million and not below 1, where it is always exact. */
static char *write_places(char *out, double magnitude, int places) {
  Binary value = {0, 0};
  Decimal decimal = {0, -places};
  if (!split(magnitude, &value) || !scale_up(value, places, &decimal.digits)) return write_plain(out, magnitude, SCE_NUMBER_DIGITS);
  return write_fixed(out, decimal, true);
}

static char *write_count(char *out, double magnitude, int digits) {
  return magnitude >= 100 && magnitude < 1e6 ? write_places(out, magnitude, 0) : write_plain(out, magnitude, digits);
}

static char *write_cents(char *out, double magnitude, int digits) {
  if (magnitude >= 1e6) return write_plain(out, magnitude, digits);
  uint64_t cents;
  if (!is_whole(magnitude * 100, &cents)) {
    bool finer = digits > SCE_NUMBER_DIGITS && round_to(magnitude, digits).exponent < -2;
    return magnitude < 1 || finer ? write_plain(out, magnitude, digits) : write_places(out, magnitude, 2);
  }
  return write_fixed(out, (Decimal){cents, -2}, true);
}

static char *write_science(char *out, double magnitude, int digits) {
  Decimal decimal = round_to(magnitude, digits);
  uint64_t whole;
  bool exact = is_whole(magnitude, &whole) || is_near(decimal_value(decimal), magnitude);
  bool brief = magnitude >= 1e-4 && magnitude < (exact ? 1e4 : 1e3);
  return brief ? write_plain(out, magnitude, digits) : write_scientific(out, decimal);
}

size_t sce_number_write_display(char *out, double value, SceStyle style, unsigned digits) {
  int count = digits < 1 ? 1 : digits > SCE_NUMBER_DIGITS_MOST ? SCE_NUMBER_DIGITS_MOST : (int)digits;
  if (value == 0) {
    *out = '0';
    return 1;
  }
  char *at = out;
  if (value < 0) *at++ = '-';
  double magnitude = fabs(value);
  switch (style) {
  case SCE_STYLE_COUNT: at = write_count(at, magnitude, count); break;
  case SCE_STYLE_SCIENTIFIC: at = write_science(at, magnitude, count); break;
  case SCE_STYLE_CENTS: at = write_cents(at, magnitude, count); break;
  case SCE_STYLE_PLAIN:
  case SCE_STYLE_PREFIXED: at = write_plain(at, magnitude, count); break;
  }
  return (size_t)(at - out);
}

double sce_number_round(double value, unsigned digits) {
  if (value == 0 || !(fabs(value) <= DBL_MAX)) return value;
  double rounded = decimal_value(round_to(fabs(value), (int)digits));
  return value < 0 ? -rounded : rounded;
}

/* --- what samples support ---------------------------------------------------------------------- */

int sce_number_exponent(double value, unsigned digits) { return value == 0 ? 0 : exponent_of(round_to(fabs(value), (int)digits)); }

unsigned sce_number_supported(double value, double error, unsigned most) {
  if (value == 0 || error <= 0) return most;
  if (!(error <= DBL_MAX)) return 1;
  Decimal unit = round_to(error, 15);      /* of the error itself: 0.1 is a power of ten */
  strip_zeros(&unit);
  int place = exponent_of(unit) + (unit.digits > 1), digits = sce_number_exponent(value, 15) - place + 1;
  return digits < 1 ? 1 : digits > (int)most ? most : (unsigned)digits;
}

size_t sce_number_write_power(char *out, double value, unsigned digits, int power) {
  char *at = out;
  if (value == 0) {
    *out = '0';
    return 1;
  }
  if (value < 0) *at++ = '-';
  Decimal decimal = round_short(fabs(value), (int)digits);
  decimal.exponent -= power;
  at = write_fixed(at, decimal, true);
  if (!power) return (size_t)(at - out);
  *at++ = 'e';
  if (power < 0) *at++ = '-';
  return (size_t)(write_whole(at, (uint64_t)abs(power)) - out);
}
