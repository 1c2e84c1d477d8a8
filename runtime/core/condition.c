/* Reads conditions byte by byte: they are short, and read when something went wrong, so that nothing is kept of them. What cannot be read is told
 * apart from what is broken, for the test that reads all of them.
 */
#include "core/condition.h"

#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct Reader {
  const char *at, *end;
  const char *signature;
  const double *args;
  bool failed;            /* there is something that is no condition */
} Reader;

static void skip_blanks(Reader *reader) {
  while (reader->at < reader->end && *reader->at == ' ') reader->at++;
}

static bool take(Reader *reader, const char *word) {
  size_t length = strlen(word);
  skip_blanks(reader);
  if ((size_t)(reader->end - reader->at) < length || strncmp(reader->at, word, length)) return false;
  reader->at += length;
  return true;
}

static bool is_name_byte(char byte) { return isalnum((unsigned char)byte) || byte == '_'; }

/* Where the parameter stands in "(name: unit, name: unit = default) : unit". */
static double find_argument(Reader *reader, const char *name, size_t length) {
  unsigned index = 0, depth = 0;
  for (const char *at = reader->signature; *at; at++) {
    bool starts = (*at == '(' && depth == 0) || (*at == ',' && depth == 1);
    depth += *at == '(';
    depth -= *at == ')';
    if (!starts) continue;
    index += *at == ',';
    const char *from = at + 1 + strspn(at + 1, " ");
    if (!strncmp(from, name, length) && from[length] == ':') return reader->args[index];
  }
  reader->failed = true;
  return NAN;
}

static double read_factor(Reader *reader) {
  skip_blanks(reader);
  const char *from = reader->at;
  if (from < reader->end && isalpha((unsigned char)*from)) {
    while (reader->at < reader->end && is_name_byte(*reader->at)) reader->at++;
    return find_argument(reader, from, (size_t)(reader->at - from));
  }
  char *end = NULL;
  double number = from < reader->end ? strtod(from, &end) : 0;
  if (!end || end == from || end > reader->end) {
    reader->failed = true;
    return NAN;
  }
  reader->at = end;
  return number;
}

static double read_product(Reader *reader) {
  double product = read_factor(reader);
  while (!reader->failed && take(reader, "*")) product *= read_factor(reader);
  return product;
}

/* "0 < share <= 1": each pair of neighbours. */
static bool read_comparison(Reader *reader) {
  double left = read_product(reader);
  if (take(reader, "is whole")) return left == floor(left);
  bool holds = true;
  unsigned pairs = 0;
  for (; !reader->failed; pairs++) {
    bool less = take(reader, "<"), greater = !less && take(reader, ">");
    if (!less && !greater) break;
    bool equal = reader->at < reader->end && *reader->at == '=';
    reader->at += equal;
    double right = read_product(reader);
    holds = holds && ((equal && left == right) || (less ? left < right : left > right));
    left = right;
  }
  reader->failed = reader->failed || !pairs;
  return holds;
}

SceCondition sce_condition_check(const char *text, size_t length, const char *signature, const double *args) {
  Reader reader = {.at = text, .end = text + length, .signature = signature, .args = args};
  bool holds = read_comparison(&reader), asked = true;
  if (!reader.failed && take(&reader, "if ")) asked = read_comparison(&reader);
  skip_blanks(&reader);
  if (reader.failed || reader.at != reader.end) return SCE_CONDITION_UNREADABLE;
  return holds || !asked ? SCE_CONDITION_HOLDS : SCE_CONDITION_BROKEN;
}

const char *sce_condition_next(const char **domain, size_t *length) {
  const char *from = *domain + strspn(*domain, ", ");
  *length = strcspn(from, ",");
  *domain = from + *length;
  return *length ? from : NULL;
}
