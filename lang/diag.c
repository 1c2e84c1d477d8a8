/* The list of findings, and how they are shown to a person.
 *
 * A text may raise a hundred thousand findings, so that repetitions are recognised by a hash set, never by looking through the
 * list. Whatever is shown passes through one function that lets no control character out: messages quote names and
 * lines of files that nobody has read yet, and a terminal obeys what it is sent.
 */
#include "diag.h"

enum { LINE_COLUMNS = 160, LINE_BEFORE = 60 };   /* how much of a long line is shown, and how much of it before the caret */

/* ---- codes ---- */

const char *sce_code_title(SceCode code) {
  switch (code) {
#define SCE_CODE(number, severity, name, title) case SCE_E_##name: return title;
#include "diag.def"
#undef SCE_CODE
  }
  return "";
}

SceSeverity sce_code_severity(SceCode code) {
  switch (code) {
#define SCE_CODE(number, severity, name, title) case SCE_E_##name: return SCE_SEVERITY_##severity;
#include "diag.def"
#undef SCE_CODE
  }
  return SCE_SEVERITY_ERROR;
}

/* ---- the set of what has been said ---- */

static uint32_t hash_key(SceDiagKey key) {
  uint64_t hash = ((uint64_t)key.source << 32 | key.code) * 0x9E3779B97F4A7C15u;
  hash = (hash ^ hash >> 31 ^ ((uint64_t)key.start << 32 | key.end)) * 0xD6E8FEB86659FD93u;
  return (uint32_t)(hash >> 32 ^ hash >> 7);
}

static bool same_key(SceDiagKey a, SceDiagKey b) {
  return a.code == b.code && a.source == b.source && a.start == b.start && a.end == b.end;
}

/* The slot that holds the key, or the free one where it belongs. */
static SceDiagKey *find_slot(SceDiagKey *slots, uint32_t slot_count, SceDiagKey key) {
  uint32_t mask = slot_count - 1, slot = hash_key(key) & mask;
  while (slots[slot].code && !same_key(slots[slot], key)) slot = (slot + 1) & mask;
  return &slots[slot];
}

static void double_slots(SceDiags *diags) {
  uint32_t slot_count = diags->slot_count ? diags->slot_count * 2 : 64;
  SceDiagKey *slots = sce_memory_zeroed(slot_count * sizeof *slots);
  for (uint32_t i = 0; i < diags->slot_count; i++)
    if (diags->slots[i].code) *find_slot(slots, slot_count, diags->slots[i]) = diags->slots[i];
  free(diags->slots);
  diags->slots = slots;
  diags->slot_count = slot_count;
}

static bool remember(SceDiags *diags, SceDiagKey key) {
  if (diags->list.count >= diags->slot_count / 2) double_slots(diags);
  SceDiagKey *slot = find_slot(diags->slots, diags->slot_count, key);
  if (slot->code) return false;
  *slot = key;
  return true;
}

/* Without a place the message tells findings apart: two files that are missing are two findings. */
static SceDiagKey make_key(SceCode code, SceSpan span, const char *message) {
  SceDiagKey key = {(uint32_t)code, span.source, span.start, span.end};
  if (span.source != SCE_NO_SOURCE) return key;
  uint64_t hash = 0xCBF29CE484222325u;
  for (; *message; message++) hash = (hash ^ (unsigned char)*message) * 0x100000001B3u;
  key.start = (uint32_t)hash;
  key.end = (uint32_t)(hash >> 32);
  return key;
}

/* ---- the list ---- */

void sce_diags_init(SceDiags *diags) { *diags = (SceDiags){0}; }

void sce_diags_release(SceDiags *diags) {
  for (uint32_t i = 0; i < diags->list.count; i++) {
    SceDiag *diag = &diags->list.at[i];
    for (uint32_t n = 0; n < diag->notes.count; n++) free(diag->notes.at[n].text);
    sce_array_release(&diag->notes);
    free(diag->message);
    free(diag->help);
  }
  sce_array_release(&diags->list);
  free(diags->slots);
  *diags = (SceDiags){0};
}

static char *format_text(const char *format, va_list list) {
  SceText text = {0};
  sce_text_add(&text, "", 0);
  sce_text_add_format_list(&text, format, list);
  return text.bytes;
}

bool sce_diag_add(SceDiags *diags, SceCode code, SceSpan span, const char *format, ...) {
  va_list list;
  va_start(list, format);
  char *message = format_text(format, list);
  va_end(list);
  diags->dropping = !remember(diags, make_key(code, span, message));
  if (diags->dropping) {
    free(message);
    return false;
  }
  SceDiag diag = {.code = code, .severity = sce_code_severity(code), .span = span, .message = message};
  sce_array_push(&diags->list, diag);
  if (diag.severity == SCE_SEVERITY_ERROR) diags->errors++;
  else if (diag.severity == SCE_SEVERITY_FINDING) diags->findings++;
  else diags->warnings++;
  return true;
}

void sce_diag_note(SceDiags *diags, SceSpan span, const char *format, ...) {
  if (diags->dropping || !diags->list.count) return;
  va_list list;
  va_start(list, format);
  SceDiagNote note = {span, format_text(format, list)};
  va_end(list);
  SceDiag *diag = &sce_array_last(&diags->list);
  sce_array_push(&diag->notes, note);
}

void sce_diag_move(SceDiags *diags, SceSpan to, const char *note) {
  if (diags->dropping || !diags->list.count) return;
  SceDiag *diag = &sce_array_last(&diags->list);
  sce_diag_note(diags, diag->span, "%s", note);
  SceDiagNote moved = sce_array_last(&diag->notes);
  memmove(diag->notes.at + 1, diag->notes.at, (diag->notes.count - 1) * sizeof moved);
  diag->notes.at[0] = moved;
  diag->span = to;
}

void sce_diag_help(SceDiags *diags, const char *format, ...) {
  if (diags->dropping || !diags->list.count) return;
  va_list list;
  va_start(list, format);
  char *help = format_text(format, list);
  va_end(list);
  SceDiag *diag = &sce_array_last(&diags->list);
  free(diag->help);
  diag->help = help;
}

typedef struct Ordered {
  SceDiag diag;
  uint32_t order;
} Ordered;

static int compare(const void *a, const void *b) {
  const Ordered *left = a, *right = b;
  SceSpan x = left->diag.span, y = right->diag.span;
  if (x.source != y.source) return x.source < y.source ? -1 : 1;
  if (x.start != y.start) return x.start < y.start ? -1 : 1;
  return left->order < right->order ? -1 : 1;
}

void sce_diags_sort(SceDiags *diags) {
  uint32_t count = diags->list.count;
  Ordered *ordered = sce_memory_new(count * sizeof *ordered);
  for (uint32_t i = 0; i < count; i++) ordered[i] = (Ordered){diags->list.at[i], i};
  if (count > 1) qsort(ordered, count, sizeof *ordered, compare);
  for (uint32_t i = 0; i < count; i++) diags->list.at[i] = ordered[i].diag;
  free(ordered);
  diags->dropping = true;   /* the last of the list is no longer the one found last */
}

int sce_diags_exit_code(const SceDiags *diags) { return diags->errors ? 2 : diags->findings ? 1 : 0; }

/* ---- text that is safe to show ---- */

/* Reads one code point; a byte that starts none gives 0xFFFD and is read alone. */
static uint32_t read_point(const char **at, const char *end) {
  const unsigned char *bytes = (const unsigned char *)*at;
  unsigned char first = bytes[0];
  uint32_t more = first < 0x80 ? 0 : first >= 0xC2 && first < 0xE0 ? 1 : (first & 0xF0) == 0xE0 ? 2 : first >= 0xF0 && first < 0xF5 ? 3 : 4;
  uint32_t point = more == 0 ? first : more == 4 ? 0xFFFD : first & (0x3Fu >> more);
  if (more == 4 || (size_t)(end - *at) <= more) {
    (*at)++;
    return more ? 0xFFFD : point;
  }
  for (uint32_t i = 1; i <= more; i++) {
    if ((bytes[i] & 0xC0) != 0x80) {
      (*at)++;
      return 0xFFFD;
    }
    point = point << 6 | (bytes[i] & 0x3Fu);
  }
  bool sound = more < 2 || (more == 2 ? point >= 0x800 && (point < 0xD800 || point > 0xDFFF) : point >= 0x10000 && point < 0x110000);
  *at += sound ? more + 1 : 1;
  return sound ? point : 0xFFFD;
}

/* Control characters, and the invisible ones that turn the order of a line around. */
static bool is_hidden(uint32_t point) {
  return point < 0x20 || (point >= 0x7F && point < 0xA0) || (point >= 0x200B && point <= 0x200F) || (point >= 0x2028 && point <= 0x202E) ||
         (point >= 0x2060 && point <= 0x206F) || point == 0x061C || point == 0xFEFF;
}

/* One code point of a source line: one column each, so that carets stand where they should. */
static void show_point(SceText *out, const char **at, const char *end) {
  const char *start = *at;
  uint32_t point = read_point(at, end);
  if (point == '\t') sce_text_add_byte(out, ' ');
  else if (is_hidden(point)) sce_text_add_string(out, "·");
  else if (point == 0xFFFD) sce_text_add_string(out, "\xEF\xBF\xBD");
  else sce_text_add(out, start, (size_t)(*at - start));
}

/* A message: what is hidden is spelled out; further lines are indented, so that none can pose as a finding. */
static void show_message(SceText *out, const char *text) {
  const char *end = text + strlen(text);
  while (text < end) {
    const char *start = text;
    uint32_t point = read_point(&text, end);
    if (point == '\n') sce_text_add_string(out, "\n      ");
    else if (point == '\t') sce_text_add_byte(out, ' ');
    else if (point == 0xFFFD) sce_text_add_string(out, "\xEF\xBF\xBD");
    else if (!is_hidden(point)) sce_text_add(out, start, (size_t)(text - start));
    else sce_text_add_format(out, point < 0x100 ? "\\x%02x" : "\\u%04x", (unsigned)point);
  }
}

/* ---- one finding ---- */

typedef struct Paint {
  const char *bold, *kind, *caret, *plain;
} Paint;

static Paint choose_paint(SceSeverity severity, bool color) {
  if (!color) return (Paint){"", "", "", ""};
  const char *kind = severity == SCE_SEVERITY_ERROR ? "\x1b[1;31m" : severity == SCE_SEVERITY_FINDING ? "\x1b[1;33m" : "\x1b[1;35m";
  return (Paint){"\x1b[1m", kind, "\x1b[1;32m", "\x1b[0m"};
}

static const char *step_back(const char *at, const char *start) {
  at--;
  while (at > start && ((unsigned char)*at & 0xC0) == 0x80) at--;
  return at;
}

/* The window of a line: its bytes, and whether something was cut off on either side. */
typedef struct Window {
  const char *start, *end;
  bool cut_before, cut_after;
} Window;

static Window choose_window(const char *line, const char *line_end, const char *focus) {
  Window window = {line, line_end, false, false};
  if (line_end - line <= LINE_COLUMNS) return window;
  window.start = focus;
  for (int i = 0; i < LINE_BEFORE && window.start > line; i++) window.start = step_back(window.start, line);
  window.end = window.start;
  int columns = 0;
  for (; columns < LINE_COLUMNS && window.end < line_end; columns++) read_point(&window.end, line_end);
  for (; columns < LINE_COLUMNS && window.start > line; columns++) window.start = step_back(window.start, line);
  window.cut_before = window.start > line;
  window.cut_after = window.end < line_end;
  if (window.cut_before) read_point(&window.start, window.end);          /* the mark takes a column */
  if (window.cut_after) window.end = step_back(window.end, window.start);
  return window;
}

static void print_line(SceText *out, SceSources *sources, SceSpan span, Paint paint) {
  uint32_t length;
  const char *line = sce_sources_line(sources, span.source, span.start, &length), *line_end = line + length;
  const char *text = sources->list.at[span.source].text;
  const char *from = text + span.start, *to = text + span.end;
  if (from > line_end) from = line_end;
  if (to > line_end) to = line_end;
  Window window = choose_window(line, line_end, from);
  SceText carets = {0};
  sce_text_add_format(out, "%5u | %s", (unsigned)sce_sources_place(sources, span.source, (uint32_t)(line - text)).line, window.cut_before ? "…" : "");
  if (window.cut_before) sce_text_add_byte(&carets, ' ');
  bool marked = false;
  for (const char *at = window.start; at < window.end;) {
    const char *here = at;
    show_point(out, &at, window.end);
    if (here < from && at <= from) sce_text_add_byte(&carets, ' ');
    else if (!marked) sce_text_add_byte(&carets, '^'), marked = true;
    else if (here < to) sce_text_add_byte(&carets, '~');
  }
  if (!marked) sce_text_add_byte(&carets, '^');
  sce_text_add_format(out, "%s\n      | %s%s%s\n", window.cut_after ? "…" : "", paint.caret, carets.bytes, paint.plain);
  sce_text_release(&carets);
}

/* FILE:LINE:COL: — or who speaks, when there is no place. */
static void print_place(SceText *out, SceSources *sources, SceSpan span, const char *otherwise) {
  if (span.source == SCE_NO_SOURCE) {
    sce_text_add_string(out, otherwise);
    return;
  }
  ScePlace place = sce_sources_place(sources, span.source, span.start);
  show_message(out, sources->list.at[span.source].name);
  sce_text_add_format(out, ":%u:%u: ", (unsigned)place.line, (unsigned)place.column);
}

void sce_diag_print(SceText *out, SceSources *sources, const SceDiag *diag, bool color) {
  static const char *const words[] = {"error", "finding", "warning"};
  Paint paint = choose_paint(diag->severity, color), note_paint = paint;
  if (color) note_paint.kind = note_paint.caret = "\x1b[1;36m";
  sce_text_add_string(out, paint.bold);
  print_place(out, sources, diag->span, "sce: ");
  sce_text_add_format(out, "%s%s[E%04d]:%s ", paint.kind, words[diag->severity], (int)diag->code, paint.plain);
  show_message(out, diag->message);
  sce_text_add_byte(out, '\n');
  if (diag->span.source != SCE_NO_SOURCE) print_line(out, sources, diag->span, paint);
  for (uint32_t i = 0; i < diag->notes.count; i++) {
    const SceDiagNote *note = &diag->notes.at[i];
    sce_text_add_string(out, paint.bold);
    print_place(out, sources, note->span, "");
    sce_text_add_format(out, "%snote:%s ", note_paint.kind, paint.plain);
    show_message(out, note->text);
    sce_text_add_byte(out, '\n');
    if (note->span.source != SCE_NO_SOURCE) print_line(out, sources, note->span, note_paint);
  }
  if (!diag->help) return;
  sce_text_add_format(out, "%shelp:%s ", note_paint.kind, paint.plain);
  show_message(out, diag->help);
  sce_text_add_byte(out, '\n');
}

/* ---- all of them ---- */

static void print_rest(SceText *out, uint32_t rest, const char *name) {
  if (!rest) return;
  sce_text_add_format(out, "… and %u more %s%s", (unsigned)rest, rest == 1 ? "finding" : "findings", name ? " in " : "");
  if (name) show_message(out, name);
  sce_text_add_byte(out, '\n');
}

void sce_diags_print(SceText *out, SceSources *sources, const SceDiags *diags, uint32_t most, bool color) {
  uint32_t source_count = sources->list.count;
  uint32_t *seen = sce_memory_zeroed((source_count + 1) * sizeof *seen);   /* the last counts findings without a place */
  for (uint32_t i = 0; i < diags->list.count; i++) {
    const SceDiag *diag = &diags->list.at[i];
    uint32_t source = diag->span.source < source_count ? diag->span.source : source_count;
    if (seen[source]++ < most) sce_diag_print(out, sources, diag, color);
  }
  for (uint32_t i = 0; i <= source_count; i++)
    print_rest(out, seen[i] > most ? seen[i] - most : 0, i < source_count ? sources->list.at[i].name : NULL);
  free(seen);
}
