/* Reads the published figures of tests/data into rows for the tests of the core: comma-separated values with a header
 * line and quoted fields (RFC 4180, without line breaks inside a field). A table owns its text; release it with
 * csv_release. Whatever is missing or malformed fails the test that asked for it: a figure that is not found must never
 * pass. The folder of the tests is `tests`, or what SCE_TESTS names.
 */
#ifndef SCE_TEST_CORE_CSV_H
#define SCE_TEST_CORE_CSV_H

#include <criterion/criterion.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CSV_MAX_ROWS = 160, CSV_MAX_COLUMNS = 32 };

typedef struct CsvTable {
  char *text;
  unsigned rows; /* the header is row 0 */
  unsigned columns[CSV_MAX_ROWS];
  char *cells[CSV_MAX_ROWS][CSV_MAX_COLUMNS];
} CsvTable;

static inline char *csv_read_file(const char *name) {
  const char *folder = getenv("SCE_TESTS");
  char path[4096];
  snprintf(path, sizeof path, "%s/data/%s", folder ? folder : "tests", name);
  FILE *file = fopen(path, "rb");
  cr_assert(file != NULL, "cannot open %s", path);
  cr_assert_eq(fseek(file, 0, SEEK_END), 0);
  long size = ftell(file);
  cr_assert_gt(size, 0, "%s is empty", path);
  rewind(file);
  char *text = malloc((size_t)size + 1);
  cr_assert_not_null(text);
  cr_assert_eq(fread(text, 1, (size_t)size, file), (size_t)size);
  text[size] = '\0';
  fclose(file);
  return text;
}

/* Takes one cell off the text, in place; returns where it ended: at a comma, a line's end or the text's. */
static inline char *csv_take_cell(char *from, char **cell) {
  *cell = from;
  if (*from != '"') return from + strcspn(from, ",\r\n");
  char *to = from++;
  for (; *from && !(from[0] == '"' && from[1] != '"'); *to++ = *from++)
    if (*from == '"') from++;
  cr_assert_eq(*from, '"', "a quoted field does not end");
  if (to < from) *to = '\0';
  return from + 1;
}

static inline void csv_init(CsvTable *table, const char *name) {
  memset(table, 0, sizeof *table);
  char *at = table->text = csv_read_file(name);
  while (*at) {
    cr_assert_lt(table->rows, CSV_MAX_ROWS, "%s has more rows than the reader holds", name);
    unsigned row = table->rows++;
    for (char end = ','; end == ',';) {
      cr_assert_lt(table->columns[row], CSV_MAX_COLUMNS);
      at = csv_take_cell(at, &table->cells[row][table->columns[row]++]);
      end = *at;
      if (end) *at++ = '\0';
      if (end == '\r' && *at == '\n') at++;
    }
    cr_assert_eq(table->columns[row], table->columns[0], "%s: row %u has %u cells", name, row, table->columns[row]);
  }
}

static inline void csv_release(CsvTable *table) {
  free(table->text);
  memset(table, 0, sizeof *table);
}

static inline const char *csv_get(const CsvTable *table, unsigned row, const char *column) {
  for (unsigned i = 0; i < table->columns[0]; i++)
    if (!strcmp(table->cells[0][i], column)) return table->cells[row][i];
  cr_assert_fail("no column %s", column);
  return "";
}

/* The row whose first column reads `key`. */
static inline unsigned csv_find(const CsvTable *table, const char *key) {
  for (unsigned row = 1; row < table->rows; row++)
    if (!strcmp(table->cells[row][0], key)) return row;
  cr_assert_fail("no row %s", key);
  return 0;
}

static inline double csv_get_number(const CsvTable *table, unsigned row, const char *column) {
  const char *cell = csv_get(table, row, column);
  char *end;
  double value = strtod(cell, &end);
  cr_assert(end != cell, "row %s: %s is no number: '%s'", table->cells[row][0], column, cell);
  return value;
}

/* The value of `name` in a cell such as "N=341e9;L=96;h=18432". */
static inline double csv_get_input(const CsvTable *table, unsigned row, const char *name) {
  const char *at = csv_get(table, row, "inputs");
  size_t size = strlen(name);
  while (*at) {
    at += strspn(at, "; ");
    if (!strncmp(at, name, size) && at[size] == '=') return strtod(at + size + 1, NULL);
    at += strcspn(at, ";");
  }
  cr_assert_fail("row %s has no input %s", table->cells[row][0], name);
  return NAN;
}

static inline double relative_error(double value, double expected) { return fabs(value - expected) / fabs(expected); }

#endif
