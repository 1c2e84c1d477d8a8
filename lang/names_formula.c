/* What the names in one formula mean: fields, blocks and their members, functions and arguments, points of axes, units.
 */
#include "names_state.h"

void sce_names_add(Names *n, SceNameKind kind, uint32_t start, uint32_t end, uint32_t item, uint32_t binding, bool definition) {
  if (end <= start) return;
  sce_array_push(&n->out->uses, ((SceNameUse){n->source, start, end, item, binding, (uint8_t)kind, definition}));
}

void sce_names_add_kind(Names *n, SceSpan span, uint32_t kind) {
  const char *text = n->c->sources->list.at[span.source].text;
  for (uint32_t at = span.start; at < span.end; at++)
    if (text[at] == '.') span.start = at + 1;
  sce_names_add(n, SCE_NAME_KIND, span.start, span.end, n->c->kinds.at[kind].item, SCE_NIL, false);
}

static SceSpan token(const Names *n, uint32_t node) {
  const SceNode *at = &n->c->ast->nodes.at[node];
  if (at->length == 0xFFFF) return sce_ast_token_span(n->c->ast, n->c->sources, node);
  return (SceSpan){n->source, at->at, at->at + at->length};
}

/* ---- units ---- */

typedef struct UnitText {
  Names *names;
  uint32_t start, hidden;           /* where it stands; bytes of it that the place does not show: `/hour` means USD/hour */
  SceNameKind kind;
} UnitText;

static void see_unit(void *context, uint32_t at, uint32_t length, uint32_t item) {
  const UnitText *text = context;
  if (at < text->hidden) return;
  uint32_t start = text->start + at - text->hidden;
  sce_names_add(text->names, text->kind, start, start + length, item, SCE_NIL, false);
}

void sce_names_unit(Names *n, SceName text, SceSpan span, bool behind_number, bool dimension) {
  uint32_t whole = sce_intern_length(n->c->intern, text), seen = span.end - span.start;
  UnitText context = {n, span.start, whole > seen ? whole - seen : 0, dimension ? SCE_NAME_DIMENSION : SCE_NAME_UNIT};
  sce_unit_names(n->c->units, text, behind_number, dimension, see_unit, &context);
}

/* ---- names and members ---- */

/* The object that a binding is or refers to; of several the first. */
static uint32_t object_of(const SceCompiler *c, uint32_t binding) {
  const SceBinding *b = &c->bindings.at[binding];
  if (b->type == SCE_BINDING_BLOCK) return b->op;
  if (b->state != SCE_STATE_DONE) return SCE_NIL;
  if (b->val_type == SCE_VAL_OBJECT) return b->op;
  if (b->val_type != SCE_VAL_OBJECTS || !c->object_sets.at[b->op].count) return SCE_NIL;
  return c->object_ids.at[c->object_sets.at[b->op].first];
}

static void meet_binding(Names *n, uint32_t node, uint32_t binding, bool definition) {
  SceSpan span = token(n, node);
  n->bindings[node] = binding;
  n->objects[node] = object_of(n->c, binding);
  sce_names_add(n, SCE_NAME_VALUE, span.start, span.end, sce_names_root(n, binding), binding, definition);
}

/* A name that no field has. */
static void meet_other(Names *n, uint32_t node, SceName name, uint32_t own) {
  SceCompiler *c = n->c;
  SceSpan span = token(n, node);
  if (name == c->name_std) n->objects[node] = c->std_object;
  else if (name != c->name_none && name != c->name_scenario && (own == SCE_NIL || c->bindings.at[own].name != name)) sce_names_unit(n, name, span, false, false);
}

static void meet_function(Names *n, uint32_t node, uint32_t file, SceName name) {
  uint32_t fn = sce_lookup_function(n->c, file, name);
  bool known = fn != SCE_NIL || sce_call_is_known(n->c, sce_file_layer(n->c, file), name);
  SceSpan span = token(n, node);
  if (known) sce_names_add(n, SCE_NAME_FUNCTION, span.start, span.end, fn == SCE_NIL || n->c->fns.at[fn].builtin != SCE_NIL ? SCE_NO_ITEM : n->c->fns.at[fn].item, SCE_NIL, false);
  n->bindings[node] = SCE_NIL;
  n->objects[node] = fn;                                                      /* for the names of its arguments */
}

static void meet_member(Names *n, uint32_t node, bool definition) {
  SceCompiler *c = n->c;
  const SceNode at = c->ast->nodes.at[node];
  uint32_t object = n->objects[node - 1];
  n->bindings[node] = n->objects[node] = SCE_NIL;
  if (object == SCE_NIL) return;
  if ((at.flags & SCE_NODE_CALLEE) && (c->objects.at[object].flags & SCE_OBJECT_FILE)) {
    meet_function(n, node, object, at.a);
    return;
  }
  uint32_t binding = sce_lookup_in(c, object, at.a);
  if (binding != SCE_NIL) meet_binding(n, node, binding, definition);
}

void sce_names_path(Names *n, SceExpr path, uint32_t layer) {
  SceCompiler *c = n->c;
  for (uint32_t node = path.first; node <= path.last; node++) {
    const SceNode at = c->ast->nodes.at[node];
    n->bindings[node] = n->objects[node] = SCE_NIL;
    if (at.kind == SCE_NODE_MEMBER && node > path.first) {
      meet_member(n, node, node == path.last);
    } else if (at.kind == SCE_NODE_NAME) {
      uint32_t binding = SCE_NIL;
      for (uint32_t l = layer; l != SCE_NIL && binding == SCE_NIL; l = c->layers.at[l].outer) {
        binding = sce_binding_find(c, c->layers.at[l].object, at.a);
        if (binding != SCE_NIL && c->bindings.at[binding].type != SCE_BINDING_BLOCK) binding = SCE_NIL;
      }
      if (binding == SCE_NIL) binding = sce_lookup(c, sce_file_layer(c, sce_layer_file(c, layer)), at.a, SCE_NIL);
      if (binding != SCE_NIL) meet_binding(n, node, binding, node == path.last);
      else meet_other(n, node, at.a, SCE_NIL);
    }
  }
}

/* ---- arguments ---- */

/* The binding at the end of a dotted path from an object. */
static uint32_t walk(SceCompiler *c, uint32_t object, const char *path) {
  uint32_t binding = SCE_NIL;
  for (uint32_t length; *path; path += length + (path[length] == '.')) {
    length = (uint32_t)strcspn(path, ".");
    binding = sce_lookup_in(c, object, sce_intern_get(c->intern, path, length));
    if (binding == SCE_NIL) return SCE_NIL;
    object = c->bindings.at[binding].type == SCE_BINDING_BLOCK ? c->bindings.at[binding].op : SCE_NIL;
    if (path[length] == '.' && object == SCE_NIL) return SCE_NIL;
  }
  return binding;
}

/* Calls `see` with each axis that a binding's value has, until it says true. */
static bool each_axis(Names *n, uint32_t binding, bool (*see)(Names *n, const SceAxis *axis, uint32_t file, SceName name, SceSpan span), SceName name, SceSpan span) {
  SceCompiler *c = n->c;
  if (binding == SCE_NIL) return false;
  const SceBinding b = c->bindings.at[binding];
  if (b.state != SCE_STATE_DONE || (b.val_type != SCE_VAL_NUMBER && b.val_type != SCE_VAL_TRUTH) || b.op >= c->program->ops.count) return false;
  SceAxisSet set = c->program->axis_sets.at[c->program->ops.at[b.op].axes];
  for (uint32_t i = 0; i < set.count; i++) {
    const SceAxis axis = c->program->axes.at[c->program->axis_ids.at[set.first + i]];
    if (see(n, &axis, c->objects.at[b.object].root, name, span)) return true;
  }
  return false;
}

/* `x[platform = …]`: the axis by its own name. */
static bool see_axis_name(Names *n, const SceAxis *axis, uint32_t file, SceName name, SceSpan span) {
  if (axis->name != name || axis->kind == SCE_AXIS_SCENARIO) return false;
  SceText path = {0};
  sce_text_add_string(&path, sce_spell(n->c, axis->path));
  uint32_t binding = walk(n->c, file, path.bytes ? path.bytes : "");
  sce_text_release(&path);
  if (binding != SCE_NIL) sce_names_add(n, SCE_NAME_VALUE, span.start, span.end, sce_names_root(n, binding), binding, false);
  return binding != SCE_NIL;
}

/* `x[tiktok]`: a member of the block that the axis belongs to, or a block that a reference is swept over. */
static bool see_label(Names *n, const SceAxis *axis, uint32_t file, SceName label, SceSpan span) {
  SceCompiler *c = n->c;
  bool known = false;
  for (uint32_t i = 0; i < axis->count; i++) known |= c->program->labels.at[axis->labels + i] == label;
  if (!known || axis->kind == SCE_AXIS_SCENARIO) return false;
  SceText path = {0};
  if (axis->kind == SCE_AXIS_EACH) {
    sce_text_add_string(&path, sce_spell(c, axis->path));
    char *dot = path.bytes ? strrchr(path.bytes, '.') : NULL;
    path.count = dot ? (size_t)(dot - path.bytes) + 1 : 0;
  }
  sce_text_add_string(&path, sce_spell(c, label));
  uint32_t binding = walk(c, file, path.bytes);
  sce_text_release(&path);
  if (binding != SCE_NIL) sce_names_add(n, SCE_NAME_VALUE, span.start, span.end, sce_names_root(n, binding), binding, false);
  return binding != SCE_NIL;
}

static void meet_label(Names *n, uint32_t node, uint32_t indexed) {
  SceCompiler *c = n->c;
  SceName name = c->ast->nodes.at[node].a;
  SceSpan span = token(n, node);
  uint32_t scenario = sce_scenario_find(c, name);
  if (each_axis(n, n->bindings[indexed], see_label, name, span)) return;
  if (scenario != SCE_NIL && c->scenarios.at[scenario].item != SCE_NIL) sce_names_add(n, SCE_NAME_SCENARIO, span.start, span.end, c->scenarios.at[scenario].item, SCE_NIL, false);
}

/* `x[year = …]`, where the name may be a path. */
static void meet_axis_name(Names *n, uint32_t node, uint32_t indexed, uint32_t layer) {
  SceCompiler *c = n->c;
  const char *text = sce_spell(c, c->ast->nodes.at[node].a), *dot = strrchr(text, '.');
  SceSpan span = token(n, node);
  if (dot) {
    SceText path = {0};
    sce_text_add_string(&path, text);
    uint32_t binding = walk(c, sce_layer_file(c, layer), path.bytes);
    uint32_t length = (uint32_t)strlen(dot + 1);
    const char *source = c->sources->list.at[n->source].text + span.start;
    const char *last = strstr(source, dot + 1);
    for (const char *next = last; next && next + length <= source + (span.end - span.start) + strlen(text); next = strstr(next + 1, dot + 1)) last = next;
    if (binding != SCE_NIL && last) sce_names_add(n, SCE_NAME_VALUE, (uint32_t)(last - source) + span.start, (uint32_t)(last - source) + span.start + length, sce_names_root(n, binding), binding, false);
    sce_text_release(&path);
    return;
  }
  uint32_t binding = sce_lookup(c, layer, c->ast->nodes.at[node].a, SCE_NIL);
  if (binding != SCE_NIL) sce_names_add(n, SCE_NAME_VALUE, span.start, span.end, sce_names_root(n, binding), binding, false);
  else each_axis(n, n->bindings[indexed], see_axis_name, c->ast->nodes.at[node].a, span);
}

/* The arguments of a call or an index, from the last to the first. */
static void meet_arguments(Names *n, uint32_t node, uint32_t layer) {
  SceCompiler *c = n->c;
  const SceNode call = c->ast->nodes.at[node];
  uint32_t root = node - 1;
  for (uint32_t i = 0; i < call.b; i++, root = sce_ast_first(c->ast, root) - 1) {
    const SceNode at = c->ast->nodes.at[root];
    uint32_t value = at.kind == SCE_NODE_NAMED ? root - 1 : root;
    SceSpan span = token(n, root);
    if (call.kind == SCE_NODE_INDEX && (c->ast->nodes.at[value].flags & SCE_NODE_LABEL)) meet_label(n, value, call.a);
    if (at.kind != SCE_NODE_NAMED) continue;
    if (call.kind == SCE_NODE_INDEX) {
      meet_axis_name(n, root, call.a, layer);
      continue;
    }
    uint32_t fn = n->objects[call.a], parameter = fn == SCE_NIL ? SCE_NIL : sce_fn_parameter(c, fn, at.a);
    if (parameter != SCE_NIL && c->fns.at[fn].builtin == SCE_NIL)
      sce_names_add(n, SCE_NAME_PARAMETER, span.start, span.end, c->parameters.at[c->fns.at[fn].parameters + parameter].item, SCE_NIL, false);
  }
}

/* ---- a formula ---- */

typedef struct Formula {
  uint32_t layer, own, fn;
  uint32_t prev_until;              /* up to there names stand inside `prev( … )`, where a field's own name is the field itself */
} Formula;

static void meet_name(Names *n, uint32_t node, Formula *f, uint32_t last) {
  SceCompiler *c = n->c;
  const SceNode at = c->ast->nodes.at[node];
  n->bindings[node] = n->objects[node] = SCE_NIL;
  if (at.flags & SCE_NODE_LABEL) return;
  if (at.flags & SCE_NODE_CALLEE) {
    meet_function(n, node, sce_layer_file(c, f->layer), at.a);
    for (uint32_t call = node; call <= last && at.a == c->name_prev; call++)
      if (c->ast->nodes.at[call].kind == SCE_NODE_CALL && c->ast->nodes.at[call].a == node && call > f->prev_until) f->prev_until = call;
    return;
  }
  uint32_t parameter = f->fn == SCE_NIL ? SCE_NIL : sce_fn_parameter(c, f->fn, at.a);
  if (parameter != SCE_NIL) {
    SceSpan span = token(n, node);
    sce_names_add(n, SCE_NAME_PARAMETER, span.start, span.end, c->parameters.at[c->fns.at[f->fn].parameters + parameter].item, SCE_NIL, false);
    return;
  }
  uint32_t own = node < f->prev_until ? SCE_NIL : f->own, binding = sce_lookup(c, f->layer, at.a, own);
  if (binding != SCE_NIL) meet_binding(n, node, binding, false);
  else meet_other(n, node, at.a, own);
}

static void pass_on(Names *n, uint32_t node, uint32_t from) {
  n->objects[node] = n->objects[from];
  n->bindings[node] = n->bindings[from];
}

void sce_names_formula(Names *n, SceExpr expr, uint32_t layer, uint32_t own, uint32_t fn) {
  SceCompiler *c = n->c;
  Formula f = {layer, own, fn, 0};
  if (sce_expr_is_empty(expr) || expr.last >= n->node_count) return;
  for (uint32_t node = expr.first; node <= expr.last; node++) {
    const SceNode at = c->ast->nodes.at[node];
    if (at.kind != SCE_NODE_NAME && at.kind != SCE_NODE_MEMBER) n->bindings[node] = n->objects[node] = SCE_NIL;
    switch ((SceNodeKind)at.kind) {
      case SCE_NODE_NAME: meet_name(n, node, &f, expr.last); break;
      case SCE_NODE_MEMBER: meet_member(n, node, false); break;
      case SCE_NODE_PAREN:
      case SCE_NODE_NAMED: pass_on(n, node, node - 1); break;
      case SCE_NODE_IF: pass_on(n, node, at.b); break;
      case SCE_NODE_UNIT: sce_names_unit(n, at.a, token(n, node), true, false); break;
      case SCE_NODE_AS: sce_names_unit(n, at.a, token(n, node), false, false); break;
      case SCE_NODE_CALL: meet_arguments(n, node, layer); break;
      case SCE_NODE_INDEX:
        meet_arguments(n, node, layer);
        pass_on(n, node, at.a);
        break;
      default: break;
    }
  }
}
