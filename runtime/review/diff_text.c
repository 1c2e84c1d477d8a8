/* A diff as plain text, made for people and for `grep`: one thing a line, aligned inside a block. A block is a result with its edits, or a run of results
 * that have none, so that one long cell moves its own block alone.
 */
#include "diff_cells.h"

enum { GAP = 3, INDENT = 4 };

typedef struct Line {
  SceDiffRow row;
  uint32_t indent;
} Line;

typedef struct Widths {
  uint32_t name, before, after, value, factor, change, share, place;
} Widths;

/* Lines of the block that is being made; rows are used again. */
typedef struct Block {
  SceOutput *out;
  SCE_ARRAY(Line) lines;
  uint32_t count;
  bool drivers;             /* it has some: nothing else comes into it */
  SceText text;
} Block;

static SceDiffRow *next_row(Block *block, uint32_t indent) {
  if (block->count == block->lines.count) sce_array_push(&block->lines, ((Line){.indent = 0}));
  block->lines.at[block->count].indent = indent;
  sce_diff_row_clear(&block->lines.at[block->count].row);
  return &block->lines.at[block->count++].row;
}

static void widen(uint32_t *widest, const SceText *text, uint32_t more) {
  uint32_t width = text->count ? sce_table_width(text->bytes, text->count) + more : 0;
  if (width > *widest) *widest = width;
}

static Widths measure(const Block *block) {
  Widths widths = {0};
  for (uint32_t i = 0; i < block->count; i++) {
    const SceDiffRow *row = &block->lines.at[i].row;
    widen(&widths.name, &row->name, block->lines.at[i].indent);
    widen(&widths.before, &row->before, 0);
    widen(&widths.after, &row->after, 0);
    widen(&widths.value, &row->value, 0);
    widen(&widths.factor, &row->factor, 0);
    widen(&widths.change, &row->change, 0);
    widen(&widths.share, &row->share, 0);
    widen(&widths.place, &row->place, 0);
  }
  uint32_t both = widths.before || widths.after ? widths.before + 3 + widths.after : 0;
  if (both > widths.value) widths.value = both;
  return widths;
}

static void add_spaces(SceText *out, uint32_t count) {
  while (count--) sce_text_add_byte(out, ' ');
}

static void add_cell(SceText *out, const SceText *cell, uint32_t width, bool right) {
  if (!width) return;
  uint32_t own = cell->count ? sce_table_width(cell->bytes, cell->count) : 0;
  add_spaces(out, GAP);
  if (right) add_spaces(out, width - own);
  if (cell->count) sce_text_add(out, cell->bytes, cell->count);
  if (!right) add_spaces(out, width - own);
}

/* "old → new", the arrows below each other, or the one value at the start of the column. */
static void add_values(SceText *out, const SceDiffRow *row, const Widths *widths) {
  if (!row->before.count && !row->after.count) {
    add_cell(out, &row->value, widths->value, false);
    return;
  }
  add_cell(out, &row->before, widths->before, true);
  sce_text_add_string(out, " → ");
  uint32_t own = sce_table_width(row->after.bytes, row->after.count), used = widths->before + 3 + own;
  sce_text_add(out, row->after.bytes, row->after.count);
  add_spaces(out, widths->value - used);
}

static void flush(Block *block) {
  Widths widths = measure(block);
  for (uint32_t i = 0; i < block->count; i++) {
    const Line *line = &block->lines.at[i];
    SceText *out = &block->text;
    sce_text_clear(out);
    add_spaces(out, line->indent);
    sce_text_add(out, line->row.name.bytes, line->row.name.count);
    add_spaces(out, widths.name - line->indent - sce_table_width(line->row.name.bytes, line->row.name.count));
    if (widths.value) add_values(out, &line->row, &widths);
    add_cell(out, &line->row.factor, widths.factor, true);
    add_cell(out, &line->row.change, widths.change, true);
    add_cell(out, &line->row.share, widths.share, true);
    add_cell(out, &line->row.place, widths.place, false);
    if (line->row.note.count) add_cell(out, &line->row.note, sce_table_width(line->row.note.bytes, line->row.note.count), false);
    while (out->count && out->bytes[out->count - 1] == ' ') out->count--;
    sce_text_add_byte(out, '\n');
    sce_output_add(block->out, out->bytes, out->count);
  }
  block->count = 0;
  block->drivers = false;
}

static void write_line(Block *block, const char *text) {
  flush(block);
  sce_output_add_string(block->out, text);
  sce_output_add_byte(block->out, '\n');
}

/* --- parts ------------------------------------------------------------------------------------- */

static void write_claims(Block *block, SceDiffView *view) {
  for (uint32_t i = 0; i < view->diff->claims.count; i++)
    if (sce_diff_shows_claim(view->options, &view->diff->claims.at[i])) sce_diff_make_claim(view, &view->diff->claims.at[i], next_row(block, 0));
  flush(block);
}

/* A note stands below its result, where it has room. */
static void write_output(Block *block, SceDiffView *view, const SceDiffOutput *output) {
  bool below = output->drivers.count > 0 || output->note;
  if (below || block->drivers) flush(block);
  SceDiffRow *head = next_row(block, 0);
  sce_diff_make_output(view, output, head);
  SceText note = head->note;
  head->note = (SceText){0};
  for (uint32_t i = 0; i < output->drivers.count; i++) sce_diff_make_driver(view, output, &output->drivers.at[i], next_row(block, INDENT));
  block->drivers = below;
  if (note.count) {
    flush(block);
    sce_output_add_spaces(block->out, INDENT);
    sce_output_add(block->out, note.bytes, note.count);
    sce_output_add_byte(block->out, '\n');
  }
  sce_text_release(&note);
}

static void write_gates(Block *block, const SceDiff *diff) {
  flush(block);
  for (uint32_t i = 0; i < diff->gates.count; i++) sce_diff_make_gate(&diff->gates.at[i], next_row(block, 0));
  flush(block);
}

static void write_edits(Block *block, const SceDiff *diff) {
  SceText text = {0};
  if (diff->values_only) write_line(block, sce_diff_values_only_text);
  if (sce_diff_add_idle(&text, diff)) write_line(block, text.bytes);
  if (diff->partial) write_line(block, sce_diff_partial_text);
  sce_text_release(&text);
}

static void write_counts(Block *block, const SceDiff *const *diffs, uint32_t count, bool total) {
  SceText text = {0};
  if (total) sce_text_add_format(&text, "%u %s: ", (unsigned)count, count == 1 ? "file" : "files");
  sce_diff_add_counts(&text, diffs, count);
  write_line(block, text.bytes);
  sce_text_release(&text);
}

static void write_diff(Block *block, const SceDiff *diff, const SceDiffOptions *options) {
  SceDiffView view;
  sce_diff_view_init(&view, diff, options);
  write_claims(block, &view);
  for (uint32_t i = 0; i < diff->outputs.count; i++)
    if (sce_diff_lists_output(diff, options, i)) write_output(block, &view, &diff->outputs.at[i]);
  write_edits(block, diff);
  write_gates(block, diff);
  write_counts(block, &diff, 1, false);
}

void sce_diff_write_text(SceOutput *out, const SceDiff *const *diffs, uint32_t count, const SceDiffOptions *options) {
  Block block = {.out = out};
  SceText heading = {0};
  for (uint32_t i = 0; i < count; i++) {
    if (diffs[i]->file && !sce_diff_says_something(diffs[i], options)) continue;
    if (diffs[i]->file) {
      sce_text_clear(&heading);
      sce_diff_add_clean(&heading, diffs[i]->file, 0);
      sce_text_add_byte(&heading, ':');
      write_line(&block, heading.bytes);
    }
    write_diff(&block, diffs[i], options);
    if (diffs[i]->file) write_line(&block, "");
  }
  if (count != 1) write_counts(&block, diffs, count, true);
  for (uint32_t i = 0; i < block.lines.count; i++) sce_diff_row_release(&block.lines.at[i].row);
  sce_array_release(&block.lines);
  sce_text_release(&block.text);
  sce_text_release(&heading);
}
