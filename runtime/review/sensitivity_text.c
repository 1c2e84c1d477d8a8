/* Tornados: a line an input, the largest swing on top, with what the result is at both ends of the input's range as a bar around what it is. As text, and as a table in
 * markdown.
 */
#include "cell.h"
#include "sensitivity.h"

#include <math.h>

enum { HALF = 14, COLUMNS = 6, GAP = 2, NAME_MOST = 44 };

typedef struct Row {
  SceText cells[COLUMNS];           /* input, range, ends of the result, bar, elasticity, shares */
} Row;

static const char *const titles[COLUMNS] = {"input", "from .. to", "result", "░ from, █ to", "elasticity", "share of variance: alone, in all"};

/* ---- cells ---- */

static void add_range(const SceSensitivity *s, SceTable *table, const SceMover *mover, SceText *out) {
  static const char *const kinds[] = {[SCE_RANGE_SHARE] = "±10%", [SCE_RANGE_DECLARED] = "in", [SCE_RANGE_SAMPLES] = "90%"};
  const SceResult *result = &s->fields.program->results.at[mover->result];
  if (mover->literal == SCE_NO_OP && !isnan(mover->low) && !isnan(mover->high)) {
    sce_cell_add_pair(table, result, mover->low, mover->high, " .. ", out);
    sce_text_add_format(out, " (%s)", kinds[mover->kind]);
  } else {
    sce_text_add_string(out, kinds[mover->kind]);
  }
}

/* A side of the bar: cells from the middle outwards, those that both ends reach in the shade of the nearer one. */
static void add_side(SceText *out, double low, double high, bool left) {
  for (int i = 0; i < HALF; i++) {
    int distance = left ? HALF - i : i + 1;
    bool is_low = low + 0.5 >= distance, is_high = high + 0.5 >= distance, low_nearer = low < high;
    if (is_low && is_high) sce_text_add_string(out, low_nearer ? "░" : "█");
    else sce_text_add_string(out, is_low ? "░" : is_high ? "█" : " ");
  }
}

/* "    ░░░│███████": the result at the low end of the input's range in ░, at the high end in █, the largest change of all inputs as long as there is room. */
static void add_bar(const SceMoved *moved, const SceSwing *swing, double most, SceText *out) {
  if (isnan(swing->swing) || !(most > 0)) return;
  double low = (swing->low - moved->value) / most * HALF, high = (swing->high - moved->value) / most * HALF;
  add_side(out, -low, -high, true);
  sce_text_add_string(out, "│");
  add_side(out, low, high, false);
  while (out->count && out->bytes[out->count - 1] == ' ') out->bytes[--out->count] = '\0';
}

static void add_share(SceShare share, SceText *out) {
  if (isnan(share.share)) {
    sce_text_add_string(out, sce_table_nothing);
    return;
  }
  int decimals = share.error < 0.0005 ? 4 : share.error < 0.005 ? 3 : 2;
  double value = fabs(share.share) < 0.5 * pow(10, -decimals) ? 0 : share.share;
  sce_text_add_format(out, "%.*f ±%.*f", decimals, value, decimals, share.error);
}

static void make_row(const SceSensitivity *s, SceTable *table, const SceMoved *moved, const SceSwing *swing, double most, Row *row) {
  const SceMover *mover = &s->movers.at[swing->mover];
  const SceResult *result = &s->fields.program->results.at[moved->result];
  for (int i = 0; i < COLUMNS; i++) {
    sce_text_clear(&row->cells[i]);
    sce_text_add(&row->cells[i], "", 0);
  }
  sce_mover_add_name(s, mover, &row->cells[0]);
  add_range(s, table, mover, &row->cells[1]);
  sce_cell_add_pair(table, result, swing->low, swing->high, " .. ", &row->cells[2]);
  add_bar(moved, swing, most, &row->cells[3]);
  sce_cell_add_plain(swing->elasticity, &row->cells[4]);
  if (!moved->sampled || mover->kind != SCE_RANGE_SAMPLES) return;
  add_share(swing->first, &row->cells[5]);
  sce_text_add_string(&row->cells[5], ", ");
  add_share(swing->total, &row->cells[5]);
}

static void release_row(Row *row) {
  for (int i = 0; i < COLUMNS; i++) sce_text_release(&row->cells[i]);
}

static double find_most(const SceMoved *moved) {
  double most = 0;
  for (uint32_t i = 0; i < moved->swings.count; i++) {
    if (isnan(moved->swings.at[i].swing)) continue;
    most = fmax(most, fmax(fabs(moved->swings.at[i].low - moved->value), fabs(moved->swings.at[i].high - moved->value)));
  }
  return most;
}

/* "site.power = 996,667 kW in conservative"; of samples the mean, which the ends are too. */
static void add_title(const SceSensitivity *s, SceTable *table, const SceMoved *moved, bool named, SceText *out) {
  if (named) sce_text_add_format(out, "%s = ", moved->path);
  sce_cell_add_number(table, &s->fields.program->results.at[moved->result], moved->value, out);
  if (moved->sampled && !isnan(moved->value)) sce_text_add_string(out, " on average");
  if (s->scenario) sce_text_add_format(out, " in %s", sce_table_label(table, 0, s->scenario));
}

static void start_table(SceTable *table, const SceSensitivity *s, unsigned digits) {
  SceResultOptions options = {.digits = digits};
  sce_table_init(table, s->fields.program, s->fields.session->run, &options);
}

/* ---- text ---- */

static bool has_no_effect(const SceSwing *swing) { return swing->swing == 0 && !(swing->total.share > 0); }

static uint32_t width_of(const SceText *text) { return sce_table_width(text->bytes, text->count); }

static void write_line(SceOutput *out, const SceText *cells, const uint32_t *widths) {
  uint32_t at = 0, stop = 0;
  for (int i = 0; i < COLUMNS; i++) {
    uint32_t width = width_of(&cells[i]), spare = i == 4 && widths[i] > width ? widths[i] - width : 0;
    if (cells[i].count) {
      uint32_t blanks = stop + spare > at ? stop + spare - at : at ? 1 : 0;
      sce_output_add_spaces(out, blanks);
      sce_output_add(out, cells[i].bytes, cells[i].count);
      at += blanks + width;
    }
    if (widths[i]) stop += widths[i] + GAP;
  }
  sce_output_add_byte(out, '\n');
}

/* "no effect: a, b": what the result rests on and does not move with. */
static void write_rest(SceOutput *out, const SceSensitivity *s, const SceMoved *moved) {
  SceText text = {0};
  for (uint32_t i = 0; i < moved->swings.count; i++) {
    if (!has_no_effect(&moved->swings.at[i])) continue;
    sce_text_add_string(&text, text.count ? ", " : "no effect: ");
    sce_mover_add_name(s, &s->movers.at[moved->swings.at[i].mover], &text);
  }
  if (text.count) sce_text_add_byte(&text, '\n');
  if (text.count) sce_output_add(out, text.bytes, text.count);
  sce_text_release(&text);
}

static void write_moved(SceOutput *out, const SceSensitivity *s, SceTable *table, const SceMoved *moved) {
  Row row = {0};
  SceText title = {0};
  double most = find_most(moved);
  uint32_t widths[COLUMNS] = {0};
  add_title(s, table, moved, true, &title);
  sce_output_add(out, title.bytes, title.count);
  sce_output_add_string(out, "\n\n");
  uint32_t shown = 0;
  for (uint32_t i = 0; i < moved->swings.count; i++) {
    if (has_no_effect(&moved->swings.at[i])) continue;
    shown++;
    make_row(s, table, moved, &moved->swings.at[i], most, &row);
    for (int c = 0; c < COLUMNS; c++)
      if (width_of(&row.cells[c]) > widths[c] && width_of(&row.cells[c]) <= NAME_MOST) widths[c] = width_of(&row.cells[c]);
  }
  if (widths[3]) widths[3] = 2 * HALF + 1;
  for (int c = 0; c < COLUMNS; c++) {
    uint32_t width = sce_table_width(titles[c], strlen(titles[c]));
    sce_text_clear(&row.cells[c]);
    sce_text_add_string(&row.cells[c], c == COLUMNS - 1 && !moved->sampled ? "" : titles[c]);
    if (width > widths[c] && c < COLUMNS - 1) widths[c] = width;
  }
  if (shown) write_line(out, row.cells, widths);
  else sce_output_add_string(out, "nothing moves it\n");
  for (uint32_t i = 0; i < moved->swings.count; i++) {
    if (has_no_effect(&moved->swings.at[i])) continue;
    make_row(s, table, moved, &moved->swings.at[i], most, &row);
    write_line(out, row.cells, widths);
  }
  write_rest(out, s, moved);
  sce_text_release(&title);
  release_row(&row);
}

static void write_partial(SceOutput *out, const SceTable *table) {
  SceText text = {0};
  if (sce_table_add_partial(table, &text)) {
    sce_output_add_byte(out, '\n');
    sce_output_add(out, text.bytes, text.count);
    sce_output_add_byte(out, '\n');
  }
  sce_text_release(&text);
}

void sce_sensitivity_write_text(SceOutput *out, const SceSensitivity *s, unsigned digits) {
  SceTable table;
  start_table(&table, s, digits);
  for (uint32_t i = 0; i < s->moved.count; i++) {
    if (i) sce_output_add_byte(out, '\n');
    write_moved(out, s, &table, &s->moved.at[i]);
  }
  write_partial(out, &table);
  sce_table_release(&table);
}

/* ---- markdown ---- */

static void add_escaped(SceOutput *out, const char *bytes, size_t count) {
  for (size_t i = 0; i < count; i++) {
    if (strchr("|\\*<`_[]", bytes[i]) && bytes[i]) sce_output_add_byte(out, '\\');
    sce_output_add_byte(out, bytes[i]);
  }
}

void sce_sensitivity_write_markdown(SceOutput *out, const SceSensitivity *s, unsigned digits) {
  SceTable table;
  Row row = {0};
  SceText title = {0};
  start_table(&table, s, digits);
  for (uint32_t i = 0; i < s->moved.count; i++) {
    const SceMoved *moved = &s->moved.at[i];
    sce_text_clear(&title);
    add_title(s, &table, moved, true, &title);
    sce_output_add_string(out, i ? "\n#### " : "#### ");
    add_escaped(out, title.bytes, title.count);
    sce_output_add_string(out, "\n\n| input | from .. to | result | | elasticity |");
    sce_output_add_string(out, moved->sampled ? " share of variance: alone, in all |\n| :--- | ---: | ---: | :--- | ---: | ---: |\n" : "\n| :--- | ---: | ---: | :--- | ---: |\n");
    for (uint32_t k = 0; k < moved->swings.count; k++) {
      make_row(s, &table, moved, &moved->swings.at[k], find_most(moved), &row);
      sce_output_add_byte(out, '|');
      for (int c = 0; c < COLUMNS - !moved->sampled; c++) {
        bool bar = c == 3 && row.cells[c].count;
        sce_output_add_string(out, bar ? " `" : " ");
        add_escaped(out, row.cells[c].bytes, row.cells[c].count);
        sce_output_add_string(out, bar ? "` |" : " |");
      }
      sce_output_add_byte(out, '\n');
    }
  }
  write_partial(out, &table);
  sce_text_release(&title);
  release_row(&row);
  sce_table_release(&table);
}
