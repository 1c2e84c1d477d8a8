/* Did-you-mean proposes what a person meant and stays silent when nothing is near: both halves of that, case by case. */
#include "suggest.h"

#include <criterion/criterion.h>
#include <string.h>

static const char *nearest(const char *wanted, const char *const *names, int count) {
  SceSuggest suggest = {.wanted = wanted};
  for (int i = 0; i < count; i++) sce_suggest_offer(&suggest, names[i]);
  return suggest.best;
}

#define NEAREST(wanted, ...) nearest(wanted, (const char *const[]){__VA_ARGS__}, (int)(sizeof((const char *[]){__VA_ARGS__}) / sizeof(char *)))

Test(suggest, near_names_by_length) {
  cr_assert(sce_suggest_is_near("gpu", "gpus"));
  cr_assert(sce_suggest_is_near("step", "steps"));
  cr_assert_not(sce_suggest_is_near("step", "stepped"));
  cr_assert(sce_suggest_is_near("parms", "params"));
  cr_assert(sce_suggest_is_near("tiktok", "ticktoc"));
  cr_assert_not(sce_suggest_is_near("tiktok", "youtube"));
  cr_assert(sce_suggest_is_near("utilisation", "utilization"));
  cr_assert(sce_suggest_is_near("break_evne_", "break_even"));
  cr_assert_not(sce_suggest_is_near("abcd", "abef"));
  cr_assert(sce_suggest_is_near("abcde", "abcfg"));
}

Test(suggest, swapped_letters_are_one_step) {
  cr_assert(sce_suggest_is_near("gup", "gpu"));
  cr_assert_not(sce_suggest_is_near("gup", "xpu"));
  cr_assert(sce_suggest_is_near("FLPO", "FLOP"));
}

Test(suggest, case_costs_half) {
  cr_assert(sce_suggest_is_near("gb", "GB"));
  cr_assert(sce_suggest_is_near("Flop", "FLop"));
  cr_assert_not(sce_suggest_is_near("flop", "FLOP"), "four halves are beyond one step");
  cr_assert_str_eq(NEAREST("kw", "kx", "kW"), "kW");
}

Test(suggest, equal_and_empty_names_are_not_near) {
  cr_assert_not(sce_suggest_is_near("gpu", "gpu"));
  cr_assert_not(sce_suggest_is_near("", "a"));
  cr_assert_not(sce_suggest_is_near("a", ""));
  cr_assert_not(sce_suggest_is_near("a", "b"), "one letter has no neighbour");
  cr_assert(sce_suggest_is_near("S", "s"));
  cr_assert(sce_suggest_is_near("ab", "ac"));
}

Test(suggest, best_wins_and_ties_go_to_the_first) {
  cr_assert_str_eq(NEAREST("hourr", "house", "hour", "hours"), "hour");
  cr_assert_str_eq(NEAREST("cat", "bat", "car", "rat"), "bat");
  cr_assert_null(NEAREST("tokens", "gpu", "frame", "param"));
}

Test(suggest, long_names_are_never_near) {
  char a[80], b[80];
  memset(a, 'x', 64), memset(b, 'x', 64);
  a[64] = b[64] = '\0';
  b[10] = 'y';
  cr_assert(sce_suggest_is_near(a, b));
  strcat(b, "x");
  cr_assert_not(sce_suggest_is_near(a, b));
  cr_assert_not(sce_suggest_is_near(b, a));
}

/* The textbook table, without reach and early end: both must agree wherever a name is near. */
static int plain_distance(const char *a, const char *b) {
  int n = (int)strlen(a), m = (int)strlen(b), d[12][12];
  for (int i = 0; i <= n; i++) d[i][0] = i;
  for (int j = 0; j <= m; j++) d[0][j] = j;
  for (int i = 1; i <= n; i++)
    for (int j = 1; j <= m; j++) {
      int best = d[i - 1][j - 1] + (a[i - 1] != b[j - 1]);
      if (d[i - 1][j] + 1 < best) best = d[i - 1][j] + 1;
      if (d[i][j - 1] + 1 < best) best = d[i][j - 1] + 1;
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] && d[i - 2][j - 2] + 1 < best) best = d[i - 2][j - 2] + 1;
      d[i][j] = best;
    }
  return d[n][m];
}

Test(suggest, agrees_with_the_textbook) {
  unsigned state = 7;
  for (int round = 0; round < 20000; round++) {
    char a[12] = {0}, b[12] = {0};
    state = state * 1664525u + 1013904223u;
    int n = 1 + (int)(state >> 28) % 10, m = 1 + (int)(state >> 24 & 15u) % 10;
    for (int i = 0; i < n; i++) state = state * 1664525u + 1013904223u, a[i] = (char)('a' + (state >> 30));
    for (int i = 0; i < m; i++) state = state * 1664525u + 1013904223u, b[i] = (char)('a' + (state >> 30));
    int distance = plain_distance(a, b), reach = n <= 4 ? 1 : n <= 8 ? 2 : 3;
    int near = distance > 0 && distance <= reach && distance < n;
    cr_assert_eq(sce_suggest_is_near(a, b) != 0, near, "%s %s: %d", a, b, distance);
  }
}
