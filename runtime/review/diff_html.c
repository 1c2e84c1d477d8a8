/* A diff as one page of HTML that needs nothing else: no script, no font, no picture, light and dark as the reader's system is. Shares are bars.
 */
#include "diff_cells.h"

#include <math.h>
#include <stdio.h>

static const char style[] =
    ":root{color-scheme:light dark;--ink:#1c2024;--paper:#fff;--line:#d8dce0;--faint:#5f6771;--bar:#7aa7e0;--less:#e0a07a;--bad:#b3261e}\n"
    "@media(prefers-color-scheme:dark){:root{--ink:#e6e8ea;--paper:#15181b;--line:#363c42;--faint:#9aa3ad;--bar:#3d6da8;--less:#a8653d;--bad:#f2887f}}\n"
    "body{margin:2rem auto;max-width:72rem;padding:0 1rem;background:var(--paper);color:var(--ink);font:15px/1.5 system-ui,sans-serif}\n"
    "h1{font-size:1.3rem}h2{font-size:1.1rem;margin-top:2rem}\n"
    "table{border-collapse:collapse;width:100%;margin:1rem 0;font-variant-numeric:tabular-nums}\n"
    "th,td{padding:.3rem .6rem;border-bottom:1px solid var(--line);text-align:left;vertical-align:top}\n"
    "th{color:var(--faint);font-weight:600}td.n,th.n{text-align:right;white-space:nowrap}\n"
    "tr.edit td:first-child{padding-left:2rem}tr.edit td{color:var(--faint)}tr.bad td{color:var(--bad)}\n"
    "td.share{width:9rem}td.share div{height:.45rem;margin-top:.2rem;background:var(--bar)}td.share div.less{background:var(--less)}\n"
    ".faint{color:var(--faint)}code{font:13px/1.5 ui-monospace,monospace}\n";

static void add(SceOutput *out, const char *text) { sce_output_add_string(out, text); }

/* For texts of elements and attributes alike. */
static void add_escaped(SceOutput *out, const char *text) {
  SceText clean = {0};
  sce_diff_add_clean(&clean, text, 0);
  for (size_t i = 0; i < clean.count; i++) {
    char byte = clean.bytes[i];
    const char *name = byte == '&' ? "&amp;" : byte == '<' ? "&lt;" : byte == '>' ? "&gt;" : byte == '"' ? "&quot;" : byte == '\'' ? "&#39;" : NULL;
    if (name) add(out, name);
    else sce_output_add_byte(out, byte);
  }
  sce_text_release(&clean);
}

static void add_cell(SceOutput *out, const char *class, const SceText *text) {
  add(out, "<td");
  if (*class) add(out, " class=\""), add(out, class), add(out, "\"");
  add(out, ">");
  if (text->count) add_escaped(out, text->bytes);
  add(out, "</td>");
}

static void add_heads(SceOutput *out, const char *const *names, uint32_t count, const char *numbers) {
  add(out, "<table>\n<thead><tr>");
  for (uint32_t i = 0; i < count; i++) {
    add(out, numbers[i] == 'n' ? "<th class=\"n\">" : "<th>");
    add(out, names[i]);
    add(out, "</th>");
  }
  add(out, "</tr></thead>\n<tbody>\n");
}

static void end_table(SceOutput *out) { add(out, "</tbody>\n</table>\n"); }

/* --- results ----------------------------------------------------------------------------------- */

/* The share as a number above its bar, which ends at the whole. */
static void add_share(SceOutput *out, const SceText *text, double share) {
  char width[64];
  add(out, "<td class=\"n share\">");
  if (text->count) add_escaped(out, text->bytes);
  if (!isnan(share)) {
    double size = fabs(share) > 1 ? 1 : fabs(share);
    snprintf(width, sizeof width, "<div%s style=\"width:%d%%\"></div>", share < 0 ? " class=\"less\"" : "", (int)(size * 100 + 0.5));
    add(out, width);
  }
  add(out, "</td>");
}

/* Either old and new, or one value on the side that has it. */
static void add_row(SceOutput *out, const SceDiffRow *row, const char *class, bool is_old, double share) {
  SceText none = {0};
  bool one = row->value.count > 0;
  add(out, *class ? "<tr class=\"" : "<tr");
  if (*class) add(out, class), add(out, "\"");
  add(out, ">");
  add_cell(out, "", &row->name);
  add_cell(out, "n", one ? (is_old ? &row->value : &none) : &row->before);
  add_cell(out, "n", one ? (is_old ? &none : &row->value) : &row->after);
  add_cell(out, "n", &row->factor);
  add_cell(out, "n", &row->change);
  add_share(out, &row->share, share);
  add_cell(out, "", row->place.count ? &row->place : &none);
  add(out, "</tr>\n");
}

static void write_outputs(SceOutput *out, SceDiffView *view, SceDiffRow *row) {
  static const char *const heads[] = {"result", "old", "new", "factor", "change", "share", "where"};
  bool any = false;
  for (uint32_t i = 0; i < view->diff->outputs.count; i++) {
    const SceDiffOutput *output = &view->diff->outputs.at[i];
    if (!sce_diff_shows_output(view->options, output)) continue;
    if (!any) add_heads(out, heads, 7, "-nnnnn-");
    any = true;
    sce_diff_make_output(view, output, row);
    add_row(out, row, output->status == SCE_DIFF_ERROR ? "bad" : "", output->status == SCE_DIFF_REMOVED, NAN);
    if (row->note.count) {
      add(out, "<tr class=\"edit\"><td colspan=\"7\">");
      add_escaped(out, row->note.bytes);
      add(out, "</td></tr>\n");
    }
    for (uint32_t k = 0; k < output->drivers.count; k++) {
      const SceDriver *driver = &output->drivers.at[k];
      sce_diff_make_driver(view, output, driver, row);
      add_row(out, row, "edit", driver->kind == SCE_DRIVER_REMOVED, driver->share);
    }
  }
  if (any) end_table(out);
}

/* --- claims, gates, edits, findings ------------------------------------------------------------ */

static void write_claims(SceOutput *out, SceDiffView *view, SceDiffRow *row) {
  static const char *const heads[] = {"claim", "old", "new", "what", "where"};
  bool any = false;
  for (uint32_t i = 0; i < view->diff->claims.count; i++) {
    const SceDiffClaim *claim = &view->diff->claims.at[i];
    if (!sce_diff_shows_claim(view->options, claim)) continue;
    if (!any) add_heads(out, heads, 5, "-----");
    any = true;
    sce_diff_make_claim(view, claim, row);
    add(out, claim->flipped ? "<tr class=\"bad\">" : "<tr>");
    const SceText *const cells[] = {&row->name, &row->before, &row->after, &row->note, &row->place};
    for (size_t k = 0; k < sizeof cells / sizeof *cells; k++) add_cell(out, "", cells[k]);
    add(out, "</tr>\n");
  }
  if (any) end_table(out);
}

static void write_gates(SceOutput *out, const SceDiff *diff, SceDiffRow *row) {
  static const char *const heads[] = {"state", "gate", "why"};
  if (!diff->gates.count) return;
  add_heads(out, heads, 3, "---");
  for (uint32_t i = 0; i < diff->gates.count; i++) {
    sce_diff_make_gate(&diff->gates.at[i], row);
    add(out, diff->gates.at[i].state == SCE_GATE_PASSED ? "<tr>" : "<tr class=\"bad\">");
    add_cell(out, "", &row->name);
    add_cell(out, "", &row->value);
    add_cell(out, "", &row->note);
    add(out, "</tr>\n");
  }
  end_table(out);
}

static void add_text_cell(SceOutput *out, const char *text) {
  add(out, "<td><code>");
  if (text) add_escaped(out, text);
  add(out, "</code></td>");
}

static void write_edits(SceOutput *out, const SceDiff *diff) {
  static const char *const heads[] = {"edit", "old", "new", "where", "effect"};
  if (!diff->edits.count) return;
  add_heads(out, heads, 5, "-----");
  for (uint32_t i = 0; i < diff->edits.count; i++) {
    const SceDiffEdit *edit = &diff->edits.at[i];
    add(out, "<tr>");
    add_text_cell(out, edit->path);
    add_text_cell(out, edit->old_text);
    add_text_cell(out, edit->new_text);
    add_text_cell(out, edit->at);
    add(out, sce_diff_is_idle(diff, edit) ? "<td>none on what is shown</td></tr>\n" : "<td></td></tr>\n");
  }
  end_table(out);
}

static void add_paragraph(SceOutput *out, const char *text) {
  add(out, "<p class=\"faint\">");
  add_escaped(out, text);
  add(out, "</p>\n");
}

static void write_findings(SceOutput *out, const SceDiffOptions *options) {
  SceText line = {0};
  for (uint32_t i = 0; i < options->finding_count; i++) {
    const SceDiffFindings *findings = &options->findings[i];
    for (uint32_t k = 0; k < findings->diags->list.count; k++) {
      const SceDiag *diag = &findings->diags->list.at[k];
      sce_text_clear(&line);
      if (diag->span.source != SCE_NO_SOURCE)
        sce_text_add_format(&line, "%s:%u: ", findings->sources->list.at[diag->span.source].name,
                            (unsigned)sce_sources_place(findings->sources, diag->span.source, diag->span.start).line);
      sce_text_add_format(&line, "E%04d %s", (int)diag->code, diag->message);
      add_paragraph(out, line.bytes);
    }
  }
  sce_text_release(&line);
}

/* --- the page ---------------------------------------------------------------------------------- */

static void write_diff(SceOutput *out, const SceDiff *diff, const SceDiffOptions *options, bool heading) {
  SceDiffView view;
  SceDiffRow row = {0};
  SceText counts = {0};
  sce_diff_view_init(&view, diff, options);
  if (heading) add(out, "<h2>"), add_escaped(out, diff->file), add(out, "</h2>\n");
  write_gates(out, diff, &row);
  write_claims(out, &view, &row);
  write_outputs(out, &view, &row);
  if (diff->values_only) add_paragraph(out, sce_diff_values_only_text);
  if (diff->partial) add_paragraph(out, sce_diff_partial_text);
  if (!diff->values_only) write_edits(out, diff);
  sce_diff_add_counts(&counts, &diff, 1);
  if (heading) add_paragraph(out, counts.bytes);
  sce_text_release(&counts);
  sce_diff_row_release(&row);
}

static void add_title(SceOutput *out, const SceDiff *const *diffs, uint32_t count) {
  add(out, "sce diff");
  if (!count || !diffs[0]->old_name || !diffs[0]->new_name) return;
  sce_output_add_byte(out, ' ');
  add_escaped(out, diffs[0]->old_name);
  sce_output_add_byte(out, ' ');
  add_escaped(out, diffs[0]->new_name);
}

void sce_diff_write_html(SceOutput *out, const SceDiff *const *diffs, uint32_t count, const SceDiffOptions *options) {
  SceText verdict = {0};
  add(out, "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n<title>");
  add_title(out, diffs, count);
  add(out, "</title>\n<style>\n");
  add(out, style);
  add(out, "</style>\n</head>\n<body>\n<h1>");
  add_title(out, diffs, count);
  add(out, "</h1>\n<p>");
  sce_diff_add_verdict(&verdict, diffs, count, options, (const char *[2]){"<strong>", "</strong>"});
  add(out, verdict.bytes);
  add(out, "</p>\n");
  for (uint32_t i = 0; i < count; i++)
    if (!diffs[i]->file || sce_diff_says_something(diffs[i], options)) write_diff(out, diffs[i], options, diffs[i]->file != NULL);
  write_findings(out, options);
  add(out, "</body>\n</html>\n");
  sce_text_release(&verdict);
}
