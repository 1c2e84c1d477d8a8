/* Sensitivities for programs: csv, a line for each result and input, and JSON, schema sce.sensitivity/1. Numbers in full, in the units that stand beside them.
 */
#include "sensitivity.h"

#include "results/findings.h"
#include "results/number.h"
#include "results/table.h"

#include <math.h>

static const char *const kinds[] = {[SCE_RANGE_SHARE] = "share", [SCE_RANGE_DECLARED] = "declared", [SCE_RANGE_SAMPLES] = "samples"};

static void start_table(SceTable *table, const SceSensitivity *s) {
  SceResultOptions options = {0};
  sce_table_init(table, s->fields.program, s->fields.session->run, &options);
}

/* What an input counts: of a number in a formula what is spelled behind it. */
static const char *unit_of(SceTable *table, const SceSensitivity *s, const SceMover *mover) {
  const SceAst *ast = &s->fields.program->ast;
  if (mover->literal == SCE_NO_OP) return sce_table_unit(table, s->fields.program->results.at[mover->result].unit);
  const SceNode *next = &ast->nodes.at[mover->literal + 1];
  return mover->literal < ast->items.at[mover->item].expr.last && next->kind == SCE_NODE_UNIT ? sce_intern_spelling(&s->fields.program->intern, next->a) : "1";
}

static double plain(SceTable *table, const SceSensitivity *s, const SceMover *mover, double value) {
  return mover->literal != SCE_NO_OP ? value : sce_table_plain(table, s->fields.program->results.at[mover->result].unit, value);
}

/* ---- csv ---- */

static void add_number(SceOutput *out, double value) {
  char text[SCE_NUMBER_ROOM];
  sce_output_add_byte(out, ',');
  if (isfinite(value)) sce_output_add(out, text, sce_number_write_exact(text, value));
}

static void add_text(SceOutput *out, const char *text) {
  sce_output_add_byte(out, ',');
  sce_output_add_csv(out, text, strlen(text));
}

static void write_csv_row(SceOutput *out, SceTable *table, const SceSensitivity *s, const SceMoved *moved, const SceSwing *swing) {
  const SceMover *mover = &s->movers.at[swing->mover];
  SceUnit unit = s->fields.program->results.at[moved->result].unit;
  SceText text = {0};
  sce_output_add_csv(out, moved->path, strlen(moved->path));
  add_text(out, mover->path);
  sce_text_add(&text, "", 0);
  if (mover->literal != SCE_NO_OP) sce_mover_add_literal(s, mover, &text);
  add_text(out, text.bytes);
  add_text(out, kinds[mover->kind]);
  add_number(out, plain(table, s, mover, mover->value));
  add_number(out, plain(table, s, mover, mover->low));
  add_number(out, plain(table, s, mover, mover->high));
  add_text(out, unit_of(table, s, mover));
  add_number(out, sce_table_plain(table, unit, moved->value));
  add_number(out, sce_table_plain(table, unit, swing->low));
  add_number(out, sce_table_plain(table, unit, swing->high));
  add_text(out, sce_table_unit(table, unit));
  const double numbers[] = {swing->elasticity, swing->first.share, swing->first.error, swing->total.share, swing->total.error};
  for (int i = 0; i < 5; i++) add_number(out, numbers[i]);
  sce_text_clear(&text);
  sce_fields_add_place(&s->fields, mover->item, &text);
  add_text(out, text.count ? text.bytes : "");
  sce_output_add_byte(out, '\n');
  sce_text_release(&text);
}

void sce_sensitivity_write_csv(SceOutput *out, const SceSensitivity *s) {
  SceTable table;
  start_table(&table, s);
  sce_output_add_string(out, "result,input,literal,range,input_value,input_low,input_high,input_unit,value,low,high,unit,elasticity,first,first_se,total,total_se,at\n");
  for (uint32_t i = 0; i < s->moved.count; i++)
    for (uint32_t k = 0; k < s->moved.at[i].swings.count; k++) write_csv_row(out, &table, s, &s->moved.at[i], &s->moved.at[i].swings.at[k]);
  sce_table_release(&table);
}

/* ---- JSON ---- */

static void add_member(SceOutput *out, const char *key, double value) {
  sce_json_add_key(out, key);
  sce_json_add_number(out, value);
}

static void add_share(SceOutput *out, const char *key, SceShare share) {
  if (isnan(share.share)) return;
  sce_json_add_key(out, key);
  sce_output_add_string(out, "{\"share\": ");
  sce_json_add_number(out, share.share);
  add_member(out, "se", share.error);
  sce_output_add_byte(out, '}');
}

static void add_place(SceOutput *out, const SceSensitivity *s, const SceMover *mover) {
  SceText text = {0};
  uint32_t length;
  sce_fields_add_place(&s->fields, mover->item, &text);
  sce_json_add_key(out, "at");
  if (text.count) sce_output_add_json(out, text.bytes, text.count);
  else sce_output_add_string(out, "null");
  const char *source = sce_fields_source(&s->fields, mover->item, &length);
  if (source) {
    sce_json_add_key(out, "source");
    sce_output_add_json(out, source, length);
  }
  sce_text_release(&text);
}

static void write_json_swing(SceOutput *out, SceTable *table, const SceSensitivity *s, const SceMoved *moved, const SceSwing *swing) {
  const SceMover *mover = &s->movers.at[swing->mover];
  SceUnit unit = s->fields.program->results.at[moved->result].unit;
  sce_output_add_string(out, "{\"path\": ");
  sce_json_add_string(out, mover->path);
  if (mover->literal != SCE_NO_OP) {
    SceText text = {0};
    sce_mover_add_literal(s, mover, &text);
    sce_json_add_key(out, "literal");
    sce_output_add_json(out, text.bytes, text.count);
    sce_text_release(&text);
  }
  add_place(out, s, mover);
  sce_json_add_key(out, "unit");
  sce_json_add_string(out, unit_of(table, s, mover));
  add_member(out, "value", plain(table, s, mover, mover->value));
  sce_json_add_key(out, "range");
  sce_output_add_string(out, "{\"kind\": ");
  sce_json_add_string(out, kinds[mover->kind]);
  add_member(out, "low", plain(table, s, mover, mover->low));
  add_member(out, "high", plain(table, s, mover, mover->high));
  sce_output_add_byte(out, '}');
  sce_json_add_key(out, "result");
  sce_output_add_string(out, "{\"low\": ");
  sce_json_add_number(out, sce_table_plain(table, unit, swing->low));
  add_member(out, "high", sce_table_plain(table, unit, swing->high));
  sce_output_add_byte(out, '}');
  add_member(out, "swing", sce_table_plain(table, unit, swing->swing));
  add_member(out, "elasticity", swing->elasticity);
  add_share(out, "first", swing->first);
  add_share(out, "total", swing->total);
  sce_output_add_byte(out, '}');
}

static void write_json_moved(SceOutput *out, SceTable *table, const SceSensitivity *s, const SceMoved *moved) {
  SceUnit unit = s->fields.program->results.at[moved->result].unit;
  sce_output_add_string(out, "{\"path\": ");
  sce_json_add_string(out, moved->path);
  sce_json_add_key(out, "unit");
  sce_json_add_string(out, sce_table_unit(table, unit));
  add_member(out, "value", sce_table_plain(table, unit, moved->value));
  if (moved->sampled) add_member(out, "sd", sce_table_plain(table, unit, sqrt(moved->variance)));
  sce_json_add_key(out, "inputs");
  sce_output_add_byte(out, '[');
  for (uint32_t i = 0; i < moved->swings.count; i++) {
    sce_output_add_string(out, i ? ",\n     " : "\n     ");
    write_json_swing(out, table, s, moved, &moved->swings.at[i]);
  }
  sce_output_add_string(out, "]}");
}

void sce_sensitivity_write_json(SceOutput *out, const SceSensitivity *s) {
  SceTable table;
  SceText text = {0};
  SceSession *session = (SceSession *)s->fields.session;
  start_table(&table, s);
  sce_output_add_string(out, "{\"schema\": \"sce.sensitivity/1\",\n \"scenario\": ");
  sce_json_add_string(out, sce_table_label(&table, 0, s->scenario));
  if (sce_run_samples(session->run)) {
    sce_output_add_string(out, ",\n \"samples\": ");
    sce_json_add_number(out, (double)sce_run_samples(session->run));
  }
  if (sce_run_is_partial(session->run)) sce_output_add_string(out, ",\n \"partial\": true");
  sce_output_add_string(out, ",\n \"results\": [");
  for (uint32_t i = 0; i < s->moved.count; i++) {
    sce_output_add_string(out, i ? ",\n   " : "\n   ");
    write_json_moved(out, &table, s, &s->moved.at[i]);
  }
  sce_output_add_string(out, "],\n \"diagnostics\": ");
  sce_findings_write_json_array(&text, session->program->sources, &session->diags);
  sce_output_add(out, text.bytes, text.count);
  sce_output_add_string(out, "}\n");
  sce_text_release(&text);
  sce_table_release(&table);
}
