/* The list of inputs for people (text and markdown, one row each, and a last line that counts what has no source) and for programs (csv and JSON, schema
 * sce.inputs/1).
 */
#include "cell.h"
#include "inputs.h"

#include "results/findings.h"
#include "results/number.h"
#include "plan.h"

#include <math.h>

enum { SOURCE_MOST = 72, FORMULA_MOST = 48, NAMES_MOST = 36, WIDTH_MOST = 44, GAP = 2, COLUMNS = 4 };

typedef struct Row {
  SceText cells[COLUMNS];           /* path, value, place, what rests on it */
  SceText reason;                   /* formula and source */
} Row;

static void clear_row(Row *row) {
  for (int i = 0; i < COLUMNS; i++) {
    sce_text_clear(&row->cells[i]);
    sce_text_add(&row->cells[i], "", 0);
  }
  sce_text_clear(&row->reason);
  sce_text_add(&row->reason, "", 0);
}

static void release_row(Row *row) {
  for (int i = 0; i < COLUMNS; i++) sce_text_release(&row->cells[i]);
  sce_text_release(&row->reason);
}

/* "3 results: plan.cost, plan.power, …"; what only claims rest on says which. */
static void add_rests(const SceInputs *inputs, const SceInput *input, bool all, SceText *out) {
  bool claims = !input->result_count && input->rest_count;
  uint32_t count = claims ? input->rest_count : input->result_count;
  if (!count) {
    const SceProgram *program = inputs->fields.program;
    sce_text_add_string(out, program->ops.at[program->ops.at[input->field->op].a].kind == SCE_OP_AXIS ? "an axis" : "nothing");
    return;
  }
  sce_text_add_format(out, "%u %s%s: ", (unsigned)count, claims ? "claim" : "result", count == 1 ? "" : "s");
  size_t start = out->count;
  for (uint32_t i = 0; i < count; i++) {
    const char *name = inputs->targets.at[inputs->rests.at[input->rests + i]].name;
    bool fits = all || !i || sce_table_width(out->bytes + start, out->count - start) + strlen(name) + 2 <= NAMES_MOST;
    sce_text_add_string(out, i ? ", " : "");
    if (fits) sce_fields_add_short(out, name, strlen(name), all ? 0 : NAMES_MOST);
    else sce_text_add_string(out, "…");
    if (!fits) return;
  }
}

static void make_row(const SceInputs *inputs, SceTable *table, const SceInput *input, const SceInputsOptions *options, Row *row) {
  clear_row(row);
  sce_text_add_string(&row->cells[0], input->path);
  if (input->scenario) sce_text_add_format(&row->cells[0], "[%s]", sce_table_label(table, 0, input->scenario));
  if (input->literal == SCE_NO_OP) sce_cell_add(table, &table->program->results.at[input->result], input->scenario, &row->cells[1]);
  else sce_input_add_literal(inputs, input, &row->cells[1]);
  sce_fields_add_place(&inputs->fields, input->item, &row->cells[2]);
  add_rests(inputs, input, options->all, &row->cells[3]);
  if (input->literal != SCE_NO_OP) {
    sce_text_add_string(&row->reason, "in ");
    sce_fields_add_formula(&inputs->fields, input->item, options->all ? 0 : FORMULA_MOST, &row->reason);
    sce_text_add_string(&row->reason, "  ");
  }
  uint32_t length;
  const char *source = sce_input_source(inputs, input, &length);
  sce_text_add_string(&row->reason, source ? "@ \"" : "no source");
  if (!source) return;
  sce_fields_add_short(&row->reason, source, length, options->all ? 0 : SOURCE_MOST);
  sce_text_add_byte(&row->reason, '"');
}

/* "31 inputs; no source: 4 of the file's, 2 of the library's". */
static void add_count(const SceInputs *inputs, SceText *out) {
  uint32_t own = 0, library = 0, length, count = inputs->list.count;
  for (uint32_t i = 0; i < count; i++) {
    if (sce_input_source(inputs, &inputs->list.at[i], &length)) continue;
    if (inputs->list.at[i].library) library++;
    else own++;
  }
  sce_text_add_format(out, "%u input%s", (unsigned)count, count == 1 ? "" : "s");
  if (!own && !library) sce_text_add_string(out, ", all with a source");
  if (own || library) sce_text_add_string(out, "; no source: ");
  if (own) sce_text_add_format(out, "%u here", (unsigned)own);
  if (library) sce_text_add_format(out, "%s%u in the library", own ? ", " : "", (unsigned)library);
}

static void start_table(SceTable *table, const SceInputs *inputs, const SceInputsOptions *options) {
  SceResultOptions shown = {.digits = options->digits};
  sce_table_init(table, inputs->fields.program, inputs->fields.session->run, &shown);
}

/* ---- text ---- */

static void write_line(SceOutput *out, const Row *row, const uint32_t *widths) {
  uint32_t at = 0, stop = 0;
  for (int i = 0; i <= COLUMNS; i++) {
    const SceText *text = i < COLUMNS ? &row->cells[i] : &row->reason;
    uint32_t blanks = stop > at ? stop - at : at ? 1 : 0;
    if (text->count) {
      sce_output_add_spaces(out, blanks);
      sce_output_add(out, text->bytes, text->count);
      at += blanks + sce_table_width(text->bytes, text->count);
    }
    if (i < COLUMNS) stop += widths[i] + GAP;
  }
  sce_output_add_byte(out, '\n');
}

void sce_inputs_write_text(SceOutput *out, const SceInputs *inputs, const SceInputsOptions *options) {
  SceTable table;
  Row row = {0};
  SceText text = {0};
  uint32_t widths[COLUMNS] = {0};
  start_table(&table, inputs, options);
  for (uint32_t i = 0; i < inputs->list.count; i++) {
    make_row(inputs, &table, &inputs->list.at[i], options, &row);
    for (int c = 0; c < COLUMNS; c++) {
      uint32_t width = sce_table_width(row.cells[c].bytes, row.cells[c].count);
      if (width > widths[c] && (width <= WIDTH_MOST || c == COLUMNS - 1)) widths[c] = width;
    }
  }
  for (uint32_t i = 0; i < inputs->list.count; i++) {
    make_row(inputs, &table, &inputs->list.at[i], options, &row);
    write_line(out, &row, widths);
  }
  if (inputs->list.count) sce_output_add_byte(out, '\n');
  add_count(inputs, &text);
  sce_output_add(out, text.bytes, text.count);
  sce_output_add_byte(out, '\n');
  sce_text_release(&text);
  release_row(&row);
  sce_table_release(&table);
}

/* ---- markdown ---- */

static void add_escaped(SceOutput *out, const SceText *text) {
  for (size_t i = 0; i < text->count; i++) {
    if (strchr("|\\*<`_[]", text->bytes[i]) && text->bytes[i]) sce_output_add_byte(out, '\\');
    sce_output_add_byte(out, text->bytes[i]);
  }
}

void sce_inputs_write_markdown(SceOutput *out, const SceInputs *inputs, const SceInputsOptions *options) {
  SceTable table;
  Row row = {0};
  SceText text = {0};
  start_table(&table, inputs, options);
  sce_output_add_string(out, "| input | value | where | rests on it | source |\n| :--- | ---: | :--- | :--- | :--- |\n");
  for (uint32_t i = 0; i < inputs->list.count; i++) {
    make_row(inputs, &table, &inputs->list.at[i], options, &row);
    for (int c = 0; c <= COLUMNS; c++) {
      sce_output_add_string(out, "| ");
      add_escaped(out, c < COLUMNS ? &row.cells[c] : &row.reason);
      sce_output_add_byte(out, ' ');
    }
    sce_output_add_string(out, "|\n");
  }
  sce_output_add_byte(out, '\n');
  add_count(inputs, &text);
  sce_output_add(out, text.bytes, text.count);
  sce_output_add_byte(out, '\n');
  sce_text_release(&text);
  release_row(&row);
  sce_table_release(&table);
}

/* ---- csv ---- */

static void add_comma(SceOutput *out) { sce_output_add_byte(out, ','); }

static void add_csv_number(SceOutput *out, double value) {
  char text[SCE_NUMBER_ROOM];
  if (!isnan(value)) sce_output_add(out, text, sce_number_write_exact(text, value));
}

/* The one number that an input is: for samples the median; none for what ranges over axes. Beside it the 5th and 95th percentile of samples. */
static void find_numbers(SceTable *table, const SceInputs *inputs, const SceInput *input, double numbers[3]) {
  const SceResult *result = &table->program->results.at[input->result];
  numbers[0] = numbers[1] = numbers[2] = NAN;
  if (input->literal != SCE_NO_OP) {
    const char *unit;
    numbers[0] = sce_input_number(inputs, input, &unit);
    return;
  }
  if (sce_table_rows(table, result) != 1) return;
  uint32_t point = sce_table_point(table, sce_table_set(table, result), 0, input->scenario);
  const SceSummary *summary = sce_table_summary(table, result, point);
  numbers[0] = sce_table_plain(table, result->unit, sce_table_middle(table, result, point));
  if (!summary) return;
  numbers[1] = sce_table_plain(table, result->unit, summary->p5);
  numbers[2] = sce_table_plain(table, result->unit, summary->p95);
}

static const char *find_unit(SceTable *table, const SceInputs *inputs, const SceInput *input) {
  const char *unit;
  if (input->literal == SCE_NO_OP) return sce_table_unit(table, table->program->results.at[input->result].unit);
  sce_input_number(inputs, input, &unit);
  return unit;
}

static void write_csv_row(SceOutput *out, SceTable *table, const SceInputs *inputs, const SceInput *input, SceText *text) {
  double numbers[3];
  uint32_t length;
  const char *unit = find_unit(table, inputs, input), *source = sce_input_source(inputs, input, &length);
  find_numbers(table, inputs, input, numbers);
  sce_output_add_csv(out, input->path, strlen(input->path));
  add_comma(out);
  if (input->scenario) sce_output_add_string(out, sce_table_label(table, 0, input->scenario));
  add_comma(out);
  sce_text_clear(text);
  if (input->literal != SCE_NO_OP) sce_input_add_literal(inputs, input, text);
  sce_output_add_csv(out, text->bytes, text->count);
  for (int i = 0; i < 3; i++) {
    add_comma(out);
    add_csv_number(out, numbers[i]);
  }
  add_comma(out);
  if (unit) sce_output_add_csv(out, unit, strlen(unit));
  add_comma(out);
  sce_text_clear(text);
  sce_fields_add_place(&inputs->fields, input->item, text);
  sce_output_add_csv(out, text->bytes, text->count);
  add_comma(out);
  if (source) sce_output_add_csv(out, source, length);
  sce_text_clear(text);
  sce_text_add_format(text, ",%u,%u,", (unsigned)input->result_count, (unsigned)(input->rest_count - input->result_count));
  sce_output_add(out, text->bytes, text->count);
  sce_text_clear(text);
  for (uint32_t i = 0; i < input->result_count; i++) sce_text_add_format(text, "%s%s", i ? "; " : "", inputs->targets.at[inputs->rests.at[input->rests + i]].name);
  sce_output_add_csv(out, text->bytes, text->count);
  sce_output_add_byte(out, '\n');
}

void sce_inputs_write_csv(SceOutput *out, const SceInputs *inputs, const SceInputsOptions *options) {
  SceTable table;
  SceText text = {0};
  start_table(&table, inputs, options);
  sce_output_add_string(out, "path,scenario,literal,value,p5,p95,unit,at,source,results,claims,rests_on_it\n");
  for (uint32_t i = 0; i < inputs->list.count; i++) write_csv_row(out, &table, inputs, &inputs->list.at[i], &text);
  sce_text_release(&text);
  sce_table_release(&table);
}

/* ---- JSON ---- */

static void add_names(SceOutput *out, const SceInputs *inputs, const SceInput *input, bool claims) {
  uint32_t from = claims ? input->result_count : 0, to = claims ? input->rest_count : input->result_count;
  sce_json_add_key(out, claims ? "claims" : "results");
  sce_output_add_byte(out, '[');
  for (uint32_t i = from; i < to; i++) {
    if (i > from) sce_output_add_string(out, ", ");
    sce_json_add_string(out, inputs->targets.at[inputs->rests.at[input->rests + i]].name);
  }
  sce_output_add_byte(out, ']');
}

static void add_json_value(SceOutput *out, SceTable *table, const SceInputs *inputs, const SceInput *input, SceText *text) {
  const char *unit = find_unit(table, inputs, input);
  const SceResult *result = &table->program->results.at[input->result];
  sce_json_add_key(out, "unit");
  if (unit) sce_json_add_string(out, unit);
  else sce_output_add_string(out, "null");
  if (input->literal != SCE_NO_OP) {
    sce_text_clear(text);
    sce_input_add_literal(inputs, input, text);
    sce_json_add_key(out, "literal");
    sce_output_add_json(out, text->bytes, text->count);
    sce_json_add_key(out, "value");
    sce_json_add_number(out, sce_input_number(inputs, input, &unit));
    return;
  }
  uint32_t *columns = table->columns, count = table->column_count;
  table->columns = &columns[input->scenario];                   /* that of its scenario alone */
  table->column_count = 1;
  sce_json_add_value(out, table, result);
  table->columns = columns;
  table->column_count = count;
}

static void write_json_input(SceOutput *out, SceTable *table, const SceInputs *inputs, const SceInput *input, SceText *text) {
  uint32_t length;
  const char *source = sce_input_source(inputs, input, &length);
  sce_output_add_string(out, "{\"path\": ");
  sce_json_add_string(out, input->path);
  if (input->scenario) {
    sce_json_add_key(out, "scenario");
    sce_json_add_string(out, sce_table_label(table, 0, input->scenario));
  }
  sce_text_clear(text);
  sce_fields_add_formula(&inputs->fields, input->item, 0, text);
  sce_json_add_key(out, "formula");
  sce_output_add_json(out, text->bytes, text->count);
  add_json_value(out, table, inputs, input, text);
  sce_text_clear(text);
  sce_fields_add_place(&inputs->fields, input->item, text);
  sce_json_add_key(out, "at");
  sce_output_add_json(out, text->bytes, text->count);
  sce_json_add_key(out, "source");
  if (source) sce_output_add_json(out, source, length);
  else sce_output_add_string(out, "null");
  add_names(out, inputs, input, false);
  add_names(out, inputs, input, true);
  sce_output_add_byte(out, '}');
}

void sce_inputs_write_json(SceOutput *out, const SceInputs *inputs, const SceInputsOptions *options) {
  SceTable table;
  SceText text = {0};
  SceSession *session = (SceSession *)inputs->fields.session;
  uint32_t length, missing = 0;
  start_table(&table, inputs, options);
  sce_output_add_string(out, "{\"schema\": \"sce.inputs/1\",\n \"inputs\": [");
  for (uint32_t i = 0; i < inputs->list.count; i++) {
    sce_output_add_string(out, i ? ",\n   " : "\n   ");
    write_json_input(out, &table, inputs, &inputs->list.at[i], &text);
    missing += !sce_input_source(inputs, &inputs->list.at[i], &length);
  }
  sce_output_add_string(out, "],\n \"without_source\": ");
  sce_json_add_number(out, missing);
  sce_output_add_string(out, ",\n \"diagnostics\": ");
  sce_text_clear(&text);
  sce_findings_write_json_array(&text, session->program->sources, &session->diags);
  sce_output_add(out, text.bytes, text.count);
  sce_output_add_string(out, "}\n");
  sce_text_release(&text);
  sce_table_release(&table);
}
