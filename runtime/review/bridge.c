/* A waterfall as lines: the old value, what each edit added and where that led, the new value.
 */
#include "bridge.h"

#include <math.h>

enum { INDENT = 2, GAP = 3, POINTS_MOST = 8 };   /* points that people are shown */

enum { NAME, VALUES, FACTOR, CHANGE, TOTAL, SHARE, PLACE, CELLS };

typedef struct Line {
  SceText cells[CELLS];
  uint32_t indent;
} Line;

typedef SCE_ARRAY(Line) Lines;

bool sce_bridge_init(SceBridge *bridge, const SceDiff *diff, const char *path, const char *scenario, bool *added) {
  *bridge = (SceBridge){.diff = diff, .from = diff->old_name};
  *added = false;
  for (uint32_t i = 0; i < diff->outputs.count; i++) {
    const SceDiffOutput *output = &diff->outputs.at[i];
    bool wanted = !strcmp(output->path, path) && output->status != SCE_DIFF_REMOVED;
    for (uint32_t k = 0; k < output->point.count; k++)
      if (!strcmp(output->point.at[k].axis, "scenario")) wanted &= !strcmp(output->point.at[k].label, scenario);
    if (wanted && output->status == SCE_DIFF_ADDED) *added = true;
    else if (wanted) sce_array_push(&bridge->outputs, i);
  }
  return bridge->outputs.count > 0;
}

void sce_bridge_release(SceBridge *bridge) { sce_array_release(&bridge->outputs); }

/* ---- lines ---- */

static Line *add_line(Lines *lines, uint32_t indent) {
  sce_array_push(lines, ((Line){.indent = indent}));
  return &sce_array_last(lines);
}

static void move_text(SceText *to, SceText *from) {
  sce_text_release(to);
  *to = *from;
  *from = (SceText){0};
}

static void add_driver(Lines *lines, SceDiffView *view, const SceDiffOutput *output, const SceDriver *driver, double total, SceDiffRow *row) {
  Line *line = add_line(lines, INDENT);
  sce_diff_make_driver(view, output, driver, row);
  move_text(&line->cells[NAME], &row->name);
  if (row->before.count || row->after.count) sce_text_add_format(&line->cells[VALUES], "%s → %s", row->before.count ? row->before.bytes : "", row->after.count ? row->after.bytes : "");
  else move_text(&line->cells[VALUES], &row->value);
  move_text(&line->cells[FACTOR], &row->factor);
  move_text(&line->cells[CHANGE], &row->change);
  move_text(&line->cells[SHARE], &row->share);
  move_text(&line->cells[PLACE], &row->place);
  sce_diff_add_total(view, output, total, &line->cells[TOTAL]);
}

/* The unit stands behind one of two values; here both need it. */
static void add_end(Lines *lines, SceDiffView *view, const SceDiffOutput *output, double value) {
  SceDiffOutput alone = *output;
  Line *line = add_line(lines, 0);
  SceDiffRow row = {0};
  if (output->truth) {
    alone.status = SCE_DIFF_UNCHANGED;
    alone.old_value = alone.new_value = value;
    sce_diff_make_output(view, &alone, &row);
    move_text(&line->cells[TOTAL], &row.value);
  } else {
    sce_diff_add_total(view, output, value, &line->cells[TOTAL]);
    if (!isnan(value)) sce_diff_add_unit(view, output, &line->cells[TOTAL]);
  }
  sce_diff_row_release(&row);
}

static void make_lines(const SceBridge *bridge, SceDiffView *view, const SceDiffOutput *output, Lines *lines) {
  SceDiffRow row = {0};
  SceText name = {0};
  double total = output->old_value;
  sce_diff_add_name(&name, output);
  add_end(lines, view, output, output->old_value);
  sce_diff_add_clean(&lines->at[0].cells[NAME], output->old_path ? output->old_path : name.bytes, 0);
  sce_text_add_string(&lines->at[0].cells[NAME], ", from ");
  sce_diff_add_clean(&lines->at[0].cells[NAME], bridge->from, 0);
  for (uint32_t i = 0; i < output->drivers.count; i++) {
    total += output->drivers.at[i].contribution;
    add_driver(lines, view, output, &output->drivers.at[i], i + 1 == output->drivers.count ? output->new_value : total, &row);
  }
  add_end(lines, view, output, output->new_value);
  Line *last = &sce_array_last(lines);
  sce_diff_add_clean(&last->cells[NAME], name.bytes, 0);
  if (!output->drivers.count && output->status != SCE_DIFF_CHANGED && output->status != SCE_DIFF_ERROR) sce_text_add_string(&last->cells[NAME], ", the same");
  if (output->status == SCE_DIFF_CHANGED) {
    sce_diff_add_factor(&last->cells[FACTOR], output->ratio);
    sce_diff_add_delta(view, output, &last->cells[CHANGE]);
  }
  if (output->at) sce_diff_add_clean(&last->cells[PLACE], output->at, 0);
  sce_diff_row_release(&row);
  sce_text_release(&name);
}

static void release_lines(Lines *lines) {
  for (uint32_t i = 0; i < lines->count; i++)
    for (int k = 0; k < CELLS; k++) sce_text_release(&lines->at[i].cells[k]);
  sce_array_release(lines);
}

static void start_view(const SceBridge *bridge, SceDiffOptions *options, SceDiffView *view) {
  *options = (SceDiffOptions){.digits = bridge->digits};
  sce_diff_view_init(view, bridge->diff, options);
}

/* Notes about a point, or (output NULL) about all of it, one after the other; false at the end. */
static bool next_note(const SceBridge *bridge, const SceDiffOutput *output, uint32_t *at, SceText *out) {
  uint32_t more = bridge->outputs.count > POINTS_MOST ? bridge->outputs.count - POINTS_MOST : 0;
  sce_text_clear(out);
  while (!out->count && *at < 4) {
    uint32_t which = (*at)++;
    if (which == 0 && output && output->note) sce_diff_add_clean(out, output->note, 0);
    if (which == 1 && !output && more) sce_text_add_format(out, "and %u more points", (unsigned)more);
    if (which == 2 && !output && bridge->diff->values_only) sce_text_add_string(out, sce_diff_values_only_text);
    if (which == 3 && !output && bridge->diff->partial) sce_text_add_string(out, sce_diff_partial_text);
  }
  return out->count > 0;
}

/* ---- text ---- */

static uint32_t width_of(const SceText *text) { return text->count ? sce_table_width(text->bytes, text->count) : 0; }

static void write_line(SceOutput *out, const Line *line, const uint32_t widths[CELLS]) {
  uint32_t spaces = line->indent;
  for (int k = 0; k < CELLS; k++) {
    bool right = k >= FACTOR && k < PLACE;
    uint32_t own = width_of(&line->cells[k]), spare = widths[k] - own - (k == NAME ? line->indent : 0);
    if (!widths[k]) continue;
    if (k) spaces += GAP;
    if (right) spaces += spare;
    if (own) {
      sce_output_add_spaces(out, spaces);
      sce_output_add(out, line->cells[k].bytes, line->cells[k].count);
      spaces = 0;
    }
    spaces += right ? 0 : spare;
    if (!own) spaces += own;
  }
  sce_output_add_byte(out, '\n');
}

static void write_lines(SceOutput *out, const Lines *lines) {
  uint32_t widths[CELLS] = {0};
  for (uint32_t i = 0; i < lines->count; i++)
    for (int k = 0; k < CELLS; k++) {
      uint32_t width = width_of(&lines->at[i].cells[k]) + (k == NAME ? lines->at[i].indent : 0);
      if (width > widths[k]) widths[k] = width;
    }
  for (uint32_t i = 0; i < lines->count; i++) write_line(out, &lines->at[i], widths);
}

static void write_notes(SceOutput *out, const SceBridge *bridge, const SceDiffOutput *output, const char *before) {
  SceText note = {0};
  for (uint32_t at = 0; next_note(bridge, output, &at, &note);) {
    sce_output_add_string(out, before);
    sce_output_add(out, note.bytes, note.count);
    sce_output_add_byte(out, '\n');
  }
  sce_text_release(&note);
}

void sce_bridge_write_text(SceOutput *out, const SceBridge *bridge) {
  SceDiffOptions options;
  SceDiffView view;
  start_view(bridge, &options, &view);
  for (uint32_t i = 0; i < bridge->outputs.count && i < POINTS_MOST; i++) {
    const SceDiffOutput *output = &bridge->diff->outputs.at[bridge->outputs.at[i]];
    Lines lines = {0};
    make_lines(bridge, &view, output, &lines);
    write_lines(out, &lines);
    write_notes(out, bridge, output, "  ");
    release_lines(&lines);
  }
  write_notes(out, bridge, NULL, "");
  sce_output_add_byte(out, '\n');
}

/* ---- markdown ---- */

static void add_escaped(SceOutput *out, const SceText *text) {
  for (size_t i = 0; i < text->count; i++) {
    if (strchr("|\\*<`_[]~$", text->bytes[i])) sce_output_add_byte(out, '\\');
    sce_output_add_byte(out, text->bytes[i]);
  }
}

void sce_bridge_write_markdown(SceOutput *out, const SceBridge *bridge) {
  SceDiffOptions options;
  SceDiffView view;
  start_view(bridge, &options, &view);
  sce_output_add_string(out, "| | old → new | factor | change | total | share | where |\n| :--- | :--- | ---: | ---: | ---: | ---: | :--- |\n");
  for (uint32_t i = 0; i < bridge->outputs.count && i < POINTS_MOST; i++) {
    Lines lines = {0};
    make_lines(bridge, &view, &bridge->diff->outputs.at[bridge->outputs.at[i]], &lines);
    for (uint32_t k = 0; k < lines.count; k++) {
      sce_output_add_string(out, lines.at[k].indent ? "| &emsp;" : "| ");
      for (int cell = 0; cell < CELLS; cell++) {
        add_escaped(out, &lines.at[k].cells[cell]);
        sce_output_add_string(out, cell + 1 < CELLS ? " | " : " |\n");
      }
    }
    release_lines(&lines);
  }
  sce_output_add_byte(out, '\n');
  for (uint32_t i = 0; i < bridge->outputs.count && i < POINTS_MOST; i++) write_notes(out, bridge, &bridge->diff->outputs.at[bridge->outputs.at[i]], "- ");
  write_notes(out, bridge, NULL, "- ");
  if (bridge->diff->values_only || bridge->diff->partial) sce_output_add_byte(out, '\n');
}

/* ---- JSON ---- */

static void add_point(SceOutput *out, const SceDiffOutput *output) {
  sce_output_add_string(out, "\"point\": {");
  for (uint32_t i = 0; i < output->point.count; i++) {
    if (i) sce_output_add_string(out, ", ");
    sce_json_add_string(out, output->point.at[i].axis);
    sce_output_add_string(out, ": ");
    sce_json_add_string(out, output->point.at[i].label);
  }
  sce_output_add_string(out, "}, ");
}

static void add_number(SceOutput *out, const char *key, double value) {
  sce_json_add_key(out, key);
  sce_json_add_number(out, value);
}

static void add_output(SceOutput *out, SceDiffView *view, const SceDiffOutput *output) {
  sce_output_add_string(out, "\"status\": ");
  sce_json_add_string(out, sce_diff_status_text(output->status));
  if (output->old_path) sce_json_add_key(out, "old_path"), sce_json_add_string(out, output->old_path);
  sce_json_add_key(out, "unit");
  sce_json_add_string(out, sce_table_unit(&view->units, output->unit));
  add_number(out, "old", sce_table_plain(&view->units, output->unit, output->old_value));
  add_number(out, "new", sce_table_plain(&view->units, output->unit, output->new_value));
  add_number(out, "delta", sce_table_plain(&view->units, output->unit, output->delta));
  add_number(out, "ratio", output->ratio);
  if (output->note) sce_json_add_key(out, "note"), sce_json_add_string(out, output->note);
  sce_json_add_key(out, "drivers");
  sce_output_add_byte(out, '[');
  for (uint32_t i = 0; i < output->drivers.count; i++) {
    sce_output_add_string(out, i ? ",\n   " : "\n   ");
    sce_diff_write_driver(out, view, output, &output->drivers.at[i]);
  }
  sce_output_add_byte(out, ']');
}

void sce_bridge_write_json(SceOutput *out, const SceBridge *bridge) {
  SceDiffOptions options;
  SceDiffView view;
  start_view(bridge, &options, &view);
  sce_output_add_string(out, ",\n \"bridge\": {\"from\": ");
  sce_json_add_string(out, bridge->from);
  if (bridge->diff->values_only) sce_output_add_string(out, ", \"values_only\": true");
  if (bridge->diff->partial) sce_output_add_string(out, ", \"partial\": true");
  sce_output_add_string(out, ", ");
  bool many = bridge->outputs.count > 1;
  if (many) sce_output_add_string(out, "\"points\": [");
  for (uint32_t i = 0; i < bridge->outputs.count; i++) {
    const SceDiffOutput *output = &bridge->diff->outputs.at[bridge->outputs.at[i]];
    if (many) sce_output_add_string(out, i ? ",\n  {" : "\n  {");
    if (output->point.count) add_point(out, output);
    add_output(out, &view, output);
    if (many) sce_output_add_byte(out, '}');
  }
  sce_output_add_string(out, many ? "]}" : "}");
}
