/* Numbers as text: a table of what people see, written by hand, and three properties over millions of doubles of every size: what is
 * written in full reads back as the same double, has the fewest of 15 to 17 digits that do, and rounding agrees with the C library's.
 */
#include "results/number.h"

#include <criterion/criterion.h>
#include <float.h>
#include <locale.h>
#include <math.h>
#include <stdio.h>

enum { SAMPLES = 400000 };

typedef struct Shown {
  double value;
  SceStyle style;
  unsigned digits;
  const char *text;
} Shown;

#define PLAIN SCE_STYLE_PLAIN, 4
#define COUNT SCE_STYLE_COUNT, 4
#define SCIENCE SCE_STYLE_SCIENTIFIC, 4
#define CENTS SCE_STYLE_CENTS, 4
#define PREFIXED SCE_STYLE_PREFIXED, 4

static const Shown table[] = {
    {0, PLAIN, "0"},
    {-0.0, PLAIN, "0"},
    {1053.2, PLAIN, "1,053"},
    {29.6296, PLAIN, "29.63"},
    {0.93567, PLAIN, "0.9357"},
    {5.0309, PLAIN, "5.031"},
    {180, PLAIN, "180"},
    {0.5, PLAIN, "0.5"},
    {2.5, PLAIN, "2.5"},
    {0.1 + 0.2, PLAIN, "0.3"},             /* noise of arithmetic is no digit */
    {0.50003, PLAIN, "0.5000"},            /* about a half */
    {249.99999999999997, PLAIN, "250"},
    {250.01, PLAIN, "250.0"},
    {0.99996, PLAIN, "1.000"},
    {1, PLAIN, "1"},
    {12, PLAIN, "12"},
    {999, PLAIN, "999"},
    {1000, PLAIN, "1,000"},
    {124583, PLAIN, "124,583"},            /* whole and below a million: in full */
    {124583.3, PLAIN, "124,600"},
    {999999, PLAIN, "999,999"},
    {1000001, PLAIN, "1,000,000"},
    {1234567, PLAIN, "1,235,000"},
    {524e9, PLAIN, "524,000,000,000"},
    {999999999999999, PLAIN, "1,000,000,000,000,000"},
    {1e15, PLAIN, "1e15"},
    {1.2345e18, PLAIN, "1.234e18"},        /* a tie goes to the even digit */
    {1.2355e18, PLAIN, "1.236e18"},
    {2.7e24, PLAIN, "2.7e24"},
    {0.0001, PLAIN, "0.0001"},
    {0.000123456, PLAIN, "0.0001235"},
    {0.00009876, PLAIN, "9.876e-5"},
    {1e-7, PLAIN, "1e-7"},
    {-2.5, PLAIN, "-2.5"},
    {-4211.3, PLAIN, "-4,211"},
    {-1e-7, PLAIN, "-1e-7"},
    {12345.678, SCE_STYLE_PLAIN, 7, "12,345.68"},
    {2.0 / 3, SCE_STYLE_PLAIN, 1, "0.7"},
    {2.0 / 3, SCE_STYLE_PLAIN, 17, "0.66666666666666663"},
    {DBL_MAX, PLAIN, "1.798e308"},
    {DBL_MIN, PLAIN, "2.225e-308"},
    {5e-324, PLAIN, "4.941e-324"},
    {4211.31, COUNT, "4,211"},
    {69470.7, COUNT, "69,471"},
    {10528.4, COUNT, "10,528"},
    {999999.4, COUNT, "999,999"},
    {999999.7, COUNT, "1,000,000"},
    {15250123, COUNT, "15,250,000"},
    {15250123, SCE_STYLE_COUNT, 6, "15,250,100"},
    {4211.31, SCE_STYLE_COUNT, 8, "4,211"},
    {0.38991, COUNT, "0.3899"},
    {12, COUNT, "12"},
    {12.25, COUNT, "12.25"},
    {99.97, COUNT, "99.97"},
    {100.5, COUNT, "100"},
    {101.5, COUNT, "102"},
    {1.5e18, COUNT, "1.5e18"},
    {1.08e25, SCIENCE, "1.080e25"},
    {2.7e24, SCIENCE, "2.700e24"},
    {1e21, SCIENCE, "1.000e21"},
    {524e9, SCIENCE, "5.240e11"},
    {524, SCIENCE, "524"},
    {0.5, SCIENCE, "0.5"},
    {9999, SCIENCE, "9,999"},
    {10000, SCIENCE, "1.000e4"},
    {1234.5, SCIENCE, "1.234e3"},
    {1e-9, SCIENCE, "1.000e-9"},
    {-3.5e20, SCIENCE, "-3.500e20"},
    {1.0804e25, SCE_STYLE_SCIENTIFIC, 2, "1.1e25"},
    {1.08e25, SCE_STYLE_SCIENTIFIC, 1, "1e25"},
    {2.5, CENTS, "2.50"},
    {2.504, CENTS, "2.50"},
    {2.506, CENTS, "2.51"},
    {30000, CENTS, "30,000.00"},
    {1234.567, CENTS, "1,234.57"},
    {1.005, CENTS, "1.00"},                /* the double lies below */
    {0.5, CENTS, "0.50"},
    {0.0021, CENTS, "0.0021"},             /* to the cent it would be nothing */
    {0.38991, CENTS, "0.3899"},
    {999999.99, CENTS, "999,999.99"},
    {1234567.8, CENTS, "1,235,000"},
    {2.5049, SCE_STYLE_CENTS, 6, "2.5049"},
    {-12.3, CENTS, "-12.30"},
    {989.4, PREFIXED, "989.4"},
    {3.35, PREFIXED, "3.35"},
};

Test(number, what_people_see) {
  for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
    char text[SCE_NUMBER_ROOM + 1];
    text[sce_number_write_display(text, table[i].value, table[i].style, table[i].digits)] = '\0';
    cr_expect_str_eq(text, table[i].text, "%.17g in style %d: %s, not %s", table[i].value, (int)table[i].style, text, table[i].text);
  }
}

Test(number, what_programs_read) {
  static const struct { double value; const char *text; } cases[] = {
      {0, "0"}, {-0.0, "0"}, {1, "1"}, {-1, "-1"}, {20000000000, "20000000000"}, {2.7e24, "2.7e24"}, {0.05, "0.05"}, {1e-7, "1e-7"},
      {0.0001, "0.0001"}, {0.00001, "1e-5"}, {999999999999999, "999999999999999"}, {1e15, "1e15"}, {0.1, "0.1"}, {1.0 / 3, "0.3333333333333333"},
      {0.1 + 0.2, "0.30000000000000004"}, {9007199254740992, "9.007199254740992e15"}, {DBL_MAX, "1.7976931348623157e308"},
      {5e-324, "4.94065645841247e-324"}, {123456.789, "123456.789"}, {1.00007, "1.00007"}, {4211.31, "4211.31"}, {1e22, "1e22"}, {1e23, "1e23"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    char text[SCE_NUMBER_ROOM + 1];
    text[sce_number_write_exact(text, cases[i].value)] = '\0';
    cr_expect_str_eq(text, cases[i].text);
  }
}

static uint64_t next(uint64_t *state) {
  *state ^= *state << 13;
  *state ^= *state >> 7;
  *state ^= *state << 17;
  return *state;
}

/* Doubles of every kind: any bits, money, small fractions, short decimals, powers of two and their neighbours. */
static double draw(uint64_t *state, int kind) {
  uint64_t bits = next(state);
  double value;
  switch (kind % 7) {
  case 0: memcpy(&value, &bits, sizeof value); return value;
  case 1: return (double)(bits % 2000000) / 1000;
  case 2: return ldexp((double)(bits >> 11), (int)(next(state) % 130) - 110);
  case 3: return (double)(bits % 100000) * pow(10, (int)(next(state) % 44) - 22);
  case 4: return ldexp(1, (int)(bits % 2098) - 1074);
  case 5: return nextafter(ldexp(1, (int)(bits % 200) - 100), bits >> 40 & 1 ? INFINITY : 0);
  default: return (double)(bits >> 12) / 64;
  }
}

/* Only the digits, without zeros around them. */
static void keep_digits(const char *text, char *out) {
  char *to = out;
  for (; *text && *text != 'e'; text++)
    if (*text >= '0' && *text <= '9' && (to > out || *text != '0')) *to++ = *text;
  while (to > out && to[-1] == '0') to--;
  *to = '\0';
}

Test(number, exact_text_reads_back_and_is_short) {
  uint64_t state = 88172645463325252u;
  for (int i = 0; i < SAMPLES; i++) {
    double value = draw(&state, i);
    if (!isfinite(value)) continue;
    char text[SCE_NUMBER_ROOM + 1], other[64], digits[64], expected[64];
    size_t length = sce_number_write_exact(text, value);
    cr_assert_leq(length, 26);
    text[length] = '\0';
    cr_assert_eq(strtod(text, NULL), value, "%a: %s", value, text);
    for (int count = 15; count <= 17; count++) {
      snprintf(other, sizeof other, "%.*g", count, value);
      if (strtod(other, NULL) == value) break;
    }
    keep_digits(text, digits);
    keep_digits(other, expected);
    cr_assert_str_eq(digits, expected, "%a: %s, not %s", value, text, other);
  }
}

Test(number, rounding_agrees_with_the_c_library) {
  uint64_t state = 1234567890123u;
  for (int i = 0; i < SAMPLES; i++) {
    double value = draw(&state, i);
    if (!isfinite(value) || value == 0) continue;
    char other[64];
    unsigned digits = 1 + (unsigned)(next(&state) % SCE_NUMBER_DIGITS_MOST);
    snprintf(other, sizeof other, "%.*e", (int)digits - 1, value);
    cr_assert_eq(sce_number_round(value, digits), strtod(other, NULL), "%a to %u digits", value, digits);
  }
}

/* No style ever hides more than its digits promise, and none outgrows its buffer. */
Test(number, display_is_near_the_value) {
  uint64_t state = 42424242424242u;
  for (int i = 0; i < SAMPLES; i++) {
    double value = draw(&state, i);
    if (!(fabs(value) < 1e300) || value == 0) continue;    /* rounding up may leave the doubles */
    unsigned digits = 1 + (unsigned)(next(&state) % SCE_NUMBER_DIGITS_MOST);
    SceStyle style = (SceStyle)(i % 5);
    char text[SCE_NUMBER_ROOM + 1], bare[SCE_NUMBER_ROOM + 1], *to = bare;
    size_t length = sce_number_write_display(text, value, style, digits);
    cr_assert_lt(length, SCE_NUMBER_ROOM);
    for (size_t k = 0; k < length; k++)
      if (text[k] != ',') *to++ = text[k];
    *to = '\0';
    double bound = 0.5 * pow(10, 1 - (double)digits) * (1 + 1e-9) + 1e-12, shown = strtod(bare, NULL);
    if (style == SCE_STYLE_COUNT && fabs(value) >= 100) bound = fmax(bound, 0.5000001 / fabs(value));
    if (style == SCE_STYLE_CENTS && fabs(value) >= 1) bound = fmax(bound, 0.005001 / fabs(value));
    cr_assert_leq(fabs(shown - value), bound * fabs(value) + 5e-324, "%.17g in style %d with %u digits: %s", value, (int)style, digits, bare);
  }
}

/* Where the locale writes a comma, results do not. */
Test(number, no_locale) {
  if (!setlocale(LC_ALL, "de_DE.UTF-8") && !setlocale(LC_ALL, "fr_FR.UTF-8")) cr_skip_test("no locale with a decimal comma here");
  char text[SCE_NUMBER_ROOM + 1];
  text[sce_number_write_exact(text, 1.25e-300)] = '\0';
  cr_expect_str_eq(text, "1.25e-300");
  text[sce_number_write_display(text, 1.23456e-300, SCE_STYLE_PLAIN, 4)] = '\0';
  cr_expect_str_eq(text, "1.235e-300");
}
