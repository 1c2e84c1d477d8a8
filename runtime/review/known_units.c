/* The library has units for those who name them: so a small program names them, a field each, and is asked what they are.
 */
#include "known_units.h"

#include "match.h"
#include "texts.h"

enum { LONGEST = 1000 };

/* Whether a text can stand behind a colon without becoming anything else than a unit. */
static bool is_harmless(const char *text) {
  size_t length = strlen(text);
  for (size_t i = 0; i < length; i++) {
    unsigned char c = (unsigned char)text[i];
    bool word = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c >= 0x80;
    if (!word && !strchr("*/^()-.% ", c)) return false;
  }
  return length > 0 && length <= LONGEST;
}

/* The lines that define units, as they stand in the files of a program. */
static void add_definitions(const SceProgram *program, SceText *out) {
  for (uint32_t i = 0; i < program->ast.items.count; i++) {
    const SceItem *item = &program->ast.items.at[i];
    if (item->kind != SCE_ITEM_UNIT && item->kind != SCE_ITEM_DIMENSION) continue;
    const SceSource *source = &program->sources->list.at[sce_ast_item_source(&program->ast, i)];
    if (source->library || item->end > source->length || item->start > item->end) continue;
    sce_text_add(out, source->text + item->start, item->end - item->start);
    sce_text_add_byte(out, '\n');
  }
}

void sce_known_units_make(SceSession *fresh, const SceProgram *defined, const SceUnitTexts *texts) {
  SceText program = {0};
  sce_text_add(&program, "", 0);
  if (defined) add_definitions(defined, &program);
  for (uint32_t i = 0; i < texts->count; i++)
    if (is_harmless(texts->at[i])) sce_text_add_format(&program, "x%u : %s = 0\n", (unsigned)i, texts->at[i]);
  SceSourceId source = sce_sources_add(&fresh->sources, "units", "units", program.bytes, (uint32_t)program.count, true);
  sce_session_compile(fresh, &(SceSessionRequest){.texts = &source, .text_count = 1, .shown = SCE_ALL_TEXTS});
  sce_diags_release(&fresh->diags);
  sce_diags_init(&fresh->diags);
}

static bool is_own(SceSession *session, const char *text) { return !strcmp(text, "1") || sce_unit_quietly(session, text) != SCE_UNIT_INVALID; }

void sce_known_units_init(SceKnownUnits *known, SceSession *session, const SceUnitTexts *texts) {
  SceUnitTexts others = {0};
  *known = (SceKnownUnits){.session = session};
  sce_session_init(&known->rest);
  for (uint32_t i = 0; i < texts->count; i++)
    if (!is_own(session, texts->at[i])) sce_array_push(&others, texts->at[i]);
  if (others.count) sce_known_units_make(&known->rest, session->program, &others);
  sce_array_release(&others);
}

void sce_known_units_release(SceKnownUnits *known) { sce_session_release(&known->rest); }

SceUnit sce_known_units_own(SceKnownUnits *known, const char *text) { return strcmp(text, "1") ? sce_unit_quietly(known->session, text) : SCE_UNIT_ONE; }

SceKnownUnit sce_known_units_find(SceKnownUnits *known, const char *text) {
  SceUnit unit = sce_known_units_own(known, text);
  if (unit != SCE_UNIT_INVALID) return (SceKnownUnit){known->session->program, unit};
  unit = sce_unit_quietly(&known->rest, text);
  return (SceKnownUnit){unit == SCE_UNIT_INVALID ? NULL : known->rest.program, unit};
}

bool sce_known_units_match(SceKnownUnits *known, const char *from, const char *to, SceScale *scale) {
  *scale = SCE_SCALE_ONE;
  if (!strcmp(from, to)) return true;
  SceKnownUnit x = sce_known_units_find(known, from), y = sce_known_units_find(known, to);
  return x.program && y.program && sce_match_units(x.program, x.unit, y.program, y.unit, scale);
}
