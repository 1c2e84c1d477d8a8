/* Did-you-mean: the nearest of many names by edit distance.
 * Start with SceSuggest s = {.wanted = "…"}, offer every candidate, read s.best (the candidate's pointer, or NULL when none is near).
 * Near: restricted Damerau-Levenshtein distance at most 1 up to 4 letters, 2 up to 8, else 3, and less than the length; case differences cost half. Ties go to the first
 * offered. Names longer than 64 bytes are never near.
 */
#ifndef SCE_SUGGEST_H
#define SCE_SUGGEST_H

typedef struct SceSuggest {
  const char *wanted;
  const char *best;
  int distance;           /* of best, in halves */
} SceSuggest;

void sce_suggest_offer(SceSuggest *suggest, const char *candidate);

/* Whether two names are that near (and not equal). */
int sce_suggest_is_near(const char *wanted, const char *candidate);

#endif
