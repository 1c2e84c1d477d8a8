/* Functions and references are put in place where they are named, units where they are written, so that an edit of one shows in the meaning of every formula
 * that uses it. Here it is traced back by name, through functions that call functions, units made of units, and references that are read from other blocks.
 */
#include "trace.h"

enum { DEPTH_MOST = 8 };

typedef struct Sides {
  const SceProgram *a, *b;          /* old, new */
} Sides;

static const SceTrace nothing = {SCE_TRACE_NOTHING, SCE_NO_ITEM, SCE_NO_ITEM, SCE_NO_OP, SCE_NO_OP};

/* ---- the same text ---- */

static bool same_node(Sides s, uint32_t x, uint32_t y) {
  const SceNode *m = &s.a->ast.nodes.at[x], *n = &s.b->ast.nodes.at[y];
  if (m->kind != n->kind) return false;
  SceSpan p = sce_ast_token_span(&s.a->ast, s.a->sources, x), q = sce_ast_token_span(&s.b->ast, s.b->sources, y);
  if (p.end - p.start != q.end - q.start) return false;
  return !memcmp(s.a->sources->list.at[p.source].text + p.start, s.b->sources->list.at[q.source].text + q.start, p.end - p.start);
}

static bool same_expression(Sides s, SceExpr x, SceExpr y) {
  if (sce_expr_is_empty(x) || sce_expr_is_empty(y)) return sce_expr_is_empty(x) && sce_expr_is_empty(y);
  if (x.last - x.first != y.last - y.first) return false;
  for (uint32_t i = 0; i <= x.last - x.first; i++)
    if (!same_node(s, x.first + i, y.first + i)) return false;
  return true;
}

static const char *spell(const SceProgram *p, SceName name) { return name ? sce_intern_spelling(&p->intern, name) : ""; }

static bool same_formula(Sides s, uint32_t x, uint32_t y) {
  if (x == SCE_NO_ITEM || y == SCE_NO_ITEM) return x == y;
  return same_expression(s, s.a->ast.items.at[x].expr, s.b->ast.items.at[y].expr);
}

bool sce_formula_same(const SceProgram *a, uint32_t x, const SceProgram *b, uint32_t y) { return same_formula((Sides){a, b}, x, y); }

/* ---- functions ---- */

/* Of native functions, as written. */
static bool same_library(Sides s, uint32_t x, uint32_t y) {
  const SceItemMore *f = sce_ast_more(&s.a->ast, &s.a->ast.items.at[x]), *g = sce_ast_more(&s.b->ast, &s.b->ast.items.at[y]);
  const char *from = s.a->sources->list.at[sce_ast_item_source(&s.a->ast, x)].text, *to = s.b->sources->list.at[sce_ast_item_source(&s.b->ast, y)].text;
  return f->string_length == g->string_length && !memcmp(from + f->string_at, to + g->string_at, f->string_length);
}

static bool same_function(Sides s, uint32_t x, uint32_t y) {
  const SceItem *f = &s.a->ast.items.at[x], *g = &s.b->ast.items.at[y];
  if (f->kind != g->kind || !same_library(s, x, y) || !same_expression(s, f->expr, g->expr) || strcmp(spell(s.a, f->unit), spell(s.b, g->unit))) return false;
  uint32_t p = sce_ast_more(&s.a->ast, f)->body, q = sce_ast_more(&s.b->ast, g)->body;
  while (p != SCE_NO_ITEM && q != SCE_NO_ITEM) {
    const SceItem *m = &s.a->ast.items.at[p], *n = &s.b->ast.items.at[q];
    if (strcmp(spell(s.a, m->name), spell(s.b, n->name)) || strcmp(spell(s.a, m->unit), spell(s.b, n->unit)) || !same_expression(s, m->expr, n->expr)) return false;
    p = m->next, q = n->next;
  }
  return p == q;
}

/* The function of this name that stands first; files that hide each other's functions are rare enough. */
static uint32_t find_function(const SceProgram *p, const char *name) {
  for (uint32_t i = 0; i < p->ast.items.count; i++)
    if ((p->ast.items.at[i].kind == SCE_ITEM_FUNCTION || p->ast.items.at[i].kind == SCE_ITEM_EXTERN) && !strcmp(spell(p, p->ast.items.at[i].name), name)) return i;
  return SCE_NO_ITEM;
}

static SceTrace trace_function(Sides s, SceExpr expr, int depth) {
  for (uint32_t n = expr.first; !sce_expr_is_empty(expr) && n <= expr.last && depth < DEPTH_MOST; n++) {
    const SceNode *node = &s.b->ast.nodes.at[n];
    if (!(node->flags & SCE_NODE_CALLEE)) continue;
    const char *name = spell(s.b, node->a);
    uint32_t y = find_function(s.b, name), x = y == SCE_NO_ITEM ? SCE_NO_ITEM : find_function(s.a, name);
    if (x == SCE_NO_ITEM) continue;
    if (!same_function(s, x, y)) return (SceTrace){SCE_TRACE_FUNCTION, x, y, SCE_NO_OP, SCE_NO_OP};
    SceTrace deeper = trace_function(s, s.b->ast.items.at[y].expr, depth + 1);
    if (deeper.kind) return deeper;
  }
  return nothing;
}

/* ---- units ---- */

static SceUnit find_unit(const SceProgram *p, const char *name) {
  SceUnit unit = SCE_UNIT_INVALID;
  SceName known = sce_intern_get_string((SceIntern *)(uintptr_t)&p->intern, name);
  return sce_unit_find(p->units, known, true, &unit) == SCE_UNIT_OK ? unit : SCE_UNIT_INVALID;
}

static bool same_size(Sides s, SceUnit x, SceUnit y) {
  if (x == SCE_UNIT_INVALID || y == SCE_UNIT_INVALID) return true;
  SceScale a = sce_unit_scale(s.a->units, x), b = sce_unit_scale(s.b->units, y);
  return a.num * b.den == a.den * b.num;
}

/* The line that defines a unit; a user's goes before one of the library. */
static uint32_t find_unit_item(const SceProgram *p, const char *name) {
  uint32_t found = SCE_NO_ITEM;
  for (uint32_t i = 0; i < p->ast.items.count; i++) {
    const SceItem *item = &p->ast.items.at[i];
    if (item->kind != SCE_ITEM_UNIT) continue;
    const SceItemMore *more = sce_ast_more(&p->ast, item);
    bool named = !strcmp(spell(p, item->name), name);
    for (uint32_t k = 0; k + more->prefix_count < more->name_count && !named; k++) named = !strcmp(spell(p, p->ast.names.at[more->names + k].name), name);
    if (named && (found == SCE_NO_ITEM || !p->sources->list.at[sce_ast_item_source(&p->ast, i)].library)) found = i;
  }
  return found;
}

static SceTrace trace_unit_text(Sides s, const char *text, int depth);

/* A single name, prefix and plural included, that has another size on the two sides. */
static SceTrace trace_unit_name(Sides s, const char *name, int depth) {
  SceUnit x = find_unit(s.a, name), y = find_unit(s.b, name);
  if (same_size(s, x, y)) return nothing;
  SceScale scale;
  const char *own = sce_unit_spelling(s.b->units, sce_unit_without_prefix(s.b->units, y, &scale));
  uint32_t old_item = find_unit_item(s.a, own), new_item = find_unit_item(s.b, own);
  if (old_item == SCE_NO_ITEM || new_item == SCE_NO_ITEM) return nothing;
  SceExpr expr = s.b->ast.items.at[new_item].expr;
  if (!same_expression(s, s.a->ast.items.at[old_item].expr, expr)) return (SceTrace){SCE_TRACE_UNIT, old_item, new_item, SCE_NO_OP, SCE_NO_OP};
  for (uint32_t n = expr.first; !sce_expr_is_empty(expr) && n <= expr.last; n++) {
    const SceNode *node = &s.b->ast.nodes.at[n];
    if (node->kind != SCE_NODE_UNIT && node->kind != SCE_NODE_NAME) continue;
    SceTrace deeper = trace_unit_text(s, spell(s.b, node->a), depth + 1);
    if (deeper.kind) return deeper;
  }
  return nothing;
}

/* "USD/kg/day", name by name. */
static SceTrace trace_unit_text(Sides s, const char *text, int depth) {
  while (*text && depth < DEPTH_MOST) {
    size_t skip = strcspn(text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_"), length = strcspn(text + skip, " */^()-+.,%");
    if (!length) return nothing;
    char *name = sce_memory_zeroed(length + 1);
    memcpy(name, text + skip, length);
    SceTrace found = trace_unit_name(s, name, depth);
    free(name);
    if (found.kind) return found;
    text += skip + length;
  }
  return nothing;
}

static SceTrace trace_unit(Sides s, SceExpr expr, SceUnit x, SceUnit y) {
  SceTrace found = nothing;
  if (!same_size(s, x, y) && !strcmp(sce_unit_spelling(s.a->units, x), sce_unit_spelling(s.b->units, y))) found = trace_unit_text(s, sce_unit_spelling(s.b->units, y), 0);
  for (uint32_t n = expr.first; !sce_expr_is_empty(expr) && n <= expr.last && !found.kind; n++) {
    const SceNode *node = &s.b->ast.nodes.at[n];
    bool names_unit = node->kind == SCE_NODE_UNIT || node->kind == SCE_NODE_AS || (node->kind == SCE_NODE_NAME && !(node->flags & (SCE_NODE_CALLEE | SCE_NODE_LABEL)));
    if (names_unit) found = trace_unit_text(s, spell(s.b, node->a), 0);
  }
  return found;
}

/* ---- references ---- */

static uint32_t find_reference(const SceProgram *p, const SceText *path) {
  for (uint32_t i = 0; i < p->field_references.count; i++)
    if (!strcmp(spell(p, p->field_references.at[i].path), path->bytes)) return i;
  return SCE_NO_OP;
}

/* One that means the same block in all scenarios has a single name. */
static SceName target_at(const SceProgram *p, const SceFieldReference *reference, uint32_t i) { return p->reference_names.at[reference->first + (i < reference->count ? i : 0)]; }

/* The first scenario in which two references mean blocks of different paths; SCE_NO_OP: none. */
static uint32_t other_target(Sides s, const SceFieldReference *x, const SceFieldReference *y) {
  for (uint32_t i = 0; i < x->count || i < y->count; i++)
    if (strcmp(spell(s.a, target_at(s.a, x, i)), spell(s.b, target_at(s.b, y, i)))) return i;
  return SCE_NO_OP;
}

static uint32_t item_at(const SceProgram *p, const SceFieldReference *reference, uint32_t scenario) { return reference->columns ? p->field_items.at[reference->items + scenario] : reference->item; }

/* Whether a path starts a known one: a block. */
static bool is_block(const SceProgram *p, const SceText *path) {
  for (uint32_t i = 0; i < p->fields.count; i++) {
    const char *own = spell(p, p->fields.at[i].path);
    if (!strncmp(own, path->bytes, path->count) && own[path->count] == '.') return true;
  }
  return false;
}

/* The block that a path's field stands in: its length. */
static size_t block_length(const char *path) {
  const char *dot = strrchr(path, '.');
  return dot ? (size_t)(dot - path) : 0;
}

static void set_path(SceText *path, const char *block, size_t length, const char *name) {
  sce_text_clear(path);
  sce_text_add(path, block, length);
  if (length) sce_text_add_byte(path, '.');
  sce_text_add_string(path, name);
}

static SceTrace trace_reference(Sides s, SceExpr expr, const char *old_block, const char *new_block, int depth);

/* A reference that means another block: it was edited, or it is read from one that was. */
static SceTrace trace_edited(Sides s, uint32_t old_reference, uint32_t new_reference, int depth) {
  const SceFieldReference *x = &s.a->field_references.at[old_reference], *y = &s.b->field_references.at[new_reference];
  uint32_t scenario = other_target(s, x, y), old_item = item_at(s.a, x, scenario), new_item = item_at(s.b, y, scenario);
  if (old_item != SCE_NO_ITEM && new_item != SCE_NO_ITEM && same_formula(s, old_item, new_item)) {
    SceTrace deeper = trace_reference(s, s.b->ast.items.at[new_item].expr, spell(s.a, x->path), spell(s.b, y->path), depth + 1);
    if (deeper.kind) return deeper;
  }
  return (SceTrace){SCE_TRACE_REFERENCE, old_item, new_item, old_reference, new_reference};
}

/* Follows `a.b.c` from the blocks that enclose a field: the first reference on the way that means another block. */
static SceTrace follow(Sides s, uint32_t node, uint32_t last, const char *old_block, size_t old_length, const char *new_block, size_t new_length, int depth) {
  SceText old_path = {0}, new_path = {0};
  SceTrace found = nothing;
  set_path(&old_path, old_block, old_length, spell(s.b, s.b->ast.nodes.at[node].a));
  set_path(&new_path, new_block, new_length, spell(s.b, s.b->ast.nodes.at[node].a));
  for (;; node++) {
    uint32_t x = find_reference(s.a, &old_path), y = find_reference(s.b, &new_path);
    if (x != SCE_NO_OP && y != SCE_NO_OP) {
      if (other_target(s, &s.a->field_references.at[x], &s.b->field_references.at[y]) != SCE_NO_OP) {
        found = trace_edited(s, x, y, depth);
        break;
      }
      sce_text_clear(&old_path), sce_text_clear(&new_path);
      sce_text_add_string(&old_path, spell(s.a, s.a->reference_names.at[s.a->field_references.at[x].first]));
      sce_text_add_string(&new_path, spell(s.b, s.b->reference_names.at[s.b->field_references.at[y].first]));
    } else if (!is_block(s.a, &old_path) || !is_block(s.b, &new_path)) {
      break;
    }
    if (node >= last || s.b->ast.nodes.at[node + 1].kind != SCE_NODE_MEMBER) break;
    sce_text_add_format(&old_path, ".%s", spell(s.b, s.b->ast.nodes.at[node + 1].a));
    sce_text_add_format(&new_path, ".%s", spell(s.b, s.b->ast.nodes.at[node + 1].a));
  }
  sce_text_release(&old_path), sce_text_release(&new_path);
  return found;
}

/* `old_block`, `new_block`: paths of the field whose formula it is. */
static SceTrace trace_reference(Sides s, SceExpr expr, const char *old_field, const char *new_field, int depth) {
  for (uint32_t n = expr.first; !sce_expr_is_empty(expr) && n <= expr.last && depth < DEPTH_MOST; n++) {
    const SceNode *node = &s.b->ast.nodes.at[n];
    if (node->kind != SCE_NODE_NAME || node->flags & SCE_NODE_CALLEE) continue;
    size_t old_length = block_length(old_field), new_length = block_length(new_field);
    for (;;) {
      SceTrace found = follow(s, n, expr.last, old_field, old_length, new_field, new_length, depth);
      if (found.kind) return found;
      if (!old_length || !new_length) break;
      while (old_length && old_field[--old_length] != '.') {}
      while (new_length && new_field[--new_length] != '.') {}
    }
  }
  return nothing;
}

/* ---- a field ---- */

static SceTrace trace_item(Sides s, const SceField *x, uint32_t old_item, const SceField *y, uint32_t new_item) {
  if (old_item == SCE_NO_ITEM || !same_formula(s, old_item, new_item)) return nothing;
  SceExpr expr = s.b->ast.items.at[new_item].expr;
  SceTrace found = trace_function(s, expr, 0);
  if (!found.kind) found = trace_unit(s, expr, x->unit, y->unit);
  return found.kind ? found : trace_reference(s, expr, spell(s.a, x->path), spell(s.b, y->path), 0);
}

SceTrace sce_trace(const SceProgram *old_side, const SceField *x, const SceProgram *new_side, const SceField *y) {
  Sides s = {old_side, new_side};
  SceTrace found = trace_item(s, x, x->item, y, y->item);
  if (!x->columns && !y->columns) return found;
  uint32_t count = old_side->axes.at[0].count;
  if (!x->columns || !y->columns || count != new_side->axes.at[0].count) return nothing;
  for (uint32_t i = 0; i < count; i++) {                     /* an edit of one column's own text is an edit of this field */
    uint32_t old_item = old_side->field_items.at[x->items + i], new_item = new_side->field_items.at[y->items + i];
    if (!same_formula(s, old_item, new_item)) return nothing;
    if (!found.kind) found = trace_item(s, x, old_item, y, new_item);
  }
  return found;
}
