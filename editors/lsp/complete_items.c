/* The candidates of completion, by where they come from. */
#include "complete.h"

#include "compile.h"


static const char *const math_names[] = {
#define SCE_MATH(name, rule, operation) #name,
#include "math.def"
#undef SCE_MATH
};

/* What a member is, beside its name: its unit, or what it refers to. */
static const char *detail_of(const LspAnalysis *analysis, const SceNameMember *m) {
  const SceProgram *program = analysis->session.program;
  if (m->type == SCE_NAME_BLOCK || m->type == SCE_NAME_REFERENCE) {
    uint32_t kind = m->of == SCE_NO_ITEM ? SCE_NO_ITEM : program->names->objects.at[m->of].kind;
    return kind == SCE_NO_ITEM ? "" : lsp_spell(analysis, program->ast.items.at[kind].name);
  }
  return m->unit == SCE_UNIT_INVALID || m->unit == SCE_UNIT_ONE ? "" : sce_unit_spelling(program->units, m->unit);
}

static int kind_of(const SceNameMember *m) { return m->type == SCE_NAME_BLOCK ? LSP_ITEM_STRUCT : m->type == SCE_NAME_REFERENCE ? LSP_ITEM_VARIABLE : LSP_ITEM_FIELD; }

/* 0 for what has the dimension that fits. */
static int rank_of(const LspComplete *c, const LspAnalysis *analysis, const SceNameMember *m, int rank) {
  if (c->dim == SCE_DIM_INVALID || analysis != c->analysis || m->type != SCE_NAME_NUMBER || m->unit == SCE_UNIT_INVALID) return rank;
  return sce_unit_dim(analysis->session.program->units, m->unit) == c->dim ? 0 : rank;
}

static void offer_object(LspComplete *c, const LspAnalysis *analysis, uint32_t object, int rank) {
  const SceNames *names = analysis->session.program->names;
  const SceNameObject *o = &names->objects.at[object];
  for (uint32_t i = o->first; i < o->first + o->count; i++)
    if (!names->members.at[i].refused) lsp_offer(c, lsp_spell(analysis, names->members.at[i].name), kind_of(&names->members.at[i]), detail_of(analysis, &names->members.at[i]), rank_of(c, analysis, &names->members.at[i], rank));
}

static void offer_items(LspComplete *c, const LspAnalysis *analysis, SceSourceId source, SceItemKind kind, int as, int rank) {
  const SceAst *ast = &analysis->session.program->ast;
  for (uint32_t f = 0; f < ast->files.count; f++)
    for (uint32_t i = ast->files.at[f].source == source ? ast->files.at[f].body : SCE_NO_ITEM; i != SCE_NO_ITEM; i = ast->items.at[i].next) {
      if (ast->items.at[i].kind != (uint8_t)kind || !ast->items.at[i].name) continue;
      SceText line = {0};
      lsp_item_line(analysis, i, &line);
      lsp_offer(c, lsp_spell(analysis, ast->items.at[i].name), as, line.bytes, rank);
      sce_text_release(&line);
    }
}

void lsp_offer_members(LspComplete *c, const LspAnalysis *analysis, uint32_t object) {
  offer_object(c, analysis, object, 1);
  const SceNameObject *o = &analysis->session.program->names->objects.at[object];
  if (o->source == SCE_NO_SOURCE) return;
  offer_items(c, analysis, o->source, SCE_ITEM_FUNCTION, LSP_ITEM_FUNCTION, 2);
  offer_items(c, analysis, o->source, SCE_ITEM_KIND, LSP_ITEM_CLASS, 3);
}

void lsp_offer_library(LspComplete *c, SceSpace space, int kind, int rank) {
  uint32_t count;
  const SceLibraryEntry *entries = sce_library_entries(&sce_library, space, &count);
  for (uint32_t i = 0; i < count; i++) lsp_offer(c, sce_library.names + entries[i].name, kind, sce_library.names + sce_library.files[entries[i].file].name, rank);
}

/* All files of the user: the document first, then its imports, whose names are seen as if they stood in it. */
static void offer_files(LspComplete *c, SceItemKind kind, int as, int rank) {
  for (SceSourceId source = 0; source < c->analysis->files.count; source++)
    if (c->analysis->files.at[source].path) offer_items(c, c->analysis, source, kind, as, rank);
}

static void offer_parameters(LspComplete *c) {
  const SceAst *ast = &c->analysis->session.program->ast;
  const SceAstFile *file = NULL;
  for (uint32_t f = 0; f < ast->files.count && !file; f++)
    if (ast->files.at[f].source == c->analysis->main) file = &ast->files.at[f];
  for (uint32_t i = file ? file->body : SCE_NO_ITEM; i != SCE_NO_ITEM; i = ast->items.at[i].next) {
    const SceItem *item = &ast->items.at[i];
    if (item->kind != SCE_ITEM_FUNCTION || c->word < item->start || c->word > item->end) continue;
    for (uint32_t p = sce_ast_more(ast, item)->body; p != SCE_NO_ITEM; p = ast->items.at[p].next)
      lsp_offer(c, lsp_spell(c->analysis, ast->items.at[p].name), LSP_ITEM_VARIABLE, "parameter", 1);
  }
}

static void offer_functions(LspComplete *c) {
  const SceBuiltins *builtins = &c->analysis->session.builtins;
  offer_files(c, SCE_ITEM_FUNCTION, LSP_ITEM_FUNCTION, 3);
  for (size_t i = 0; i < sizeof math_names / sizeof *math_names; i++) lsp_offer(c, math_names[i], LSP_ITEM_FUNCTION, "", 5);
  for (uint32_t i = 0; i < builtins->count; i++) lsp_offer(c, builtins->signatures[i].name, LSP_ITEM_FUNCTION, builtins->signatures[i].signature, 6);
  lsp_offer_library(c, SCE_SPACE_FUNCTION, LSP_ITEM_FUNCTION, 5);
}

void lsp_offer_scope(LspComplete *c) {
  const SceNames *names = c->analysis->session.program->names;
  bool scenario = !strcmp(c->head, "scenario") || !strcmp(c->head, "claim");
  offer_parameters(c);
  if (c->object < names->objects.count && !scenario) offer_object(c, c->analysis, c->object, 1);
  for (uint32_t i = 0; i < names->objects.count; i++)
    if (names->objects.at[i].source != SCE_NO_SOURCE && !names->objects.at[i].library) offer_object(c, c->analysis, i, 2);
  if (!strcmp(c->head, "claim") || c->last == SCE_TOKEN_LBRACKET || c->last == SCE_TOKEN_EQUAL)
    for (uint32_t i = 1; i < c->analysis->session.program->axes.at[0].count; i++)
      if (!strcmp(c->head, "claim") || c->last == SCE_TOKEN_LBRACKET) lsp_offer(c, lsp_spell(c->analysis, c->analysis->session.program->labels.at[c->analysis->session.program->axes.at[0].labels + i]), LSP_ITEM_EVENT, "scenario", 3);
  offer_functions(c);
  lsp_offer_library(c, SCE_SPACE_VALUE, LSP_ITEM_STRUCT, 7);
  lsp_offer(c, "none", LSP_ITEM_KEYWORD, "", 8);
  lsp_offer(c, "std", LSP_ITEM_MODULE, "the library", 8);
}

/* Every unit of the library with what its dimension is made of: a program that names them all, compiled once. */
static json_t *unit_signatures(LspComplete *c) {
  uint32_t count;
  const SceLibraryEntry *entries = sce_library_entries(&sce_library, SCE_SPACE_UNIT, &count);
  SceText text = {0}, signature = {0};
  if (c->server->unit_signatures) return c->server->unit_signatures;
  c->server->unit_signatures = json_object();
  for (uint32_t i = 0; i < count; i++) sce_text_add_format(&text, "_u%u = 1 %s\n", i, sce_library.names + entries[i].name);
  LspDocument none = {.path = (char *)"sce-std:units", .uri = (char *)""};
  LspAnalysis *analysis = lsp_analysis_new(c->server, &none, text.bytes ? text.bytes : "", (uint32_t)text.count, false);
  SceProgram *program = analysis->session.program;
  for (uint32_t i = 0; i < program->names->members.count; i++) {
    const SceNameMember *m = &program->names->members.at[i];
    const char *name = lsp_spell(analysis, m->name);
    if (strncmp(name, "_u", 2) || m->unit == SCE_UNIT_INVALID || (uint32_t)atoi(name + 2) >= count) continue;
    sce_text_clear(&signature);
    sce_text_add(&signature, "", 0);
    sce_dim_signature(&signature, program->dims, &program->intern, sce_unit_dim(program->units, m->unit));
    json_object_set_new(c->server->unit_signatures, sce_library.names + entries[atoi(name + 2)].name, lsp_text(&signature));
  }
  lsp_analysis_free(analysis);
  sce_text_release(&text);
  sce_text_release(&signature);
  return c->server->unit_signatures;
}

void lsp_offer_units(LspComplete *c) {
  uint32_t count;
  const SceLibraryEntry *entries = sce_library_entries(&sce_library, SCE_SPACE_UNIT, &count);
  json_t *signatures = unit_signatures(c);
  offer_files(c, SCE_ITEM_UNIT, LSP_ITEM_UNIT, 1);
  for (uint32_t i = 0; i < count; i++) {
    const char *name = sce_library.names + entries[i].name, *signature = json_string_value(json_object_get(signatures, name));
    bool fits = signature && c->signature.bytes && !c->in_unit && !strcmp(signature, c->signature.bytes);
    if (signature) lsp_offer(c, name, LSP_ITEM_UNIT, "unit", fits ? 0 : 2);       /* of the others the name stands only behind a prefix, or not at all */
  }
}

void lsp_offer_kinds(LspComplete *c) {
  offer_files(c, SCE_ITEM_KIND, LSP_ITEM_CLASS, 3);
  lsp_offer_library(c, SCE_SPACE_KIND, LSP_ITEM_CLASS, 4);
}

/* The paths that a scenario may replace start with a block or a field of the file. */
void lsp_offer_fields(LspComplete *c) {
  static const char *const claim[] = {"value", "says", "within", "under", "disputed", "holds"};
  const SceNames *names = c->analysis->session.program->names;
  if (!strcmp(c->head, "claim")) {
    for (size_t i = 0; i < sizeof claim / sizeof *claim; i++) lsp_offer(c, claim[i], LSP_ITEM_FIELD, "", 1);
    return;
  }
  if (!strcmp(c->head, "scenario")) {
    for (uint32_t i = 0; i < names->objects.count; i++)
      if (names->objects.at[i].source != SCE_NO_SOURCE && !names->objects.at[i].library) offer_object(c, c->analysis, i, 1);
    lsp_offer_library(c, SCE_SPACE_VALUE, LSP_ITEM_STRUCT, 5);
    return;
  }
  if (c->block != SCE_NO_ITEM && c->object < names->objects.count) {          /* what is not given yet first */
    const SceNameObject *o = &names->objects.at[c->object];
    for (uint32_t i = o->first; i < o->first + o->count; i++) {
      const SceNameMember *m = &names->members.at[i];
      if (m->type != SCE_NAME_EACH && !m->refused && (!m->given || o->ghost)) lsp_offer(c, lsp_spell(c->analysis, m->name), kind_of(m), detail_of(c->analysis, m), m->formula == SCE_NO_ITEM ? 0 : 1);
    }
  }
  lsp_offer_kinds(c);
  if (c->block == SCE_NO_ITEM)
    for (const char *const *word = (const char *const[]){"scenario", "claim", "kind", "fn", "unit", "dimension", "use", "extern", NULL}; *word; word++) lsp_offer(c, *word, LSP_ITEM_KEYWORD, "", 3);
  else if (!strcmp(c->head, "kind"))
    for (const char *const *word = (const char *const[]){"out", "each", NULL}; *word; word++) lsp_offer(c, *word, LSP_ITEM_KEYWORD, "", 3);
}

void lsp_offer_blocks(LspComplete *c) {
  const SceNames *names = c->analysis->session.program->names;
  for (uint32_t i = 0; i < names->members.count; i++) {
    const SceNameMember *m = &names->members.at[i];
    const SceNameObject *o = &names->objects.at[m->object];
    if (m->type == SCE_NAME_BLOCK && o->source != SCE_NO_SOURCE && !o->library) lsp_offer(c, lsp_spell(c->analysis, m->name), LSP_ITEM_STRUCT, detail_of(c->analysis, m), 1);
  }
  const SceProgram *program = c->analysis->session.program;
  for (uint32_t i = 1; i < program->axes.at[0].count; i++) lsp_offer(c, lsp_spell(c->analysis, program->labels.at[program->axes.at[0].labels + i]), LSP_ITEM_EVENT, "scenario", 2);
  lsp_offer_library(c, SCE_SPACE_VALUE, LSP_ITEM_STRUCT, 4);
  lsp_offer_kinds(c);
}

void lsp_offer_words(LspComplete *c) {
  static const struct { SceTokenKind kind; const char *word; } words[] = {
    {SCE_TOKEN_IF, "if"}, {SCE_TOKEN_THEN, "then"}, {SCE_TOKEN_ELSE, "else"}, {SCE_TOKEN_TO, "to"}, {SCE_TOKEN_AS, "as"}, {SCE_TOKEN_AND, "and"}, {SCE_TOKEN_OR, "or"},
    {SCE_TOKEN_NOT, "not"}, {SCE_TOKEN_OVER, "over"}, {SCE_TOKEN_BY, "by"}, {SCE_TOKEN_IN, "in"}, {SCE_TOKEN_FROM, "from"},
  };
  for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
    SceTokenKind kind = words[i].kind;
    if ((kind == SCE_TOKEN_THEN && c->ifs <= c->thens) || (kind == SCE_TOKEN_ELSE && c->thens <= c->elses)) continue;
    if (c->expected[SCE_TOKEN_KIND] && c->block != SCE_NO_ITEM) continue;        /* a block holds no bare expressions */
    if (c->expected[words[i].kind]) lsp_offer(c, words[i].word, LSP_ITEM_KEYWORD, "", 6);
  }
}
