/* Did-you-mean: edit distance, counted in halves so that a letter of the wrong case costs less than a wrong letter.
 *
 * Names are short and candidates few hundred at most, so the plain table of three rows is enough; a row whose every cell is beyond
 * the reach ends it early.
 */
#include "suggest.h"

#include <string.h>

enum { LONGEST = 64, STEP = 2, FAR = 1000 };

static char lower(char letter) { return letter >= 'A' && letter <= 'Z' ? (char)(letter - 'A' + 'a') : letter; }

/* Halves that it costs to take `a` for `b`. */
static int exchange(char a, char b) { return a == b ? 0 : lower(a) == lower(b) ? 1 : STEP; }

static int least(int a, int b) { return a < b ? a : b; }

/* How far from a name of `length` bytes its neighbours may be, in halves. */
static int reach(size_t length) {
  int near = (length <= 4 ? 1 : length <= 8 ? 2 : 3) * STEP, whole = (int)length * STEP - 1;
  return least(near, whole);
}

/* Distance of a and b in halves, or FAR when it is above `most`. */
static int distance(const char *a, size_t a_length, const char *b, size_t b_length, int most) {
  int rows[3][LONGEST + 1], *before = rows[0], *above = rows[1], *row = rows[2];
  for (size_t j = 0; j <= b_length; j++) above[j] = (int)j * STEP, before[j] = FAR;
  int above_least = 0;
  for (size_t i = 1; i <= a_length; i++) {
    int row_least = row[0] = (int)i * STEP;
    for (size_t j = 1; j <= b_length; j++) {
      int cost = least(least(above[j], row[j - 1]) + STEP, above[j - 1] + exchange(a[i - 1], b[j - 1]));
      if (i > 1 && j > 1 && lower(a[i - 1]) == lower(b[j - 2]) && lower(a[i - 2]) == lower(b[j - 1]))
        cost = least(cost, before[j - 2] + STEP + exchange(a[i - 1], b[j - 2]) + exchange(a[i - 2], b[j - 1]));
      row[j] = cost;
      row_least = least(row_least, cost);
    }
    if (row_least > most && above_least > most) return FAR;
    above_least = row_least;
    int *oldest = before;
    before = above, above = row, row = oldest;
  }
  return above[b_length] <= most ? above[b_length] : FAR;
}

/* The distance when the candidate is near the wanted name and differs from it, else FAR. */
static int near_distance(const char *wanted, const char *candidate) {
  size_t length = strlen(wanted), candidate_length = strlen(candidate);
  if (!length || length > LONGEST || candidate_length > LONGEST) return FAR;
  int most = reach(length), longer = (int)candidate_length - (int)length;
  if ((longer < 0 ? -longer : longer) * STEP > most) return FAR;
  int found = distance(wanted, length, candidate, candidate_length, most);
  return found > 0 ? found : FAR;
}

void sce_suggest_offer(SceSuggest *suggest, const char *candidate) {
  if (!suggest->wanted || !candidate || !candidate[0] || !candidate[1]) return;   /* one letter is near everything short */
  int found = near_distance(suggest->wanted, candidate);
  if (found == FAR || (suggest->best && suggest->distance <= found)) return;
  suggest->best = candidate;
  suggest->distance = found;
}

int sce_suggest_is_near(const char *wanted, const char *candidate) { return near_distance(wanted, candidate) != FAR; }
