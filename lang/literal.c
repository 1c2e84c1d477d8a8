/* Spelled numbers to doubles. A mantissa below 2^53 and a power of ten up to 22 are exact doubles, so that one multiplication or division
 * gives the correctly rounded result; the letter of magnitude and the percent sign are folded into the power before that, so that 1.1k is
 * 1100 and 40% is the double nearest 0.4. All else goes through strtod on a clean copy.
 */
#include "literal.h"

#include "array.h"

#include <math.h>
#include <stdbool.h>
#include <stdio.h>

typedef struct Digits {
  uint64_t mantissa;        /* the first 19 digits that count */
  uint32_t count;           /* digits in it */
  int64_t exponent;         /* of the last of them */
  bool exact;               /* none but zeros was left out */
  bool underscore;          /* one stands where none may */
} Digits;

static bool is_digit(char c) { return c >= '0' && c <= '9'; }

static void add_digit(Digits *digits, char c, bool fraction) {
  if (digits->count < 19) {
    digits->mantissa = digits->mantissa * 10 + (uint64_t)(c - '0');
    digits->count += digits->mantissa != 0;
    digits->exponent -= fraction;
  } else {
    digits->exact &= c == '0';
    digits->exponent += !fraction;
  }
}

/* Mantissa and decimal exponent of the text. */
static Digits scan(const char *at, const char *end) {
  Digits digits = {.exact = true};
  bool fraction = false;
  for (; at < end && (*at | 32) != 'e'; at++) {
    if (*at == '.') fraction = true;
    else if (*at == '_') digits.underscore |= at + 1 >= end || !is_digit(at[1]);
    else add_digit(&digits, *at, fraction);
  }
  if (at >= end) return digits;
  bool negative = *++at == '-';
  int64_t exponent = 0;
  for (at += *at == '-' || *at == '+'; at < end; at++)
    if (exponent < 1000000000000) exponent = exponent * 10 + (*at - '0');
  digits.exponent += negative ? -exponent : exponent;
  return digits;
}

/* The careful way: all digits as they stand, the exponent recomputed. */
static double read_slowly(const char *at, const char *end, int64_t exponent) {
  SCE_ARRAY(char) copy = {0};
  int64_t places = 0;
  bool fraction = false;
  sce_array_reserve(&copy, (uint64_t)(end - at) + 32);
  for (; at < end && (*at | 32) != 'e'; at++) {
    if (is_digit(*at)) copy.at[copy.count++] = *at, places += fraction;
    else if (*at == '.') fraction = true;
  }
  exponent -= places;
  if (exponent > 2000000000) exponent = 2000000000;
  if (exponent < -2000000000) exponent = -2000000000;
  snprintf(copy.at + copy.count, 32, "e%lld", (long long)exponent);
  double number = strtod(copy.at, NULL);
  sce_array_release(&copy);
  return number;
}

/* The exponent as written, without the places behind the point. */
static int64_t spelled_exponent(const char *at, const char *end) {
  while (at < end && (*at | 32) != 'e') at++;
  Digits digits = scan(at, end);
  return digits.exponent;
}

SceLiteralProblem sce_literal_read(const char *at, const char *end, int32_t scale, double *number) {
  static const double powers[] = {1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11,
                                  1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};
  Digits digits = scan(at, end);
  int64_t exponent = digits.exponent + scale;
  if (!digits.mantissa) *number = 0;
  else if (digits.exact && digits.mantissa < 1ull << 53 && exponent >= 0 && exponent <= 22) *number = (double)digits.mantissa * powers[exponent];
  else if (digits.exact && digits.mantissa < 1ull << 53 && exponent < 0 && exponent >= -22) *number = (double)digits.mantissa / powers[-exponent];
  else *number = read_slowly(at, end, spelled_exponent(at, end) + scale);
  if (digits.underscore) return SCE_LITERAL_UNDERSCORE;
  if (isinf(*number)) return SCE_LITERAL_TOO_LARGE;
  return digits.mantissa && *number == 0 ? SCE_LITERAL_TOO_SMALL : SCE_LITERAL_FINE;
}

const char *sce_literal_problem_text(SceLiteralProblem problem) {
  switch (problem) {
    case SCE_LITERAL_TOO_LARGE: return "the number is too large: the largest is about 1.8e308";
    case SCE_LITERAL_TOO_SMALL: return "the number is too small: the smallest above zero is about 4.9e-324";
    case SCE_LITERAL_UNDERSCORE: return "`_` stands between two digits";
    default: return "";
  }
}
