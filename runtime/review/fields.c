/* Where fields come from, told in the words of the files: the program knows operations and items, a review needs names, lines, formulas and sources.
 *
 * The formula of a field is what its operation is computed from without passing through another field's.
 */
#include "fields.h"

#include "results/table.h"

/* A new walk; the program may have got operations since the last one. */
static void start_walk(SceFields *fields) {
  if (fields->room < fields->program->ops.count || !fields->seen) {
    free(fields->seen);
    fields->room = 2 * fields->program->ops.count;
    fields->seen = sce_memory_zeroed(((size_t)fields->room + 1) * sizeof *fields->seen);
    fields->walk = 0;
  }
  fields->walk++;
}

void sce_fields_init(SceFields *fields, const SceSession *session) {
  SceProgram *program = session->program;
  *fields = (SceFields){.session = session, .program = program};
  fields->results = sce_memory_zeroed(((size_t)program->ops.count + 1) * sizeof *fields->results);
  start_walk(fields);
  for (uint32_t i = program->results.count; i-- > 0;)
    if (program->results.at[i].op < program->ops.count && !(program->results.at[i].flags & SCE_RESULT_EXPRESSION)) fields->results[program->results.at[i].op] = i + 1;
}

void sce_fields_release(SceFields *fields) {
  free(fields->results);
  free(fields->seen);
  sce_array_release(&fields->open);
}

/* ---- what a field rests on ---- */

/* Depth first, so that fields are met in the order in which formulas read them. */
static void walk(SceFields *fields, uint32_t from, bool through, SceOpList *out) {
  const SceProgram *program = fields->program;
  SceOpList *open = &fields->open;
  start_walk(fields);
  open->count = 0;
  fields->seen[from] = fields->walk;
  sce_array_push(open, from);
  while (open->count) {
    uint32_t op = sce_array_pop(open);
    if ((through || op != from) && sce_program_field(program, op)) {
      sce_array_push(out, op);
      if (!through) continue;
    }
    SceNeeds needs = sce_op_needs(program, op);
    for (uint32_t i = needs.count; i-- > 0;) {
      uint32_t need = sce_need(program, &needs, i);
      if (need >= program->ops.count || fields->seen[need] == fields->walk) continue;
      if (through || !sce_program_field(program, need)) fields->seen[need] = fields->walk;
      sce_array_push(open, need);
    }
  }
}

/* The first of each. */
static void keep_first(SceFields *fields, uint32_t from, SceOpList *list, uint32_t start) {
  uint32_t kept = start;
  start_walk(fields);
  fields->seen[from] = fields->walk;
  for (uint32_t i = start; i < list->count; i++) {
    uint32_t op = list->at[i];
    if (fields->seen[op] == fields->walk) continue;
    fields->seen[op] = fields->walk;
    list->at[kept++] = op;
  }
  list->count = kept;
}

void sce_fields_uses(SceFields *fields, uint32_t op, SceOpList *out) {
  uint32_t start = out->count;
  if (op >= fields->program->ops.count) return;
  walk(fields, op, false, out);
  keep_first(fields, op, out, start);
}

void sce_fields_inner(SceFields *fields, uint32_t op, SceOpList *out) {
  const SceProgram *program = fields->program;
  if (op >= program->ops.count) return;
  SceOpList *open = &fields->open;
  start_walk(fields);
  open->count = 0;
  fields->seen[op] = fields->walk;
  sce_array_push(open, op);
  while (open->count) {
    uint32_t at = sce_array_pop(open);
    sce_array_push(out, at);
    SceNeeds needs = sce_op_needs(program, at);
    for (uint32_t i = needs.count; i-- > 0;) {
      uint32_t need = sce_need(program, &needs, i);
      if (need >= program->ops.count || fields->seen[need] == fields->walk || sce_program_field(program, need)) continue;
      fields->seen[need] = fields->walk;
      sce_array_push(open, need);
    }
  }
}

void sce_fields_reach(SceFields *fields, uint32_t op, SceOpList *out) {
  if (op < fields->program->ops.count) walk(fields, op, true, out);
}

/* ---- how it is shown ---- */

static const SceItem *item_at(const SceFields *fields, uint32_t item) { return item == SCE_NO_ITEM ? NULL : &fields->program->ast.items.at[item]; }

/* One literal in the unit that the value has, or numbers that are all spelled with %: as the compiler decides it for results. */
static uint8_t spelled_flags(SceFields *fields, const SceField *field) {
  const SceItem *item = item_at(fields, field->item);
  if (!item || field->columns || sce_expr_is_empty(item->expr)) return 0;
  const SceNode *first = &fields->program->ast.nodes.at[item->expr.first], *last = &fields->program->ast.nodes.at[item->expr.last];
  if (first->kind != SCE_NODE_NUMBER) return 0;
  bool percent = first->flags & SCE_NODE_PERCENT;
  if (first == last) return !percent || field->unit == SCE_UNIT_ONE ? SCE_RESULT_LITERAL : 0;
  if (last != first + 1 || last->kind != SCE_NODE_UNIT) return 0;
  const char *unit = sce_intern_spelling(&fields->program->intern, last->a);
  return !strcmp(unit, sce_unit_spelling(fields->program->units, field->unit)) ? SCE_RESULT_LITERAL : 0;
}

/* Of a literal that is spelled with %: other numbers in its place are too. */
static bool is_percent(SceFields *fields, const SceResult *result) {
  const SceItem *item = item_at(fields, result->item);
  bool literal = result->flags & SCE_RESULT_LITERAL && item && !sce_expr_is_empty(item->expr);
  return literal && result->unit == SCE_UNIT_ONE && fields->program->ast.nodes.at[item->expr.first].flags & SCE_NODE_PERCENT;
}

SceResult sce_fields_result(SceFields *fields, const SceField *field) {
  uint32_t known = fields->results[field->op];
  SceResult result = {.name = field->path, .op = field->op, .unit = field->unit, .item = field->item, .role = field->role};
  const SceItem *item = item_at(fields, field->item);
  if (known) {
    result = fields->program->results.at[known - 1];
  } else {
    result.flags = spelled_flags(fields, field);
    if (field->truth) result.flags |= SCE_RESULT_TRUTH;
    if (item && item->unit) result.flags |= SCE_RESULT_UNIT_FIXED;
  }
  if (is_percent(fields, &result)) result.flags |= SCE_RESULT_PERCENT;
  return result;
}

/* ---- names ---- */

static bool is_library_source(const SceFields *fields, SceSourceId source) { return source != SCE_NO_SOURCE && fields->session->sources.list.at[source].library; }

bool sce_fields_is_library(const SceFields *fields, uint32_t item) { return item != SCE_NO_ITEM && is_library_source(fields, sce_ast_item_source(&fields->program->ast, item)); }

/* Whether the main file defines the first name of a path. */
static bool is_hidden(const SceFields *fields, const char *path) {
  const SceAst *ast = &fields->program->ast;
  size_t length = strcspn(path, ".");
  for (uint32_t f = 0; f < ast->files.count; f++) {
    if (is_library_source(fields, ast->files.at[f].source)) continue;
    for (uint32_t i = ast->files.at[f].body; i != SCE_NO_ITEM; i = ast->items.at[i].next) {
      const SceItem *item = &ast->items.at[i];
      if (item->kind != SCE_ITEM_FIELD && item->kind != SCE_ITEM_BLOCK) continue;
      SceName name = item->name ? item->name : sce_ast_more(ast, item)->block_kind;
      const char *spelling = sce_intern_spelling(&fields->program->intern, name);
      if (item->kind == SCE_ITEM_FIELD && item->more && !sce_expr_is_empty(sce_ast_more(ast, item)->left)) continue;   /* a replacement */
      if (!strncmp(spelling, path, length) && !spelling[length]) return true;
    }
  }
  return false;
}

/* The name behind `as` that the main file has for an import. */
static const char *find_alias(const SceFields *fields, SceSourceId file) {
  const SceSession *session = fields->session;
  const SceAst *ast = &fields->program->ast;
  for (uint32_t k = 0; k < session->imports.count; k++) {
    if (session->imports.at[k].to != file) continue;
    for (uint32_t i = 0; i < ast->items.count; i++) {
      const SceItemMore *more = sce_ast_more(ast, &ast->items.at[i]);
      if (ast->items.at[i].kind != SCE_ITEM_USE || !more->alias || sce_ast_item_source(ast, i) != session->imports.at[k].from) continue;
      const char *path = session->sources.list.at[session->imports.at[k].from].text + more->string_at;
      if (strlen(session->imports.at[k].path) == more->string_length && !memcmp(path, session->imports.at[k].path, more->string_length)) return sce_intern_spelling(&fields->program->intern, more->alias);
    }
  }
  return NULL;
}

void sce_fields_add_path(const SceFields *fields, const SceField *field, SceText *out) {
  const char *path = sce_intern_spelling(&fields->program->intern, field->path);
  bool library = is_library_source(fields, field->file);
  const char *alias = library || field->file == SCE_NO_SOURCE || field->file == fields->session->main ? NULL : find_alias(fields, field->file);
  if (library && is_hidden(fields, path)) sce_text_add_string(out, "std.");
  if (alias) sce_text_add_format(out, "%s.", alias);
  sce_text_add_string(out, path);
}

/* ---- places, formulas, sources ---- */

void sce_fields_add_place(const SceFields *fields, uint32_t item, SceText *out) {
  if (item == SCE_NO_ITEM) return;
  SceSourceId source = sce_ast_item_source(&fields->program->ast, item);
  const SceSource *from = &fields->session->sources.list.at[source];
  unsigned line = sce_sources_place(fields->program->sources, source, fields->program->ast.items.at[item].start).line;
  if (!from->library) {
    sce_text_add_format(out, "%s:%u", from->short_name, line);
    return;
  }
  const char *slash = strrchr(from->short_name, '/'), *name = slash ? slash + 1 : from->short_name, *dot = strrchr(name, '.');
  sce_text_add_format(out, "std: %.*s:%u", (int)(dot ? dot - name : (ptrdiff_t)strlen(name)), name, line);
}

void sce_fields_add_short(SceText *out, const char *bytes, size_t count, uint32_t most) {
  SceText line = {0};
  sce_table_add_line(&line, bytes, count);
  size_t keep = line.count;
  if (most && sce_table_width(line.bytes ? line.bytes : "", line.count) > most) {
    uint32_t width = 0;
    for (keep = 0; keep < line.count; keep++) {
      bool starts = ((unsigned char)line.bytes[keep] & 0xC0) != 0x80;
      if (starts && width + 1 == most) break;
      width += starts;
    }
    while (keep && line.bytes[keep - 1] == ' ') keep--;
  }
  if (keep) sce_text_add(out, line.bytes, keep);
  if (keep < line.count) sce_text_add_string(out, "…");
  sce_text_release(&line);
}

/* The comments inside a formula are no part of it. */
static void add_code(SceText *out, const char *text, size_t count) {
  bool comment = false, string = false;
  for (size_t i = 0; i < count; i++) {
    if (text[i] == '"' && !comment) string = !string;
    if (text[i] == '#' && !string) comment = true;
    if (text[i] == '\n') comment = false;
    if (!comment) sce_text_add_byte(out, text[i]);
  }
}

void sce_fields_add_formula(const SceFields *fields, uint32_t item, uint32_t most, SceText *out) {
  const SceItem *at = item_at(fields, item);
  if (!at || sce_expr_is_empty(at->expr)) return;
  SceSpan span = sce_ast_span(&fields->program->ast, fields->program->sources, at->expr.last);
  SceText code = {0};
  add_code(&code, fields->session->sources.list.at[span.source].text + span.start, span.end - span.start);
  sce_fields_add_short(out, code.bytes ? code.bytes : "", code.count, most);
  sce_text_release(&code);
}

/* Whether a path starts here that names an axis, behind `over`. */
static bool is_axis_path(const SceAst *ast, uint32_t node) {
  do node++;
  while (node < ast->nodes.count && ast->nodes.at[node].kind == SCE_NODE_MEMBER);
  return node < ast->nodes.count && ast->nodes.at[node].kind == SCE_NODE_OVER;
}

bool sce_fields_is_given(const SceFields *fields, uint32_t item) {
  const SceItem *at = item_at(fields, item);
  if (!at || sce_expr_is_empty(at->expr)) return false;
  for (uint32_t n = at->expr.first; n <= at->expr.last; n++) {
    const SceNode *node = &fields->program->ast.nodes.at[n];
    if (node->kind == SCE_NODE_NAME && !(node->flags & SCE_NODE_CALLEE) && !is_axis_path(&fields->program->ast, n)) return false;
  }
  return true;
}

static const char *own_source(const SceFields *fields, uint32_t item, uint32_t *length) {
  const SceItemMore *more = sce_ast_more(&fields->program->ast, &fields->program->ast.items.at[item]);
  *length = more->source_length;
  return more->source_length ? fields->session->sources.list.at[sce_ast_item_source(&fields->program->ast, item)].text + more->source_at : NULL;
}

const char *sce_fields_source(const SceFields *fields, uint32_t item, uint32_t *length) {
  *length = 0;
  if (item == SCE_NO_ITEM) return NULL;
  const SceAst *ast = &fields->program->ast;
  const char *best = own_source(fields, item, length);
  if (best || !sce_fields_is_given(fields, item)) return best;
  uint32_t start = ast->items.at[item].start, end = ast->items.at[item].end, at = SCE_NO_ITEM;
  SceSourceId source = sce_ast_item_source(ast, item);
  for (uint32_t f = 0; f < ast->files.count; f++) {                           /* the library's files are parsed a definition at a time */
    for (uint32_t i = ast->files.at[f].source == source ? ast->files.at[f].body : SCE_NO_ITEM; i != SCE_NO_ITEM; i = ast->items.at[i].next)
      if (ast->items.at[i].start <= start && ast->items.at[i].end >= end) at = i;
  }
  while (at != SCE_NO_ITEM && at != item) {                                   /* inwards: the nearest one holds */
    const SceItem *around = &ast->items.at[at];
    uint32_t found, inner = SCE_NO_ITEM;
    const char *text = around->kind == SCE_ITEM_BLOCK ? own_source(fields, at, &found) : NULL;
    if (text) best = text, *length = found;
    bool holds = around->kind == SCE_ITEM_BLOCK || around->kind == SCE_ITEM_KIND;
    for (uint32_t i = holds ? sce_ast_more(ast, around)->body : SCE_NO_ITEM; i != SCE_NO_ITEM; i = ast->items.at[i].next)
      if (ast->items.at[i].start <= start && ast->items.at[i].end >= end) inner = i;
    at = inner;
  }
  return best;
}

/* ---- what scenarios replace ---- */

static bool is_path_of(const SceFields *fields, const SceItem *item, const char *path) {
  const SceAst *ast = &fields->program->ast;
  SceExpr left = item->more ? sce_ast_more(ast, item)->left : SCE_NO_EXPR;
  if (sce_expr_is_empty(left)) return !strcmp(sce_intern_spelling(&fields->program->intern, item->name), path);
  SceSpan span = sce_ast_span(ast, fields->program->sources, left.last);
  return strlen(path) == span.end - span.start && !memcmp(fields->session->sources.list.at[span.source].text + span.start, path, span.end - span.start);
}

static uint32_t find_scenario(const SceFields *fields, const char *name) {
  const SceAst *ast = &fields->program->ast;
  for (uint32_t f = 0; f < ast->files.count; f++)
    for (uint32_t i = ast->files.at[f].body; i != SCE_NO_ITEM; i = ast->items.at[i].next) {
      const SceItem *item = &ast->items.at[i];
      if (item->kind != SCE_ITEM_BLOCK || !item->name || strcmp(sce_intern_spelling(&fields->program->intern, item->name), name)) continue;
      if (!strcmp(sce_intern_spelling(&fields->program->intern, sce_ast_more(ast, item)->block_kind), "scenario")) return i;
    }
  return SCE_NO_ITEM;
}

uint32_t sce_fields_replaced(const SceFields *fields, const char *path, const char *scenario) {
  enum { MOST = 64 };                                                         /* scenarios that follow each other by `from` */
  const SceAst *ast = &fields->program->ast;
  for (uint32_t turn = 0, at = find_scenario(fields, scenario); at != SCE_NO_ITEM && turn < MOST; turn++) {
    const SceItemMore *more = sce_ast_more(ast, &ast->items.at[at]);
    for (uint32_t i = more->body; i != SCE_NO_ITEM; i = ast->items.at[i].next)
      if (ast->items.at[i].kind == SCE_ITEM_FIELD && is_path_of(fields, &ast->items.at[i], path)) return i;
    if (sce_expr_is_empty(more->from)) break;
    at = find_scenario(fields, sce_intern_spelling(&fields->program->intern, ast->nodes.at[more->from.last].a));
  }
  return SCE_NO_ITEM;
}
