/* What formulas come to: values of blocks, and the units that fields of kinds have without saying so.
 *
 * A page asks by expressions, one a line, that are compiled in a text of their own behind the user's. A kind is asked through a block of it that is made
 * up for the question, with a plain 1 wherever it needs something: its values mean nothing, but every formula gets its unit. What cannot be asked so stays unknown; findings
 * about the questions are nobody's business and are left to the caller to drop (they stand in no text of the user).
 */
#include "doc_internal.h"

#include "results/table.h"
#include "review/cell.h"

#include <math.h>

enum { MOST_DEPTH = 20 };

typedef struct Question {
  SceDocField *field;
  SceDoc *doc;                        /* whose only field it is; NULL */
  bool value;                         /* not the unit alone */
} Question;

typedef struct Asking {
  SceDocs *docs;
  SceText text;                       /* made-up blocks first, one a line, then the questions */
  SceText lines;
  uint32_t blocks;                    /* lines of the text */
  SCE_ARRAY(Question) questions;
  SCE_ARRAY(SceDocPage *) probed;     /* the n-th has the block sce_doc_probe_n */
} Asking;

static bool add_probe(Asking *asking, SceDocPage *kind, uint32_t depth, uint32_t *number);

/* What the fields of a kind need to be there. */
static bool add_probe_body(Asking *asking, const SceDocPage *kind, uint32_t depth, SceText *out) {
  SceDocs *docs = asking->docs;
  for (uint32_t i = 0; i < kind->doc.field_count; i++) {
    const SceDocField *field = &kind->doc.fields[i];
    SceDocPage *other = field->unit ? sce_docs_named(docs, SCE_DOC_KIND, field->unit, kind->item) : NULL;
    uint32_t number;
    if (field->sort == SCE_DOC_EACH && other) {
      sce_text_add_format(out, " %s sce_doc_member <", other->doc.name);
      if (depth == MOST_DEPTH || !add_probe_body(asking, other, depth + 1, out)) return false;
      sce_text_add_string(out, " >;");
    } else if (field->sort == SCE_DOC_EACH) {
      sce_text_add_string(out, " sce_doc_member = 1;");
    } else if (field->required && field->sort == SCE_DOC_REFERENCE) {
      if (!other || !add_probe(asking, other, depth + 1, &number)) return false;
      sce_text_add_format(out, " %s = sce_doc_probe_%u;", field->name, (unsigned)number);
    } else if (field->required) {
      sce_text_add_format(out, " %s = 1;", field->name);
    }
  }
  return true;
}

static bool add_probe(Asking *asking, SceDocPage *kind, uint32_t depth, uint32_t *number) {
  for (*number = 0; *number < asking->probed.count; (*number)++)
    if (asking->probed.at[*number] == kind) return true;
  if (depth > MOST_DEPTH) return false;
  sce_array_push(&asking->probed, kind);
  SceText body = {0};
  bool fine = add_probe_body(asking, kind, depth, &body);
  if (fine) {
    sce_text_add_format(&asking->text, "%s sce_doc_probe_%u <%s >\n", kind->doc.name, (unsigned)*number, body.count ? body.bytes : "");
    asking->blocks++;
  }
  sce_text_release(&body);
  return fine;
}

static void ask(Asking *asking, const char *path, const char *name, Question question) {
  sce_text_add_format(&asking->lines, "%s%s%s\n", path, *name ? "." : "", name);
  sce_array_push(&asking->questions, question);
}

static bool is_value(const SceDocField *field) { return !field->refused && field->sort != SCE_DOC_NESTED && field->sort != SCE_DOC_EACH && !strchr(field->name, '.'); }

static void ask_kind(Asking *asking, SceDocPage *kind, const char *only, SceDocField *into, SceDoc *doc) {
  uint32_t number;
  if (!add_probe(asking, kind, 0, &number)) return;
  SceText path = {0};
  sce_text_add_format(&path, "sce_doc_probe_%u", (unsigned)number);
  for (uint32_t i = 0; i < kind->doc.field_count; i++) {
    SceDocField *field = &kind->doc.fields[i];
    if (field->shown_unit || !is_value(field) || field->sort == SCE_DOC_REFERENCE || (only && strcmp(only, field->name))) continue;
    ask(asking, path.bytes, field->name, (Question){into ? into : field, doc, false});
  }
  sce_text_release(&path);
}

static void ask_page(Asking *asking, SceDoc *doc) {
  SceDocs *docs = asking->docs;
  SceDocPage *page = (SceDocPage *)doc;
  if (doc->sort == SCE_DOC_KIND) ask_kind(asking, page, NULL, NULL, NULL);
  for (uint32_t i = 0; i < doc->field_count && doc->sort == SCE_DOC_BLOCK; i++)
    if (is_value(&doc->fields[i])) ask(asking, doc->name, doc->fields[i].name, (Question){&doc->fields[i], NULL, true});
  if (doc->sort != SCE_DOC_FIELD || !doc->field_count) return;
  SceDoc *owner[1];
  SceDocField *field = doc->fields;
  const char *kind = doc->kind && sce_docs_find(docs, doc->kind, owner, 1) && owner[0]->sort == SCE_DOC_KIND ? doc->kind : NULL;
  if (kind && !field->shown_unit && is_value(field)) ask_kind(asking, (SceDocPage *)owner[0], field->name, field, doc);
  if (!kind && is_value(field)) ask(asking, doc->name, "", (Question){field, doc, true});
}

/* ---- answers ---- */

static void answer(Asking *asking, SceSession *session, SceTable *table, const SceResult *result, Question *question) {
  SceDocs *docs = asking->docs;
  SceDocField *field = question->field;
  SceText cell = {0};
  if (question->value) {
    sce_cell_add(table, result, 0, &cell);
    field->value = sce_docs_take(docs, &cell);
    if (!(result->flags & (SCE_RESULT_REFERENCE | SCE_RESULT_NONE | SCE_RESULT_TRUTH)) && sce_table_lines(table, result) == 1 && !sce_table_is_sampled(table, result))
      field->number = sce_table_value(table, result, sce_table_point(table, sce_table_set(table, result), 0, 0));
  }
  if (result->flags & SCE_RESULT_TRUTH) {
    field->dimension = "true or false";
    if (question->doc) question->doc->dimension = field->dimension;
  }
  if (result->flags & (SCE_RESULT_REFERENCE | SCE_RESULT_NONE | SCE_RESULT_TRUTH)) return;
  if (!field->shown_unit) field->shown_unit = sce_docs_copy_string(docs, sce_unit_spelling(session->program->units, result->unit));
  if (!field->dimension) field->dimension = sce_docs_dimension(docs, field->shown_unit);
  if (question->doc && !question->doc->dimension) question->doc->dimension = field->dimension;
}

static void read_answers(Asking *asking, SceSession *session, SceSourceId source) {
  const SceProgram *program = session->program;
  const uint32_t base = 0;
  SceTable table;
  sce_table_init(&table, program, session->run, &(SceResultOptions){.scenarios = &base, .scenario_count = 1});
  for (uint32_t i = 0; i < program->results.count; i++) {
    const SceResult *result = &program->results.at[i];
    if (!(result->flags & SCE_RESULT_EXPRESSION) || result->op == SCE_NO_OP || sce_ast_item_source(&program->ast, result->item) != source) continue;
    uint32_t line = sce_sources_place(&session->sources, source, program->ast.items.at[result->item].start).line;
    if (line > asking->blocks && line - asking->blocks <= asking->questions.count) answer(asking, session, &table, result, &asking->questions.at[line - asking->blocks - 1]);
  }
  sce_table_release(&table);
}

void sce_docs_evaluate(SceDocs *docs, SceDoc *const *pages, uint32_t count, SceSession *session) {
  Asking asking = {.docs = docs};
  SCE_ARRAY(SceSourceId) texts = {0};
  for (uint32_t i = 0; i < count; i++) ask_page(&asking, pages[i]);
  sce_text_add(&asking.text, asking.lines.count ? asking.lines.bytes : "\n", asking.lines.count ? asking.lines.count : 1);
  for (uint32_t i = 0; i < docs->texts.count; i++)
    if (docs->texts.at[i].main) sce_array_push(&texts, docs->texts.at[i].session);
  SceSourceId source = sce_sources_add(&session->sources, SCE_DOC_QUESTIONS, SCE_DOC_QUESTIONS, asking.text.bytes, (uint32_t)asking.text.count, true);
  sce_array_push(&texts, source);
  SceSessionRequest request = {.texts = texts.at, .text_count = texts.count, .shown = texts.count - 1};
  sce_session_evaluate(session, &request);
  read_answers(&asking, session, source);
  for (uint32_t i = 0; i < count; i++) sce_docs_run_example(docs, (SceDocPage *)pages[i], session);
  sce_text_release(&asking.lines);
  sce_array_release(&asking.questions);
  sce_array_release(&asking.probed);
  sce_array_release(&texts);
}
