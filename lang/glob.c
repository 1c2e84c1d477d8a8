/* Globs over result paths: `*` is any run, `?` one character.
 *
 * Whoever writes the pattern may be somebody else than whoever waits for the answer, so that the worst case is the product of the
 * two lengths: a mismatch goes back to the last `*` alone, since an earlier one could not do better.
 */
#include "compile.h"

/* Past one character of UTF-8. */
static const char *next_point(const char *at) {
  at++;
  while (((unsigned char)*at & 0xC0u) == 0x80u) at++;
  return at;
}

bool sce_glob_matches(const char *glob, const char *path) {
  const char *star = NULL, *taken = NULL;   /* behind the last `*`, and how far it reaches */
  while (*path) {
    if (*glob == '*') {
      star = ++glob;
      taken = path;
    } else if (*glob == '?') {
      glob++;
      path = next_point(path);
    } else if (*glob == *path) {
      glob++;
      path++;
    } else if (star) {
      glob = star;
      path = taken = next_point(taken);
    } else {
      return false;
    }
  }
  while (*glob == '*') glob++;
  return !*glob;
}
