/* An explanation as people read it: rows with the cells of `sce run`, as lines of text; and the rows themselves, which markdown shows too.
 */
#include "cell.h"
#include "bridge.h"

#include "results/table.h"

#include <math.h>

enum { FORMULA_MOST = 80, SOURCE_MOST = 80, NAME_MOST = 44, CELL_MOST = 44, GAP = 2 };

/* ---- rows ---- */

/* A name as the formula above it has it: without the block where both are of one. */
static const char *short_name(const SceExplain *explain, uint32_t node) {
  const char *own = explain->nodes.at[node].path, *parent = explain->nodes.at[explain->nodes.at[node].parent].path;
  const char *dot = strrchr(parent, '.');
  size_t block = dot ? (size_t)(dot - parent) + 1 : 0;
  return node && explain->nodes.at[node].field && explain->nodes.at[explain->nodes.at[node].parent].field && !strncmp(own, parent, block) ? own + block : own;
}

static void add_elasticity(SceText *out, double low, double high) {
  sce_cell_add_plain(low, out);
  if (!(fabs(high - low) > 0.005)) return;
  sce_text_add_string(out, " .. ");
  sce_cell_add_plain(high, out);
}

static bool is_same_everywhere(const SceTable *table, const SceText *cells, const size_t *ends) {
  for (uint32_t i = 1; i < table->column_count; i++) {
    size_t length = ends[i] - ends[i - 1];
    if (length != ends[0] || memcmp(cells->bytes + ends[i - 1], cells->bytes, length)) return false;
  }
  return true;
}

static void make_cells(SceTable *table, const SceResult *result, SceExplainRow *row) {
  sce_text_clear(&row->cells);
  bool scenarios = sce_table_has_scenarios(table, sce_table_set(table, result));
  for (uint32_t i = 0; i < table->column_count; i++) {
    if (scenarios || !i) sce_cell_add(table, result, i, &row->cells);
    row->ends[i] = row->cells.count;
  }
  if (!scenarios || !is_same_everywhere(table, &row->cells, row->ends)) return;
  row->cells.count = row->ends[0];
  for (uint32_t i = 1; i < table->column_count; i++) row->ends[i] = row->ends[0];
}

static void add_source(const SceExplain *explain, uint32_t item, const SceExplainOptions *options, SceText *out) {
  uint32_t length;
  const char *source = sce_fields_source(&explain->fields, item, &length);
  if (!source) return;
  sce_text_add_string(out, "@ \"");
  sce_fields_add_short(out, source, length, options->all ? 0 : SOURCE_MOST);
  sce_text_add_byte(out, '"');
}

static void clear_row(SceExplainRow *row) {
  SceText *texts[] = {&row->name, &row->elasticity, &row->formula, &row->place, &row->source, &row->cells};
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
    sce_text_clear(texts[i]);
    sce_text_add(texts[i], "", 0);
  }
}

void sce_explain_make_row(const SceExplain *explain, SceTable *table, uint32_t node, const SceExplainOptions *options, SceExplainRow *row) {
  const SceExplainNode *at = &explain->nodes.at[node];
  const SceResult *result = &explain->fields.program->results.at[at->result];
  uint32_t item = at->item;
  if (!row->ends) row->ends = sce_memory_zeroed((table->column_count + (size_t)1) * sizeof *row->ends);
  clear_row(row);
  sce_text_add_string(&row->name, short_name(explain, node));
  if (explain->elastic && node) add_elasticity(&row->elasticity, at->low, at->high);
  make_cells(table, result, row);
  if (at->above != SCE_NO_OP) {
    sce_text_add_string(&row->formula, "… see above");
    return;
  }
  sce_fields_add_formula(&explain->fields, item, options->all ? 0 : FORMULA_MOST, &row->formula);
  bool spelled = row->formula.count == row->ends[0] && !memcmp(row->formula.bytes, row->cells.bytes, row->ends[0]);
  bool literal = result->flags & SCE_RESULT_LITERAL && !result->range;
  if (spelled || literal) sce_text_clear(&row->formula);            /* the value says it */
  else if (row->formula.count) {
    SceText formula = row->formula;
    row->formula = (SceText){0};
    sce_text_add_format(&row->formula, "= %s", formula.bytes);
    sce_text_release(&formula);
  }
  sce_fields_add_place(&explain->fields, item, &row->place);
  add_source(explain, item, options, &row->source);
  if (at->hidden) sce_text_add_format(&row->source, "%s… %u more below (--all)", row->source.count ? "  " : "", (unsigned)at->hidden);
}

void sce_explain_row_release(SceExplainRow *row) {
  SceText *texts[] = {&row->name, &row->elasticity, &row->formula, &row->place, &row->source, &row->cells};
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) sce_text_release(texts[i]);
  free(row->ends);
}

static const char *row_cell(const SceExplainRow *row, uint32_t column, size_t *length) {
  size_t start = column ? row->ends[column - 1] : 0;
  *length = row->ends[column] - start;
  return row->cells.bytes + start;
}

/* ---- text ---- */

typedef struct Widths {
  uint32_t name, elasticity, place;
  uint32_t *cells;
} Widths;

static void widen(uint32_t *widest, uint32_t width, uint32_t most) {
  if (width <= most && width > *widest) *widest = width;
}

static uint32_t width_of(const SceText *text) { return sce_table_width(text->bytes ? text->bytes : "", text->count); }

static void measure(const SceExplain *explain, SceTable *table, const SceExplainOptions *options, SceExplainRow *row, Widths *widths) {
  for (uint32_t i = 0; i < explain->nodes.count; i++) {
    sce_explain_make_row(explain, table, i, options, row);
    widen(&widths->name, 2 * explain->nodes.at[i].depth + width_of(&row->name), NAME_MOST);
    widen(&widths->elasticity, width_of(&row->elasticity), NAME_MOST);
    widen(&widths->place, width_of(&row->place), NAME_MOST);
    for (uint32_t c = 0; c < table->column_count; c++) {
      size_t length;
      const char *cell = row_cell(row, c, &length);
      widen(&widths->cells[c], sce_table_width(cell, length), CELL_MOST);
    }
  }
}

/* A line that is being written: what stands at which column. Blanks are only written before something. */
typedef struct Line {
  SceOutput *out;
  uint32_t at, stop;
} Line;

static void put(Line *line, const char *bytes, size_t count, uint32_t width) {
  if (count) {
    if (line->stop > line->at) sce_output_add_spaces(line->out, line->stop - line->at);
    else if (line->at) sce_output_add_spaces(line->out, 1), line->at++;
    line->at = (line->stop > line->at ? line->stop : line->at) + sce_table_width(bytes, count);
    sce_output_add(line->out, bytes, count);
  }
  line->stop += width + GAP;
}

static void put_text(Line *line, const SceText *text, uint32_t width) { put(line, text->bytes, text->count, width); }

/* Where it stands, and why it is what it is: the formula, or whose word it is. */
static void put_reason(Line *line, const SceExplainRow *row, const Widths *widths) {
  put_text(line, &row->place, widths->place);
  put_text(line, &row->formula, 0);
  if (row->formula.count) line->stop = line->at + GAP;
  put_text(line, &row->source, 0);
}

static void end(Line *line) {
  sce_output_add_byte(line->out, '\n');
  line->at = line->stop = 0;
}

static void put_elasticity(Line *line, const Widths *widths, const char *bytes, size_t count) {
  uint32_t width = sce_table_width(bytes, count), spare = widths->elasticity > width ? widths->elasticity - width : 0;
  if (!widths->elasticity) return;
  line->stop += spare;
  put(line, bytes, count, widths->elasticity - spare);
}

static void write_header(SceOutput *out, const SceExplain *explain, const SceTable *table, Widths *widths) {
  Line line = {.out = out};
  bool named = table->column_count > 1;
  if (!named && !explain->elastic) return;
  SceText title = {0};
  sce_text_add_string(&title, "elasticity");
  if (explain->point) sce_text_add_format(&title, " in %s", sce_table_label(table, 0, explain->point));
  if (explain->elastic) widen(&widths->elasticity, width_of(&title), NAME_MOST);
  put(&line, "", 0, widths->name);
  put_elasticity(&line, widths, title.bytes, title.count);
  sce_text_release(&title);
  for (uint32_t c = 0; c < table->column_count; c++) {
    const char *name = named ? sce_table_label(table, 0, table->columns[c]) : "value";
    widen(&widths->cells[c], sce_table_width(name, strlen(name)), CELL_MOST);
    put(&line, name, strlen(name), widths->cells[c]);
  }
  end(&line);
}

/* "[larger, largest]": the shown scenarios that put this item in place; nothing where an earlier line has said it. */
static bool name_variant(const SceExplain *explain, const SceTable *table, uint32_t node, uint32_t column, uint32_t item, SceText *out) {
  for (uint32_t c = 1; c < column; c++)
    if (sce_explain_variant(explain, node, table->columns[c]) == item) return false;
  for (uint32_t c = column; c < table->column_count; c++)
    if (sce_explain_variant(explain, node, table->columns[c]) == item) sce_text_add_format(out, "%s%s", c == column ? "[" : ", ", sce_table_label(table, 0, table->columns[c]));
  sce_text_add_byte(out, ']');
  return true;
}

/* What scenarios put in place of a formula: a line each, below the values that it gives. */
static void write_variants(SceOutput *out, const SceExplain *explain, const SceTable *table, uint32_t node, const SceExplainOptions *options, const Widths *widths, SceExplainRow *row) {
  for (uint32_t c = 1; c < table->column_count && explain->nodes.at[node].above == SCE_NO_OP; c++) {
    uint32_t item = sce_explain_variant(explain, node, table->columns[c]);
    Line line = {.out = out, .stop = 2 * explain->nodes.at[node].depth + 2};
    clear_row(row);
    if (item == SCE_NO_ITEM || !name_variant(explain, table, node, c, item, &row->name)) continue;
    sce_text_add_string(&row->formula, "= ");
    sce_fields_add_formula(&explain->fields, item, options->all ? 0 : FORMULA_MOST, &row->formula);
    sce_fields_add_place(&explain->fields, item, &row->place);
    add_source(explain, item, options, &row->source);
    put_text(&line, &row->name, 0);
    line.stop = widths->name + GAP + (widths->elasticity ? widths->elasticity + GAP : 0);
    for (uint32_t k = 0; k < table->column_count; k++) line.stop += widths->cells[k] + GAP;
    put_reason(&line, row, widths);
    end(&line);
  }
}

static void start_table(SceTable *table, const SceExplain *explain, const SceExplainOptions *options) {
  SceResultOptions shown = {.scenarios = explain->columns.at, .scenario_count = explain->columns.count, .digits = options->digits};
  sce_table_init(table, explain->fields.program, explain->fields.session->run, &shown);
}

static void end_with(SceOutput *out, SceText *text) {
  if (text->count) {
    sce_output_add_byte(out, '\n');
    sce_output_add(out, text->bytes, text->count);
    sce_output_add_byte(out, '\n');
  }
  sce_text_clear(text);
}

void sce_explain_write_text(SceOutput *out, const SceExplain *explain, const SceExplainOptions *options) {
  SceTable table;
  SceExplainRow row = {0};
  Widths widths = {0};
  if (options->bridge) sce_bridge_write_text(out, options->bridge);
  start_table(&table, explain, options);
  widths.cells = sce_memory_zeroed((table.column_count + (size_t)1) * sizeof *widths.cells);
  measure(explain, &table, options, &row, &widths);
  write_header(out, explain, &table, &widths);
  for (uint32_t i = 0; i < explain->nodes.count; i++) {
    Line line = {.out = out, .stop = 2 * explain->nodes.at[i].depth};
    sce_explain_make_row(explain, &table, i, options, &row);
    put_text(&line, &row.name, 0);
    line.stop = widths.name + GAP;
    put_elasticity(&line, &widths, row.elasticity.bytes, row.elasticity.count);
    for (uint32_t c = 0; c < table.column_count; c++) {
      size_t length;
      const char *cell = row_cell(&row, c, &length);
      put(&line, cell, length, widths.cells[c]);
    }
    put_reason(&line, &row, &widths);
    end(&line);
    write_variants(out, explain, &table, i, options, &widths, &row);
  }
  SceText text = {0};
  sce_explain_add_none(explain, &text);
  end_with(out, &text);
  if (sce_table_add_partial(&table, &text)) end_with(out, &text);
  sce_text_release(&text);
  free(widths.cells);
  sce_explain_row_release(&row);
  sce_table_release(&table);
}
