/* SARIF. Rules are the codes that were found, with the pages that `sce explain` shows as their help; places are in Unicode code points, as everywhere.
 */
#include "sarif.h"

#include "findings.h"
#include "output.h"

#include <ctype.h>
#include <stdio.h>

extern const char sce_error_pages[];
extern const unsigned sce_error_pages_length;

/* A page reaches to the next one. */
const char *sce_error_page(int code, size_t *length) {
  char head[32];
  snprintf(head, sizeof head, "\n## E%04d", code);
  const char *page = strstr(sce_error_pages, head);
  if (!page || isdigit((unsigned char)page[strlen(head)])) return NULL;
  page += 4;
  const char *end = strstr(page, "\n## ");
  if (!end) end = sce_error_pages + sce_error_pages_length;
  while (end > page && end[-1] == '\n') end--;
  *length = (size_t)(end - page);
  return page;
}

void sce_sarif_release(SceSarif *sarif) {
  sce_text_release(&sarif->results);
  sce_text_release(&sarif->notifications);
  sce_array_release(&sarif->rules);
}

static void add_json(SceText *out, const char *bytes, size_t count) {
  SceOutput json;
  sce_output_init_text(&json, out);
  sce_output_add_json(&json, bytes, count);
  sce_output_finish(&json);
}

static void add_message(SceText *out, const char *text) {
  sce_text_add_string(out, "\"message\": {\"text\": ");
  add_json(out, text, strlen(text));
  sce_text_add_byte(out, '}');
}

/* --- places ------------------------------------------------------------------------------------ */

/* A name as a reference: what is not plain is in percent, and an absolute path has its scheme. */
static void add_uri(SceText *out, const char *name) {
  while (name[0] == '.' && name[1] == '/') name += 2 + strspn(name + 2, "/");
  sce_text_add_string(out, *name == '/' ? "\"file://" : "\"");
  for (; *name; name++) {
    unsigned char byte = (unsigned char)*name;
    bool plain = (byte >= '0' && byte <= '9') || ((byte | 32) >= 'a' && (byte | 32) <= 'z') || strchr("-._~/", byte);
    if (plain) sce_text_add_byte(out, (char)byte);
    else sce_text_add_format(out, "%%%02X", byte);
  }
  sce_text_add_byte(out, '"');
}

static void add_place(SceText *out, SceFindingsCursor *cursor, SceSpan span) {
  ScePlace start = sce_findings_place(cursor, span.source, span.start), end = sce_findings_place(cursor, span.source, span.end);
  sce_text_add_string(out, "\"physicalLocation\": {\"artifactLocation\": {\"uri\": ");
  add_uri(out, cursor->sources->list.at[span.source].name);
  sce_text_add_format(out, "}, \"region\": {\"startLine\": %u, \"startColumn\": %u, \"endLine\": %u, \"endColumn\": %u}}", (unsigned)start.line, (unsigned)start.column,
                      (unsigned)end.line, (unsigned)end.column);
}

/* --- results ----------------------------------------------------------------------------------- */

static uint32_t find_rule(SceSarif *sarif, SceCode code) {
  uint32_t index = 0;
  while (index < sarif->rules.count && sarif->rules.at[index] != code) index++;
  if (index == sarif->rules.count) sce_array_push(&sarif->rules, code);
  return index;
}

static const char *level_of(SceSeverity severity) { return severity == SCE_SEVERITY_ERROR ? "error" : severity == SCE_SEVERITY_FINDING ? "warning" : "note"; }

static bool has_place(const SceDiagNote *note) { return note->span.source != SCE_NO_SOURCE; }

/* Notes that point at something; the others are part of the message, since whoever shows these wants a place for each. */
static void add_related(SceText *out, SceFindingsCursor *cursor, const SceDiag *diag) {
  bool any = false;
  for (uint32_t i = 0; i < diag->notes.count; i++) {
    if (!has_place(&diag->notes.at[i])) continue;
    sce_text_add_string(out, any ? ", {" : ", \"relatedLocations\": [{");
    add_message(out, diag->notes.at[i].text);
    sce_text_add_string(out, ", ");
    add_place(out, cursor, diag->notes.at[i].span);
    sce_text_add_byte(out, '}');
    any = true;
  }
  if (any) sce_text_add_byte(out, ']');
}

static void add_whole_message(SceText *out, const SceDiag *diag) {
  SceText text = {0};
  sce_text_add_string(&text, diag->message);
  for (uint32_t i = 0; i < diag->notes.count; i++)
    if (!has_place(&diag->notes.at[i])) sce_text_add_format(&text, "\nnote: %s", diag->notes.at[i].text);
  if (diag->help) sce_text_add_format(&text, "\nhelp: %s", diag->help);
  add_message(out, text.bytes);
  sce_text_release(&text);
}

static void add_result(SceSarif *sarif, SceFindingsCursor *cursor, const SceDiag *diag) {
  SceText *out = &sarif->results;
  sce_text_add_format(out, "%s\n    {\"ruleId\": \"E%04d\", \"ruleIndex\": %u, \"level\": \"%s\", ", out->count ? "," : "", (int)diag->code, (unsigned)find_rule(sarif, diag->code),
                      level_of(diag->severity));
  add_whole_message(out, diag);
  sce_text_add_string(out, ", \"locations\": [{");
  add_place(out, cursor, diag->span);
  sce_text_add_string(out, "}]");
  add_related(out, cursor, diag);
  sce_text_add_byte(out, '}');
}

/* What has no place is about the command and not about a text: a file that is missing, for one. */
static void start_notification(SceSarif *sarif, SceSeverity severity) {
  sarif->failed |= severity == SCE_SEVERITY_ERROR;
  sce_text_add_format(&sarif->notifications, "%s\n     {\"level\": \"%s\", ", sarif->notifications.count ? "," : "", level_of(severity));
}

void sce_sarif_add(SceSarif *sarif, SceSources *sources, const SceDiags *diags) {
  SceFindingsCursor cursor = {.sources = sources};
  for (uint32_t i = 0; i < diags->list.count; i++) {
    const SceDiag *diag = &diags->list.at[i];
    if (diag->span.source != SCE_NO_SOURCE) {
      add_result(sarif, &cursor, diag);
      continue;
    }
    start_notification(sarif, diag->severity);
    add_whole_message(&sarif->notifications, diag);
    sce_text_add_format(&sarif->notifications, ", \"associatedRule\": {\"id\": \"E%04d\", \"index\": %u}}", (int)diag->code, (unsigned)find_rule(sarif, diag->code));
  }
}

void sce_sarif_add_trouble(SceSarif *sarif, const char *message) {
  start_notification(sarif, SCE_SEVERITY_ERROR);
  add_message(&sarif->notifications, message);
  sce_text_add_byte(&sarif->notifications, '}');
}

/* --- the document ------------------------------------------------------------------------------ */

static void add_rule(SceText *out, SceCode code, bool first) {
  const char *title = sce_code_title(code);
  size_t length = 0;
  const char *page = sce_error_page((int)code, &length), *body = page ? memchr(page, '\n', length) : NULL;
  sce_text_add_format(out, "%s\n      {\"id\": \"E%04d\", \"shortDescription\": {\"text\": ", first ? "" : ",", (int)code);
  add_json(out, title, strlen(title));
  sce_text_add_format(out, "}, \"defaultConfiguration\": {\"level\": \"%s\"}", level_of(sce_code_severity(code)));
  if (body) {
    while (body < page + length && *body == '\n') body++;
    size_t count = (size_t)(page + length - body);
    sce_text_add_string(out, ", \"help\": {\"text\": ");
    add_json(out, body, count);
    sce_text_add_string(out, ", \"markdown\": ");
    add_json(out, body, count);
    sce_text_add_byte(out, '}');
  }
  sce_text_add_byte(out, '}');
}

void sce_sarif_write(const SceSarif *sarif, SceText *out) {
  sce_text_add_string(out, "{\"$schema\": \"https://json.schemastore.org/sarif-2.1.0.json\", \"version\": \"2.1.0\",\n \"runs\": [{\n"
                           "   \"tool\": {\"driver\": {\"name\": \"sce\", \"rules\": [");
  for (uint32_t i = 0; i < sarif->rules.count; i++) add_rule(out, sarif->rules.at[i], i == 0);
  sce_text_add_format(out, "]}},\n   \"columnKind\": \"unicodeCodePoints\",\n   \"invocations\": [{\"executionSuccessful\": %s, \"toolExecutionNotifications\": [%s]}],\n   \"results\": [",
                      sarif->failed ? "false" : "true", sarif->notifications.count ? sarif->notifications.bytes : "");
  sce_text_add(out, sarif->results.count ? sarif->results.bytes : "", sarif->results.count);
  sce_text_add_string(out, "]}]}\n");
}
