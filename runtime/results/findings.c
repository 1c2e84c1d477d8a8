/* Findings as JSON and as workflow commands.
 *
 * All findings are written, however many there are. Text from files may hold any bytes; what leaves here is sound UTF-8 in sound JSON, or on one line.
 */
#include "findings.h"

#include "output.h"

typedef struct Cursor {
  SceFindingsCursor places;
  bool short_names;
} Cursor;

ScePlace sce_findings_place(SceFindingsCursor *cursor, SceSourceId source, uint32_t offset) {
  const SceSource *in = &cursor->sources->list.at[source];
  const char *target = in->text + (offset < in->length ? offset : in->length);
  uint32_t length;
  const char *line = sce_sources_line(cursor->sources, source, offset, &length);
  if (line != cursor->line || target < cursor->at) {
    cursor->line = cursor->at = line;
    cursor->place = sce_sources_place(cursor->sources, source, (uint32_t)(line - in->text));
  }
  for (; cursor->at < target; cursor->at++)
    if (((unsigned char)*cursor->at & 0xC0u) != 0x80u) cursor->place.column++;
  return cursor->place;
}

static void add_escaped(SceText *out, unsigned char byte) {
  static const char letters[] = "\bb\ff\nn\rr\tt\"\"\\\\";
  for (const char *pair = letters; *pair; pair += 2)
    if ((unsigned char)pair[0] == byte) {
      sce_text_add_byte(out, '\\');
      sce_text_add_byte(out, pair[1]);
      return;
    }
  sce_text_add_format(out, "\\u%04x", byte);
}

static void add_string(SceText *out, const char *string) {
  if (!string) {
    sce_text_add_string(out, "null");
    return;
  }
  const unsigned char *at = (const unsigned char *)string;
  size_t left = strlen(string);
  sce_text_add_byte(out, '"');
  while (left) {
    size_t length = sce_output_sequence((const char *)at, left);
    if (!length) sce_text_add_string(out, "\xEF\xBF\xBD");
    else if (*at < 0x20 || *at == '"' || *at == '\\' || *at == 0x7F) add_escaped(out, *at);
    else sce_text_add(out, (const char *)at, length);
    at += length ? length : 1;
    left -= length ? length : 1;
  }
  sce_text_add_byte(out, '"');
}

static void add_span(SceText *out, Cursor *cursor, SceSpan span) {
  sce_text_add_string(out, "\"file\": ");
  if (span.source == SCE_NO_SOURCE) {
    sce_text_add_string(out, "null, \"line\": null, \"column\": null, \"end_line\": null, \"end_column\": null");
    return;
  }
  const SceSource *source = &cursor->places.sources->list.at[span.source];
  add_string(out, cursor->short_names ? source->short_name : source->name);
  ScePlace start = sce_findings_place(&cursor->places, span.source, span.start);
  ScePlace end = sce_findings_place(&cursor->places, span.source, span.end);
  sce_text_add_format(out, ", \"line\": %u, \"column\": %u, \"end_line\": %u, \"end_column\": %u", (unsigned)start.line, (unsigned)start.column,
                      (unsigned)end.line, (unsigned)end.column);
}

static void add_finding(SceText *out, Cursor *cursor, const SceDiag *diag) {
  static const char *const words[] = {"error", "finding", "warning"};
  sce_text_add_format(out, "{\"code\": \"E%04d\", \"severity\": \"%s\", \"message\": ", (int)diag->code, words[diag->severity]);
  add_string(out, diag->message);
  sce_text_add_string(out, ", ");
  add_span(out, cursor, diag->span);
  sce_text_add_string(out, ", \"help\": ");
  add_string(out, diag->help);
  sce_text_add_string(out, ", \"related\": [");
  for (uint32_t i = 0; i < diag->notes.count; i++) {
    const SceDiagNote *note = &diag->notes.at[i];
    sce_text_add_string(out, i ? ", {\"message\": " : "{\"message\": ");
    add_string(out, note->text);
    sce_text_add_string(out, ", ");
    add_span(out, cursor, note->span);
    sce_text_add_byte(out, '}');
  }
  sce_text_add_string(out, "]}");
}

void sce_findings_write_json(SceText *out, SceSources *sources, const SceDiags *diags) {
  Cursor cursor = {.places = {.sources = sources}};
  for (uint32_t i = 0; i < diags->list.count; i++) {
    add_finding(out, &cursor, &diags->list.at[i]);
    sce_text_add_byte(out, '\n');
  }
}

void sce_findings_add_json_items(SceText *out, SceSources *sources, const SceDiags *diags, bool *first) {
  Cursor cursor = {.places = {.sources = sources}, .short_names = true};
  for (uint32_t i = 0; i < diags->list.count; i++) {
    sce_text_add_string(out, *first ? "\n   " : ",\n   ");
    add_finding(out, &cursor, &diags->list.at[i]);
    *first = false;
  }
}

void sce_findings_write_json_array(SceText *out, SceSources *sources, const SceDiags *diags) {
  bool first = true;
  sce_text_add_byte(out, '[');
  sce_findings_add_json_items(out, sources, diags, &first);
  sce_text_add_byte(out, ']');
}

/* --- GitHub ------------------------------------------------------------------------------------ */

/* What would end the command, or a property of it, is written in percent; what a terminal would obey is left out. */
static void add_github(SceText *out, const char *string, bool property) {
  for (size_t left = strlen(string); left;) {
    size_t length = sce_output_sequence(string, left);
    unsigned char byte = (unsigned char)*string;
    if (!length) sce_text_add_string(out, "\xEF\xBF\xBD");
    else if (byte == '%' || byte == '\r' || byte == '\n' || (property && (byte == ':' || byte == ','))) sce_text_add_format(out, "%%%02X", byte);
    else if (byte == '\t') sce_text_add_byte(out, ' ');
    else if (byte >= 0x20 && byte != 0x7F && (byte != 0xC2 || (unsigned char)string[1] >= 0xA0)) sce_text_add(out, string, length);
    string += length ? length : 1;
    left -= length ? length : 1;
  }
}

/* What has a name that no file has, "-" and "--set", gets no place. */
static void add_github_place(SceText *out, SceFindingsCursor *cursor, SceSpan span) {
  const char *name = span.source == SCE_NO_SOURCE ? "-" : cursor->sources->list.at[span.source].name;
  if (*name == '-') return;
  ScePlace start = sce_findings_place(cursor, span.source, span.start), end = sce_findings_place(cursor, span.source, span.end);
  sce_text_add_string(out, "file=");
  add_github(out, name, true);
  sce_text_add_format(out, ",line=%u,endLine=%u,col=%u,", (unsigned)start.line, (unsigned)end.line, (unsigned)start.column);
}

static void add_github_note(SceText *out, SceFindingsCursor *cursor, const SceDiagNote *note) {
  sce_text_add_string(out, "%0Anote: ");
  if (note->span.source != SCE_NO_SOURCE) {
    add_github(out, cursor->sources->list.at[note->span.source].name, false);
    sce_text_add_format(out, ":%u: ", (unsigned)sce_findings_place(cursor, note->span.source, note->span.start).line);
  }
  add_github(out, note->text, false);
}

void sce_findings_write_github(SceText *out, SceSources *sources, const SceDiags *diags) {
  static const char *const words[] = {[SCE_SEVERITY_ERROR] = "error", [SCE_SEVERITY_FINDING] = "warning", [SCE_SEVERITY_WARNING] = "notice"};
  SceFindingsCursor cursor = {.sources = sources};
  for (uint32_t i = 0; i < diags->list.count; i++) {
    const SceDiag *diag = &diags->list.at[i];
    sce_text_add_format(out, "::%s ", words[diag->severity]);
    add_github_place(out, &cursor, diag->span);
    sce_text_add_format(out, "title=E%04d::", (int)diag->code);
    add_github(out, diag->message, false);
    for (uint32_t k = 0; k < diag->notes.count; k++) add_github_note(out, &cursor, &diag->notes.at[k]);
    if (diag->help) sce_text_add_string(out, "%0Ahelp: "), add_github(out, diag->help, false);
    sce_text_add_byte(out, '\n');
  }
}

void sce_findings_add_github_trouble(SceText *out, const char *message) {
  sce_text_add_string(out, "::error title=sce::");
  add_github(out, message, false);
  sce_text_add_byte(out, '\n');
}
