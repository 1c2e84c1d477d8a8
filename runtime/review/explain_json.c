/* An explanation as JSON, schema sce.explain/1: the tree as it is, a node a line, values as sce.run/1 has them. What has been unfolded once is named
 * again as {"path": …, "see": path}.
 */
#include "bridge.h"

#include "results/findings.h"
#include "results/table.h"

static void add_source(SceOutput *out, const SceExplain *explain, uint32_t item) {
  uint32_t length;
  const char *source = sce_fields_source(&explain->fields, item, &length);
  if (!source) return;
  sce_json_add_key(out, "source");
  sce_output_add_json(out, source, length);
}

static void add_written(SceOutput *out, const SceExplain *explain, uint32_t item) {
  SceText text = {0};
  sce_fields_add_formula(&explain->fields, item, 0, &text);
  sce_json_add_key(out, "formula");
  if (text.count) sce_output_add_json(out, text.bytes, text.count);
  else sce_output_add_string(out, "null");
  sce_text_clear(&text);
  sce_fields_add_place(&explain->fields, item, &text);
  sce_json_add_key(out, "at");
  if (text.count) sce_output_add_json(out, text.bytes, text.count);
  else sce_output_add_string(out, "null");
  add_source(out, explain, item);
  sce_text_release(&text);
}

static void add_elasticity(SceOutput *out, const SceExplainNode *node) {
  sce_json_add_key(out, "elasticity");
  if (node->low == node->high) {
    sce_json_add_number(out, node->low);
    return;
  }
  bool known = node->low < node->high;
  sce_output_add_string(out, known ? "[" : "null");
  if (!known) return;
  sce_json_add_number(out, node->low);
  sce_output_add_string(out, ", ");
  sce_json_add_number(out, node->high);
  sce_output_add_byte(out, ']');
}

static void add_variants(SceOutput *out, const SceExplain *explain, const SceTable *table, uint32_t node) {
  bool any = false;
  for (uint32_t c = 1; c < table->column_count; c++) {
    uint32_t item = sce_explain_variant(explain, node, table->columns[c]);
    if (item == SCE_NO_ITEM) continue;
    if (!any) sce_json_add_key(out, "replaced");
    sce_output_add_string(out, any ? ", {\"scenario\": " : "[{\"scenario\": ");
    sce_json_add_string(out, sce_table_label(table, 0, table->columns[c]));
    add_written(out, explain, item);
    sce_output_add_byte(out, '}');
    any = true;
  }
  if (any) sce_output_add_byte(out, ']');
}

/* All but the bracket that closes it. */
static void start_node(SceOutput *out, const SceExplain *explain, SceTable *table, uint32_t node) {
  static const char *const roles[] = {"input", "formula", "output"};
  const SceExplainNode *at = &explain->nodes.at[node];
  const SceResult *result = &explain->fields.program->results.at[at->result];
  sce_output_add_string(out, "{\"path\": ");
  sce_json_add_string(out, at->path);
  if (at->above != SCE_NO_OP) {
    sce_json_add_key(out, "see");
    sce_json_add_string(out, explain->nodes.at[at->above].path);
    return;
  }
  sce_json_add_key(out, "unit");
  sce_json_add_string(out, sce_table_unit(table, result->unit));
  sce_json_add_key(out, "role");
  sce_json_add_string(out, roles[at->field ? at->field->role : result->role]);
  add_written(out, explain, at->item);
  add_variants(out, explain, table, node);
  sce_json_add_value(out, table, result);
  add_elasticity(out, at);
  if (at->hidden) {
    sce_json_add_key(out, "hidden");
    sce_json_add_number(out, at->hidden);
  }
  sce_json_add_key(out, "uses");
  sce_output_add_byte(out, '[');
}

static void write_tree(SceOutput *out, const SceExplain *explain, SceTable *table) {
  for (uint32_t i = 0; i < explain->nodes.count; i++) {
    uint32_t depth = explain->nodes.at[i].depth;
    bool first = i && explain->nodes.at[i - 1].depth < depth;
    if (i && !first) sce_output_add_byte(out, ',');
    sce_output_add_byte(out, '\n');
    sce_output_add_spaces(out, 2 + depth);
    start_node(out, explain, table, i);
    uint32_t next = i + 1 < explain->nodes.count ? explain->nodes.at[i + 1].depth : 0;
    bool folded = explain->nodes.at[i].above != SCE_NO_OP;
    if (next > depth) continue;
    sce_output_add_string(out, folded ? "}" : "]}");
    for (uint32_t open = depth; open > next; open--) sce_output_add_string(out, "]}");
  }
}

/* "rests_on_none": the fields that take the value away. */
static void add_none(SceOutput *out, const SceExplain *explain) {
  SceText path = {0};
  for (uint32_t i = 0; i < explain->none.count; i++) {
    sce_text_clear(&path);
    sce_fields_add_path(&explain->fields, sce_program_field(explain->fields.program, explain->none.at[i]), &path);
    sce_output_add_string(out, i ? ", " : ",\n \"rests_on_none\": [");
    sce_output_add_json(out, path.bytes, path.count);
  }
  if (explain->none.count) sce_output_add_byte(out, ']');
  sce_text_release(&path);
}

void sce_explain_write_json(SceOutput *out, const SceExplain *explain, const SceExplainOptions *options) {
  SceTable table;
  SceText text = {0};
  SceSession *session = (SceSession *)explain->fields.session;
  SceResultOptions shown = {.scenarios = explain->columns.at, .scenario_count = explain->columns.count, .digits = options->digits};
  sce_table_init(&table, explain->fields.program, session->run, &shown);
  sce_output_add_string(out, "{\"schema\": \"sce.explain/1\",\n \"path\": ");
  sce_json_add_string(out, explain->nodes.at[0].path);
  sce_output_add_string(out, ",\n \"scenarios\": [");
  for (uint32_t c = 0; c < table.column_count; c++) {
    if (c) sce_output_add_string(out, ", ");
    sce_json_add_string(out, sce_table_label(&table, 0, table.columns[c]));
  }
  sce_output_add_byte(out, ']');
  sce_output_add_string(out, ",\n \"elasticity_of\": ");
  sce_json_add_string(out, sce_table_label(&table, 0, explain->point));
  if (sce_run_samples(session->run)) {
    sce_output_add_string(out, ",\n \"samples\": ");
    sce_json_add_number(out, (double)sce_run_samples(session->run));
  }
  if (sce_run_is_partial(session->run)) sce_output_add_string(out, ",\n \"partial\": true");
  add_none(out, explain);
  if (options->bridge) sce_bridge_write_json(out, options->bridge);
  sce_output_add_string(out, ",\n \"tree\":");
  write_tree(out, explain, &table);
  sce_output_add_string(out, ",\n \"diagnostics\": ");
  sce_findings_write_json_array(&text, session->program->sources, &session->diags);
  sce_output_add(out, text.bytes, text.count);
  sce_output_add_string(out, "}\n");
  sce_text_release(&text);
  sce_table_release(&table);
}
