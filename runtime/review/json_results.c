/* From JSON to results. The document may come from anywhere: each member is checked for what it has to be, and the first that is not is told.
 *
 * jansson reads the JSON itself; it refuses what is nested more than 2,048 deep. Whole numbers are read as doubles, of any size.
 */
#include "json_results.h"

#include <jansson.h>
#include <math.h>

typedef struct Reader {
  const char *name;
  SceDiags *diags;
  SceText where;                    /* "values[3]" */
} Reader;

static char *copy(const char *text) { return text ? strdup(text) : NULL; }

static bool complain(Reader *reader, const char *what) {
  sce_text_add(&reader->where, "", 0);
  sce_diag_add(reader->diags, SCE_E_RESULTS, SCE_NO_PLACE, "`%s` holds no results of a run: %s%s%s", reader->name, reader->where.bytes, reader->where.count ? " " : "", what);
  return false;
}

static void at_element(Reader *reader, const char *list, size_t index) {
  sce_text_clear(&reader->where);
  sce_text_add_format(&reader->where, "%s[%zu]", list, index);
}

/* ---- members ---- */

/* A text, or NULL where it is absent or null. */
static bool read_text(Reader *reader, const json_t *object, const char *key, bool needed, char **out) {
  const json_t *member = json_object_get(object, key);
  SceText what = {0};
  bool none = !member || json_is_null(member), fine = json_is_string(member) || (none && !needed);
  sce_text_add_format(&what, none ? "has no `%s`" : "has a `%s` that is no text", key);
  if (!fine) complain(reader, what.bytes);
  sce_text_release(&what);
  *out = copy(json_string_value(member));
  return fine;
}

/* A number; NaN where it is absent or null. */
static bool read_number(Reader *reader, const json_t *member, double *out) {
  *out = json_is_number(member) ? json_number_value(member) : json_is_boolean(member) ? json_is_true(member) : NAN;
  return !member || json_is_null(member) || json_is_number(member) || json_is_boolean(member) || complain(reader, "has something else where a number belongs");
}

static bool read_named_numbers(Reader *reader, const json_t *object, const char *const *keys, double *const *outs, size_t count) {
  bool fine = true;
  for (size_t i = 0; i < count && fine; i++) fine = read_number(reader, json_object_get(object, keys[i]), outs[i]);
  return fine;
}

/* ---- axes ---- */

static bool read_point(Reader *reader, const json_t *point, SceJsonAxis *axis) {
  if (!json_is_string(point) && !json_is_number(point)) return complain(reader, "has an axis with a point that is neither a text nor a number");
  sce_array_push(&axis->points, ((SceJsonPoint){copy(json_string_value(point)), json_is_number(point) ? json_number_value(point) : NAN}));
  return true;
}

static bool read_axis(Reader *reader, const json_t *object, const json_t *name, SceJsonValue *value) {
  if (!json_is_string(name)) return complain(reader, "has an axis without a name");
  const json_t *points = json_object_get(json_object_get(object, "points"), json_string_value(name)), *point;
  const json_t *unit = json_object_get(json_object_get(object, "units"), json_string_value(name));
  if (!json_is_array(points)) return complain(reader, "does not list the points of its axes");
  sce_array_push(&value->axes, ((SceJsonAxis){.name = copy(json_string_value(name)), .unit = copy(json_is_string(unit) ? json_string_value(unit) : "1")}));
  size_t i;
  bool fine = true;
  json_array_foreach(points, i, point) fine = fine && read_point(reader, point, &sce_array_last(&value->axes));
  return fine;
}

static bool read_axes(Reader *reader, const json_t *object, SceJsonValue *value) {
  const json_t *axes = json_object_get(object, "axes"), *name;
  if (!json_is_array(axes)) return complain(reader, "has no list `axes`");
  size_t i;
  bool fine = true;
  json_array_foreach(axes, i, name) fine = fine && read_axis(reader, object, name, value);
  return fine;
}

/* ---- values ---- */

static bool read_one(Reader *reader, const json_t *json, SceJsonValue *value) {
  SceJsonNumber number = {NAN, NAN, NAN, NAN, NAN, NAN};
  bool fine;
  if (json_is_object(json)) {
    static const char *const keys[] = {"mean", "sd", "se", "p5", "p50", "p95"};
    double *const outs[] = {&number.value, &number.sd, &number.se, &number.p5, &number.p50, &number.p95};
    value->sampled = true;
    fine = read_named_numbers(reader, json, keys, outs, sizeof keys / sizeof *keys);
  } else {
    value->truth |= json_is_boolean(json);
    fine = read_number(reader, json, &number.value);
  }
  sce_array_push(&value->numbers, number);
  return fine;
}

/* Nested lists, one level an axis. What has an axis without points is an empty list, whatever would stand in it. */
static bool read_numbers(Reader *reader, const json_t *json, uint32_t depth, SceJsonValue *value) {
  if (depth == value->axes.count) return read_one(reader, json, value);
  if (!json_is_array(json) || json_array_size(json) != value->axes.at[depth].points.count) return complain(reader, "has a `value` that does not fit its axes");
  const json_t *element;
  size_t i;
  bool fine = true;
  json_array_foreach(json, i, element) fine = fine && read_numbers(reader, element, depth + 1, value);
  return fine;
}

static bool has_empty_axis(const SceJsonValue *value) {
  for (uint32_t i = 0; i < value->axes.count; i++)
    if (!value->axes.at[i].points.count) return true;
  return false;
}

static bool read_role(Reader *reader, const char *text, SceRole *role) {
  static const char *const names[] = {"input", "formula", "output"};
  for (int i = 0; text && i < 3; i++)
    if (!strcmp(text, names[i])) {
      *role = (SceRole)i;
      return true;
    }
  return complain(reader, "has a `role` that is neither input nor formula nor output");
}

static bool read_value(Reader *reader, const json_t *json, SceJsonResults *results) {
  if (!json_is_object(json)) return complain(reader, "is no object");
  sce_array_push(&results->values, ((SceJsonValue){0}));
  SceJsonValue *value = &sce_array_last(&results->values);
  bool fine = read_text(reader, json, "path", true, &value->path) && read_text(reader, json, "unit", true, &value->unit) && read_text(reader, json, "at", false, &value->at) &&
              read_text(reader, json, "source", false, &value->source) && read_role(reader, json_string_value(json_object_get(json, "role")), &value->role) && read_axes(reader, json, value);
  if (!fine) return false;
  const json_t *numbers = json_object_get(json, "value");
  if (!numbers) return complain(reader, "has no `value`");
  return has_empty_axis(value) || read_numbers(reader, numbers, 0, value);
}

static bool read_claim(Reader *reader, const json_t *json, SceJsonResults *results) {
  static const char *const keys[] = {"got", "says", "within", "ratio"};
  if (!json_is_object(json)) return complain(reader, "is no object");
  sce_array_push(&results->claims, ((SceJsonClaim){0}));
  SceJsonClaim *claim = &sce_array_last(&results->claims);
  double *const outs[] = {&claim->got, &claim->says, &claim->within, &claim->ratio};
  return read_text(reader, json, "name", true, &claim->name) && read_text(reader, json, "status", true, &claim->status) && read_text(reader, json, "unit", false, &claim->unit) &&
         read_text(reader, json, "source", false, &claim->source) && read_text(reader, json, "at", false, &claim->at) && read_text(reader, json, "under", false, &claim->under) &&
         read_text(reader, json, "disputed", false, &claim->disputed) && read_named_numbers(reader, json, keys, outs, sizeof keys / sizeof *keys);
}

static bool read_scenario(Reader *reader, const json_t *json, SceJsonResults *results) {
  if (!json_is_string(json)) return complain(reader, "is no text");
  sce_array_push(&results->scenarios, copy(json_string_value(json)));
  return true;
}

static bool read_finding(Reader *reader, const json_t *json, SceJsonResults *results) {
  const char *severity = json_string_value(json_object_get(json, "severity"));
  if (!severity) return complain(reader, "has no `severity`");
  results->errors += !strcmp(severity, "error");
  return true;
}

/* ---- the document ---- */

typedef bool (*ReadElement)(Reader *reader, const json_t *json, SceJsonResults *results);

static bool read_list(Reader *reader, const json_t *document, const char *key, bool needed, ReadElement read, SceJsonResults *results) {
  const json_t *list = json_object_get(document, key), *element;
  sce_text_clear(&reader->where);
  sce_text_add_format(&reader->where, "`%s`", key);
  if (!json_is_array(list)) return (!list && !needed) || complain(reader, "is missing, or is no list");
  size_t i;
  bool fine = true;
  json_array_foreach(list, i, element) {
    at_element(reader, key, i);
    fine = fine && read(reader, element, results);
  }
  return fine;
}

static bool read_schema(Reader *reader, const json_t *document) {
  const char *schema = json_string_value(json_object_get(document, "schema"));
  if (schema && !strcmp(schema, "sce.run/1")) return true;
  SceText what = {0};
  if (schema) sce_text_add_format(&what, "its schema is `%.60s`, not `sce.run/1`", schema);
  else sce_text_add_string(&what, "it does not start with {\"schema\": \"sce.run/1\"");
  complain(reader, what.bytes);
  sce_diag_help(reader->diags, "`sce run --format json -o FILE` writes such a file");
  sce_text_release(&what);
  return false;
}

static bool read_document(Reader *reader, const json_t *document, SceJsonResults *results) {
  if (!read_schema(reader, document)) return false;
  bool fine = read_list(reader, document, "scenarios", true, read_scenario, results) && read_list(reader, document, "values", true, read_value, results) &&
              read_list(reader, document, "claims", true, read_claim, results) && read_list(reader, document, "diagnostics", false, read_finding, results);
  const json_t *samples = json_object_get(document, "samples");
  results->samples = json_is_number(samples) ? json_number_value(samples) : 0;
  results->partial = json_is_true(json_object_get(document, "partial"));
  return fine;
}

/* Behind a byte order mark and blanks. */
static uint32_t find_start(const char *text, uint32_t length) {
  uint32_t at = length >= 3 && !memcmp(text, "\xEF\xBB\xBF", 3) ? 3 : 0;
  while (at < length && strchr(" \t\r\n", text[at]) && text[at]) at++;
  return at;
}

bool sce_json_results_detect(const char *text, uint32_t length) {
  uint32_t at = find_start(text, length);
  return at < length && (text[at] == '{' || text[at] == '[');
}

SceJsonResults *sce_json_results_read(const char *name, const char *text, uint32_t length, SceDiags *diags) {
  json_error_t error;
  uint32_t start = length >= 3 && !memcmp(text, "\xEF\xBB\xBF", 3) ? 3 : 0;
  json_t *document = json_loadb(text + start, length - start, JSON_DECODE_INT_AS_REAL, &error);
  if (!document) {
    sce_diag_add(diags, SCE_E_RESULTS, SCE_NO_PLACE, "`%s` starts like JSON and is none: line %d, column %d: %s", name, error.line, error.column, error.text);
    sce_diag_help(diags, "%s", json_error_code(&error) == json_error_premature_end_of_input ? "the file was cut short: write it again with `sce run --format json`" : "results in JSON are what `sce run --format json` writes");
    return NULL;
  }
  Reader reader = {.name = name, .diags = diags};
  SceJsonResults *results = sce_memory_zeroed(sizeof *results);
  if (!read_document(&reader, document, results)) {
    sce_json_results_free(results);
    results = NULL;
  }
  sce_text_release(&reader.where);
  json_decref(document);
  return results;
}

/* ---- the end ---- */

static void release_value(SceJsonValue *value) {
  for (uint32_t i = 0; i < value->axes.count; i++) {
    SceJsonAxis *axis = &value->axes.at[i];
    for (uint32_t k = 0; k < axis->points.count; k++) free(axis->points.at[k].label);
    sce_array_release(&axis->points);
    free(axis->name), free(axis->unit);
  }
  sce_array_release(&value->axes);
  sce_array_release(&value->numbers);
  free(value->path), free(value->unit), free(value->at), free(value->source);
}

void sce_json_results_free(SceJsonResults *results) {
  if (!results) return;
  for (uint32_t i = 0; i < results->scenarios.count; i++) free(results->scenarios.at[i]);
  for (uint32_t i = 0; i < results->values.count; i++) release_value(&results->values.at[i]);
  for (uint32_t i = 0; i < results->claims.count; i++) {
    SceJsonClaim *claim = &results->claims.at[i];
    free(claim->name), free(claim->status), free(claim->unit), free(claim->source), free(claim->at), free(claim->under), free(claim->disputed);
  }
  sce_array_release(&results->scenarios);
  sce_array_release(&results->values);
  sce_array_release(&results->claims);
  free(results);
}
