/* A diff as the comment on a pull request: a key by which the comment is found again, the verdict in one line, the ten rows that matter first, all else
 * folded. A comment has a limit (--max-bytes): then whole rows are left out from the end, and counted.
 *
 * Names and sources come from whoever wrote the files, so that nothing in them may become markup, a link, or a call of somebody's name.
 */
#include "diff_cells.h"

enum { TOP_ROWS = 10, CELL_WIDTH = 160, REASONS = 3, RESERVE = 96 };   /* RESERVE: for what closes the document */

typedef struct Page {
  SceText doc, pending;       /* pending: the head of a table that has no row yet */
  SceText row;
  size_t most;
  uint32_t left_out, rows;    /* rows: of the list of changes */
  bool full, folded;          /* folded: <details> stands open */
  const char *file;           /* of the row, where there are several */
} Page;

/* --- cells ------------------------------------------------------------------------------------- */

static void add_escaped(SceText *out, const char *text) {
  for (const char *at = text; *at; at++) {
    if (*at == '<') sce_text_add_string(out, "&lt;");
    else if (*at == '>') sce_text_add_string(out, "&gt;");
    else if (*at == '&') sce_text_add_string(out, "&amp;");
    else if (*at == '@' || *at == '#') sce_text_add_format(out, "%c&#8203;", *at);
    else {
      bool link = (*at == ':' && at[1] == '/') || (*at == '.' && at - text >= 3 && (at[-1] | 32) == 'w' && (at[-2] | 32) == 'w' && (at[-3] | 32) == 'w');
      if (link || strchr("\\|*_`~[]$", *at)) sce_text_add_byte(out, '\\');
      sce_text_add_byte(out, *at);
    }
  }
}

static void add_cell(Page *page, const char *text) {
  SceText cell = {0};
  sce_diff_add_clean(&cell, text ? text : "", CELL_WIDTH);
  sce_text_add_byte(&page->row, ' ');
  if (cell.count) add_escaped(&page->row, cell.bytes);
  sce_text_add_string(&page->row, cell.count ? " |" : "|");
  sce_text_release(&cell);
}

static void start_row(Page *page) {
  sce_text_clear(&page->row);
  sce_text_add_byte(&page->row, '|');
}

/* A name, behind the name of its file where there are several. */
static void add_name(Page *page, const char *name) {
  SceText text = {0};
  if (page->file) sce_text_add_format(&text, "%s: ", page->file);
  sce_text_add_string(&text, name ? name : "");
  add_cell(page, text.bytes);
  sce_text_release(&text);
}

/* --- rows and sections ------------------------------------------------------------------------- */

/* The head of a section; it is written with its first row. */
static void begin(Page *page, const char *head) {
  sce_text_clear(&page->pending);
  sce_text_add_byte(&page->pending, '\n');
  sce_text_add_string(&page->pending, head);
}

static void fold(Page *page, const char *head) {
  begin(page, head);
  if (page->folded) return;
  sce_text_clear(&page->pending);
  sce_text_add_format(&page->pending, "\n<details>\n<summary>All of it</summary>\n\n%s", head);
}

static void end_row(Page *page) {
  sce_text_add_byte(&page->row, '\n');
  page->full |= page->doc.count + page->pending.count + page->row.count + RESERVE > page->most;
  if (page->full) {
    page->left_out++;
    return;
  }
  if (page->pending.count) {
    page->folded |= strstr(page->pending.bytes, "<details>") != NULL;
    sce_text_add(&page->doc, page->pending.bytes, page->pending.count);
    sce_text_clear(&page->pending);
  }
  sce_text_add(&page->doc, page->row.bytes, page->row.count);
}

/* --- the list of changes ----------------------------------------------------------------------- */

static const char changes_head[] = "| result | old | new | change | because of |\n| :--- | ---: | ---: | ---: | :--- |\n";

/* Past the first rows the list goes on in the fold. */
static void end_change(Page *page) {
  if (page->rows == 0) begin(page, changes_head);
  if (page->rows == TOP_ROWS) fold(page, changes_head);
  page->rows++;
  end_row(page);
}

static void write_gate(Page *page, const SceDiffGate *gate, SceDiffRow *row) {
  sce_diff_make_gate(gate, row);
  start_row(page);
  add_name(page, row->value.bytes);
  add_cell(page, "");
  add_cell(page, "");
  add_cell(page, row->name.bytes);
  add_cell(page, row->note.bytes);
  end_change(page);
}

static void write_claim(Page *page, SceDiffView *view, const SceDiffClaim *claim, SceDiffRow *row) {
  sce_diff_make_claim(view, claim, row);
  start_row(page);
  add_name(page, row->name.bytes);
  add_cell(page, row->before.bytes);
  add_cell(page, row->after.bytes);
  add_cell(page, claim->flipped ? "flipped" : "");
  add_cell(page, row->note.bytes);
  end_change(page);
}

/* "steps 66.7 %, peak 33.3 %, 2 more"; without drivers what is noted. */
static void add_reasons(Page *page, SceDiffView *view, const SceDiffOutput *output, const char *otherwise) {
  SceText text = {0};
  SceDiffRow row = {0};
  for (uint32_t i = 0; i < output->drivers.count && i < REASONS; i++) {
    sce_diff_make_driver(view, output, &output->drivers.at[i], &row);
    sce_text_add_format(&text, "%s%s%s%s", i ? ", " : "", row.name.bytes, row.share.count ? " " : "", row.share.count ? row.share.bytes : "");
  }
  if (output->drivers.count > REASONS) sce_text_add_format(&text, ", %u more", (unsigned)(output->drivers.count - REASONS));
  add_cell(page, text.count ? text.bytes : otherwise);
  sce_diff_row_release(&row);
  sce_text_release(&text);
}

static void write_output(Page *page, SceDiffView *view, const SceDiffOutput *output, SceDiffRow *row) {
  sce_diff_make_output(view, output, row);
  bool failed = output->status == SCE_DIFF_ERROR, removed = output->status == SCE_DIFF_REMOVED;
  start_row(page);
  add_name(page, row->name.bytes);
  add_cell(page, removed ? row->value.bytes : row->before.bytes);
  add_cell(page, removed || failed || !row->value.count ? row->after.bytes : row->value.bytes);
  if (output->status == SCE_DIFF_CHANGED && (row->factor.count || row->change.count)) {
    if (row->factor.count && row->change.count) sce_text_add_string(&row->factor, ", ");
    if (row->change.count) sce_text_add(&row->factor, row->change.bytes, row->change.count);
    if (row->share.count) sce_text_add_format(&row->factor, " %s", row->share.bytes);
    add_cell(page, row->factor.bytes);
  } else {
    add_cell(page, failed ? "failed" : sce_diff_status_text(output->status));
  }
  add_reasons(page, view, output, row->note.count ? row->note.bytes : failed ? row->value.bytes : "");
  end_change(page);
}

static bool is_quiet(const SceDiffGate *gate) { return gate->state == SCE_GATE_PASSED; }

/* Gates that are hit, claims that flipped, results that changed, then the rest, each in the order of the files. */
static void write_changes(Page *page, const SceDiff *const *diffs, uint32_t count, const SceDiffOptions *options) {
  SceDiffRow row = {0};
  for (int part = 0; part < 5; part++) {
    for (uint32_t i = 0; i < count; i++) {
      const SceDiff *diff = diffs[i];
      SceDiffView view;
      bool rest = part > 2;
      sce_diff_view_init(&view, diff, options);
      page->file = diff->file;
      for (uint32_t k = 0; part == 0 && k < diff->gates.count; k++)
        if (!is_quiet(&diff->gates.at[k])) write_gate(page, &diff->gates.at[k], &row);
      for (uint32_t k = 0; (part == 1 || part == 3) && k < diff->claims.count; k++)
        if (diff->claims.at[k].flipped != rest && (!rest || options->all)) write_claim(page, &view, &diff->claims.at[k], &row);
      for (uint32_t k = 0; (part == 2 || part == 4) && k < diff->outputs.count; k++)
        if ((diff->outputs.at[k].status == SCE_DIFF_UNCHANGED) == rest && (rest ? options->all : sce_diff_lists_output(diff, options, k))) write_output(page, &view, &diff->outputs.at[k], &row);
    }
  }
  sce_diff_row_release(&row);
}

/* --- in the fold ------------------------------------------------------------------------------- */

static void write_drivers(Page *page, SceDiffView *view, const SceDiffOutput *output) {
  SceDiffRow row = {0};
  SceText name = {0};
  sce_diff_add_name(&name, output);
  for (uint32_t i = 0; i < output->drivers.count; i++) {
    sce_diff_make_driver(view, output, &output->drivers.at[i], &row);
    const SceText *value = output->drivers.at[i].kind == SCE_DRIVER_REMOVED ? &row.before : &row.after;
    if (row.value.count && value == &row.before) sce_text_add(&row.before, row.value.bytes, row.value.count);
    else if (row.value.count) sce_text_add(&row.after, row.value.bytes, row.value.count);
    start_row(page);
    if (i) add_cell(page, "");
    else add_name(page, name.bytes);
    const SceText *const cells[] = {&row.name, &row.before, &row.after, &row.factor, &row.change, &row.share, &row.place};
    for (size_t k = 0; k < sizeof cells / sizeof *cells; k++) add_cell(page, cells[k]->bytes);
    end_row(page);
  }
  sce_diff_row_release(&row);
  sce_text_release(&name);
}

static void write_gates(Page *page, const SceDiff *diff) {
  for (uint32_t i = 0; i < diff->gates.count; i++) {
    if (!is_quiet(&diff->gates.at[i])) continue;
    start_row(page);
    add_name(page, diff->gates.at[i].text);
    add_cell(page, diff->gates.at[i].warns ? "warn" : "fail");
    end_row(page);
  }
}

static void write_edits(Page *page, const SceDiff *diff) {
  for (uint32_t i = 0; i < diff->edits.count; i++) {
    const SceDiffEdit *edit = &diff->edits.at[i];
    start_row(page);
    add_name(page, edit->path ? edit->path : "");
    add_cell(page, edit->old_text);
    add_cell(page, edit->new_text);
    add_cell(page, edit->at);
    add_cell(page, sce_diff_is_idle(diff, edit) ? "none on what is shown" : "");
    end_row(page);
  }
}

static void add_item(Page *page, const char *text) {
  sce_text_clear(&page->row);
  sce_text_add_string(&page->row, "- ");
  if (page->file) add_escaped(&page->row, page->file), sce_text_add_string(&page->row, ": ");
  add_escaped(&page->row, text);
  end_row(page);
}

static void write_findings(Page *page, const SceDiffFindings *findings) {
  SceText text = {0}, line = {0};
  page->file = NULL;
  for (uint32_t i = 0; i < findings->diags->list.count; i++) {
    const SceDiag *diag = &findings->diags->list.at[i];
    sce_text_clear(&text);
    sce_text_clear(&line);
    if (diag->span.source != SCE_NO_SOURCE)
      sce_text_add_format(&text, "%s:%u: ", findings->sources->list.at[diag->span.source].name,
                          (unsigned)sce_sources_place(findings->sources, diag->span.source, diag->span.start).line);
    sce_text_add_format(&text, "E%04d %s", (int)diag->code, diag->message);
    sce_diff_add_clean(&line, text.bytes, CELL_WIDTH);
    add_item(page, line.bytes);
  }
  sce_text_release(&text);
  sce_text_release(&line);
}

static void write_fold(Page *page, const SceDiff *const *diffs, uint32_t count, const SceDiffOptions *options) {
  fold(page, "| result | edit | old | new | factor | change | share | where |\n| :--- | :--- | ---: | ---: | ---: | ---: | ---: | :--- |\n");
  for (uint32_t i = 0; i < count; i++) {
    SceDiffView view;
    sce_diff_view_init(&view, diffs[i], options);
    page->file = diffs[i]->file;
    for (uint32_t k = 0; k < diffs[i]->outputs.count; k++)
      if (sce_diff_shows_output(options, &diffs[i]->outputs.at[k])) write_drivers(page, &view, &diffs[i]->outputs.at[k]);
  }
  fold(page, "| edit | old | new | where | effect |\n| :--- | :--- | :--- | :--- | :--- |\n");
  for (uint32_t i = 0; i < count; i++) page->file = diffs[i]->file, write_edits(page, diffs[i]);
  fold(page, "| gate that passed | otherwise |\n| :--- | :--- |\n");
  for (uint32_t i = 0; i < count; i++) page->file = diffs[i]->file, write_gates(page, diffs[i]);
  fold(page, "");
  for (uint32_t i = 0; i < count; i++) {
    page->file = diffs[i]->file;
    if (diffs[i]->values_only) add_item(page, sce_diff_values_only_text);
    if (diffs[i]->partial) add_item(page, sce_diff_partial_text);
  }
  for (uint32_t i = 0; i < options->finding_count; i++) write_findings(page, &options->findings[i]);
}

void sce_diff_write_markdown(SceOutput *out, const SceDiff *const *diffs, uint32_t count, const SceDiffOptions *options) {
  Page page = {.most = options->max_bytes && options->max_bytes < SIZE_MAX ? (size_t)options->max_bytes : SIZE_MAX};
  sce_text_add_string(&page.doc, "<!-- sce diff -->\n");
  sce_diff_add_verdict(&page.doc, diffs, count, options, (const char *[2]){"**", "**"});
  sce_text_add_byte(&page.doc, '\n');
  write_changes(&page, diffs, count, options);
  write_fold(&page, diffs, count, options);
  if (page.folded) sce_text_add_string(&page.doc, "\n</details>\n");
  if (page.left_out) sce_text_add_format(&page.doc, "\n%u %s left out: there was no room for more\n", (unsigned)page.left_out, page.left_out == 1 ? "row" : "rows");
  sce_output_add(out, page.doc.bytes, page.doc.count);
  sce_text_release(&page.doc);
  sce_text_release(&page.pending);
  sce_text_release(&page.row);
}
