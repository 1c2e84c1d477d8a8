/* Along an axis: sweeps make one, `over` names one, `[ ]` picks points of it, argmin asks where.
 *
 * An axis belongs to a field or to the name of an `each`, and is named by its path. A value whose text is that name and nothing else carries the axis
 * with it (SCE_VAL_EACH_NAME), so that `sum(x over year)` and a field `year = plan.year` mean the same axis.
 */
#include "compiler.h"
#include "suggest.h"

#include <math.h>
#include <stdio.h>

enum { MOST_SWEEP = 1 << 20 };

typedef SCE_ARRAY(SceName) Names;
typedef SCE_ARRAY(double) Numbers;

/* ---- the members of an `each` ---- */

uint32_t sce_each_axis(SceCompiler *c, uint32_t each, bool blocks) {
  SceBindingExtra *extra = sce_binding_extra(c, each);
  if (extra->axis != SCE_NIL) return extra->axis;
  const SceBinding b = c->bindings.at[each];
  SceProgram *p = c->program;
  uint32_t axis = p->axes.count, first = p->labels.count;
  if (axis >= UINT16_MAX) {
    sce_expand(c, UINT32_MAX, SCE_NO_PLACE);
    return 0;
  }
  for (uint32_t m = c->objects.at[b.object].first_binding; m != SCE_NIL; m = c->bindings.at[m].next)
    if ((c->bindings.at[m].flags & SCE_BINDING_MEMBER) && (c->bindings.at[m].type == SCE_BINDING_BLOCK) == blocks) sce_array_push(&p->labels, c->bindings.at[m].name);
  SceName path = sce_path_join(c, c->objects.at[b.object].path, b.name);
  sce_array_push(&p->axes, ((SceAxis){SCE_AXIS_EACH, b.name, path, first, p->labels.count - first, SCE_NO_OP, SCE_UNIT_ONE}));
  sce_binding_extra(c, each)->axis = axis;
  return axis;
}

/* ---- sweeps ---- */

static SceVal report_sweep(SceCompiler *c, SceSpan span, const char *message, const char *help) {
  if (sce_diag_add(c->diags, SCE_E_SWEEP, span, "%s", message) && help) sce_diag_help(c->diags, "%s", help);
  return sce_val_error(SCE_NIL);
}

static bool is_same_axis(const SceProgram *p, const SceAxis *axis, const Names *labels, const Numbers *values) {
  if (axis->kind != SCE_AXIS_SWEEP || axis->count != labels->count || (axis->values == SCE_NO_OP) != !values->count) return false;
  if (values->count) return !memcmp(p->axis_values.at + axis->values, values->at, values->count * sizeof *values->at);
  return !memcmp(p->labels.at + axis->labels, labels->at, labels->count * sizeof *labels->at);
}

static uint32_t make_axis(SceCompiler *c, uint32_t binding, const Names *labels, const Numbers *values, SceUnit unit) {
  SceProgram *p = c->program;
  const SceBinding b = c->bindings.at[binding];
  uint32_t axis = p->axes.count;
  if (axis >= UINT16_MAX) {
    sce_expand(c, UINT32_MAX, SCE_NO_PLACE);
    return 0;
  }
  SceName path = c->objects.at[b.object].flags & SCE_OBJECT_FILE ? b.name : sce_path_join(c, c->objects.at[b.object].path, b.name);
  SceAxis a = {SCE_AXIS_SWEEP, b.name, path, p->labels.count, labels->count, values->count ? p->axis_values.count : SCE_NO_OP, unit};
  for (uint32_t i = 0; i < labels->count; i++) sce_array_push(&p->labels, labels->at[i]);
  for (uint32_t i = 0; i < values->count; i++) sce_array_push(&p->axis_values, values->at[i]);
  sce_array_push(&p->axes, a);
  sce_binding_extra(c, binding)->axis = axis;
  return axis;
}

/* The axis of a field that is swept: one for all scenarios, and for copies that sweep as the original does. SCE_NIL with a finding. */
static uint32_t sweep_axis(SceCompiler *c, uint32_t node, const Names *labels, const Numbers *values, SceUnit unit) {
  uint32_t binding = sce_frame(c)->binding, owner = sce_binding_original(c, binding);
  for (int i = 0; i < 2; i++) {
    uint32_t of = i ? binding : owner, known = sce_binding_extra(c, of)->axis;
    if (known == SCE_NIL && of == (owner == binding ? binding : owner)) return make_axis(c, of, labels, values, unit);
    if (known != SCE_NIL && is_same_axis(c->program, &c->program->axes.at[known], labels, values)) return known;
    if (known == SCE_NIL) return make_axis(c, of, labels, values, unit);
  }
  SceText *text = sce_quote_buffer(c);
  sce_text_add_format(text, "`%s` is swept over other points elsewhere, and a field has one axis", sce_spell(c, c->bindings.at[binding].name));
  report_sweep(c, sce_node_span(c, node), text->bytes, "sweep it over the same points in every scenario");
  return SCE_NIL;
}

static bool has_double(const Numbers *values, const Names *labels, uint32_t *which) {
  if (labels->count > 4096) return false;                                     /* a range has none */
  for (uint32_t i = 1; i < labels->count; i++)
    for (uint32_t k = 0; k < i; k++)
      if (values->count ? values->at[i] == values->at[k] : labels->at[i] == labels->at[k]) return *which = i, true;
  return false;
}

/* A point as its column or row is headed: a literal as spelled, without its unit; what is computed in short. */
static SceName label_of(SceCompiler *c, SceVal point, double value, bool known, SceUnit unit) {
  const SceNode *nodes = c->ast->nodes.at;
  uint32_t node = point.node;
  char text[64];
  if (known && nodes[node].kind == SCE_NODE_UNIT && point.unit == unit) node--;
  if (known && nodes[node].kind == SCE_NODE_NUMBER && !(nodes[node].flags & SCE_NODE_MONEY) && point.unit == unit) {
    SceSpan span = sce_ast_token_span(c->ast, c->sources, node);
    return sce_intern_get(c->intern, c->sources->list.at[span.source].text + span.start, span.end - span.start);
  }
  if (!known) return sce_intern_get_string(c->intern, sce_quote(c, sce_node_span(c, node)));
  snprintf(text, sizeof text, "%.12g", value);
  return sce_intern_get_string(c->intern, text);
}

/* The points of `low .. high by step`, each rounded to 15 digits, as they would be written. */
static bool read_range(SceCompiler *c, SceVal range, Names *labels, Numbers *values, SceUnit *unit) {
  SceVal ends[3];
  double numbers[3] = {0, 0, 1};
  SceSpan span = sce_node_span(c, range.node);
  bool percent = range.flags & SCE_VAL_HAS_PERCENT;
  for (uint32_t i = 0; i < range.unit; i++) {
    ends[i] = c->lists.at[range.op + i];
    if (ends[i].type == SCE_VAL_ERROR || !sce_val_is_number(c, &ends[i])) return false;
    if (i == 0 && *unit == SCE_UNIT_INVALID) *unit = ends[0].unit;
    if (!sce_same_dimension(c, *unit, ends[i].unit)) {
      sce_conflict_operands(c, range.node, "be the ends of one range", c->lists.at[range.op], ends[i]);
      return false;
    }
    if (sce_is_dry(c)) continue;
    uint32_t op = sce_val_in(c, ends[i], *unit);
    if (!sce_constant_value(c, op, &numbers[i])) return report_sweep(c, sce_node_span(c, ends[i].node), "how many points a sweep has must be known before anything is computed: the ends of its range are literals", "write numbers here"), false;
  }
  if (sce_is_dry(c)) return true;
  if (range.unit < 3 && percent) return report_sweep(c, span, "a range of percentages needs a step", "write `0% .. 50% by 5%`"), false;
  double steps = (numbers[1] - numbers[0]) / numbers[2];
  if (!(numbers[2] != 0) || !(steps >= 0)) return report_sweep(c, span, "this range has no points", "the step leads from the first end to the last"), false;
  if (!(steps < MOST_SWEEP)) return report_sweep(c, span, "this sweep has more than 1,048,576 points", "take a larger step"), false;
  uint32_t count = (uint32_t)floor(steps * (1 + 1e-12) + 1e-9) + 1;
  for (uint32_t i = 0; i < count; i++) {
    char text[64];
    snprintf(text, sizeof text, "%.15g", numbers[0] + i * numbers[2]);
    double value = strtod(text, NULL);
    sce_array_push(values, value);
    snprintf(text, sizeof text, percent ? "%.12g%%" : "%.12g", percent ? value * 100 : value);
    SceName label = sce_intern_get_string(c->intern, text);
    sce_array_push(labels, label);
  }
  return true;
}

static bool read_points(SceCompiler *c, uint32_t node, SceVal *args, uint32_t count, Names *labels, Numbers *values, SceUnit *unit) {
  bool known = true;
  for (uint32_t i = 0; i < count; i++) {
    if (!sce_val_is_number(c, &args[i])) return false;
    if (*unit == SCE_UNIT_INVALID) *unit = args[i].unit;
    if (!sce_same_dimension(c, *unit, args[i].unit)) {
      sce_conflict_operands(c, node, "be points of one sweep", args[0], args[i]);
      return false;
    }
  }
  for (uint32_t i = 0; i < count && !sce_is_dry(c); i++) {
    double value = 0;
    args[i].op = sce_val_in(c, args[i], *unit);
    known = sce_constant_value(c, args[i].op, &value) && known;
    sce_array_push(values, value);
  }
  if (!known) values->count = 0;
  for (uint32_t i = 0; i < count && !sce_is_dry(c); i++) {
    SceName label = label_of(c, args[i], known ? values->at[i] : 0, known, *unit);
    sce_array_push(labels, label);
  }
  return true;
}

static SceVal sweep_numbers(SceCompiler *c, uint32_t node, SceVal *args, uint32_t count) {
  Names labels = {0};
  Numbers values = {0};
  SceUnit unit = sce_frame(c)->expected;
  uint8_t flags = 0;
  uint32_t twice;
  for (uint32_t i = 0; i < count; i++) flags |= args[i].flags & SCE_VAL_NOT_BARE;
  if (unit != SCE_UNIT_INVALID && args[0].type == SCE_VAL_NUMBER && !sce_same_dimension(c, unit, args[0].unit)) unit = SCE_UNIT_INVALID;   /* told where the field is settled */
  bool range = count == 1 && args[0].type == SCE_VAL_RANGE;
  bool sound = range ? read_range(c, args[0], &labels, &values, &unit) : read_points(c, node, args, count, &labels, &values, &unit);
  SceVal out = sce_val_error(node);
  if (sound && has_double(&values, &labels, &twice)) {
    SceText *text = sce_quote_buffer(c);
    sce_text_add_format(text, "this sweep has the point %s twice", sce_spell(c, labels.at[twice]));
    report_sweep(c, sce_node_span(c, args[twice].node), text->bytes, "leave one of them out");
    sound = false;
  }
  uint32_t axis = sound ? sweep_axis(c, node, &labels, &values, unit) : SCE_NIL;
  if (axis != SCE_NIL) {
    uint32_t op = 0;
    if (values.count) {
      op = sce_emit_axis(c, (uint16_t)axis, node);
    } else if (!sce_is_dry(c)) {
      SCE_ARRAY(uint32_t) ops = {0};
      for (uint32_t i = 0; i < count; i++) sce_array_push(&ops, args[i].op);
      op = sce_emit_join(c, (uint16_t)axis, ops.at, ops.count, node);
      sce_array_release(&ops);
    }
    out = sce_val_number(op, unit, flags | SCE_VAL_EACH_NAME | SCE_VAL_AXIS | SCE_VAL_HAS_UNIT, node);
    out.axis = (uint16_t)axis;
  }
  sce_array_release(&labels);
  sce_array_release(&values);
  return out;
}

static SceVal sweep_objects(SceCompiler *c, uint32_t node, const SceVal *args, uint32_t count) {
  Names labels = {0};
  Numbers values = {0};
  uint32_t twice;
  SceVal out = sce_val_error(node);
  for (uint32_t i = 0; i < count; i++) {
    if (args[i].type != SCE_VAL_OBJECT) {
      sce_array_release(&labels);
      return report_sweep(c, sce_node_span(c, args[i].node), "the points of one sweep are all blocks or all numbers", NULL);
    }
    sce_array_push(&labels, c->objects.at[args[i].op].path);
  }
  if (has_double(&values, &labels, &twice)) {
    report_sweep(c, sce_node_span(c, args[twice].node), "this sweep has one block twice", "leave one of them out");
  } else {
    uint32_t axis = sweep_axis(c, node, &labels, &values, SCE_UNIT_ONE);
    if (axis != SCE_NIL) {
      sce_array_push(&c->object_sets, ((SceObjectSet){(uint16_t)axis, c->object_ids.count, count}));
      for (uint32_t i = 0; i < count; i++) sce_array_push(&c->object_ids, args[i].op);
      out = (SceVal){.type = SCE_VAL_OBJECTS, .flags = SCE_VAL_HAS_NAME | SCE_VAL_EACH_NAME | SCE_VAL_AXIS, .axis = (uint16_t)axis, .node = node, .op = c->object_sets.count - 1};
    }
  }
  sce_array_release(&labels);
  return out;
}

SceVal sce_call_sweep(SceCompiler *c, uint32_t node, SceVal *args, uint32_t count) {
  const SceFrame *f = sce_frame(c);
  bool whole = (f->kind == SCE_FRAME_BINDING || f->kind == SCE_FRAME_FORMULA) && f->binding != SCE_NIL && node == f->last;
  if (!whole) {
    report_sweep(c, sce_node_span(c, node), "`sweep` is the whole formula of a field, which names the axis", "give the sweep a field of its own, `NAME = sweep(…)`, and use NAME here");
    return sce_val_error(node);
  }
  for (uint32_t i = 0; i < count; i++) {
    if (args[i].type == SCE_VAL_ERROR) return sce_val_error(node);
    if (args[i].type != SCE_VAL_NONE && !(args[i].type == SCE_VAL_RANGE && count > 1)) continue;
    report_sweep(c, sce_node_span(c, args[i].node), args[i].type == SCE_VAL_NONE ? "`none` is no point of a sweep" : "a range is the whole of a sweep", NULL);
    return sce_val_error(node);
  }
  if (!count) {
    report_sweep(c, sce_node_span(c, node), "a sweep has at least one point", "write `sweep(25, 50, 100)` or `sweep(2024 .. 2030)`");
    return sce_val_error(node);
  }
  SceVal out = args[0].type == SCE_VAL_OBJECT ? sweep_objects(c, node, args, count) : sweep_numbers(c, node, args, count);
  out.node = node;
  return out;
}

SceVal sce_apply_range(SceCompiler *c, uint32_t node, SceVal low, SceVal high) {
  SceVal out = {.type = SCE_VAL_RANGE, .node = node, .op = c->lists.count, .unit = 2, .flags = (low.flags | high.flags) & SCE_VAL_NOT_BARE};
  sce_array_push(&c->lists, low);
  sce_array_push(&c->lists, high);
  return out;
}

SceVal sce_apply_by(SceCompiler *c, uint32_t node, SceVal range, SceVal step) {
  if (range.type != SCE_VAL_RANGE) return sce_val_error(node);
  SceVal ends[2] = {c->lists.at[range.op], c->lists.at[range.op + 1]};
  range.op = c->lists.count;
  range.unit = 3;
  range.node = node;
  range.flags |= step.flags & SCE_VAL_NOT_BARE;
  for (int i = 0; i < 2; i++) sce_array_push(&c->lists, ends[i]);
  sce_array_push(&c->lists, step);
  return range;
}

/* ---- picking ---- */

/* Whether an argument of [ ] picks this point: by its label, or by its value in the unit of the axis. */
static bool is_point(SceCompiler *c, const SceAxis *axis, uint32_t point, SceName label, SceVal arg, double value) {
  if (label) return c->program->labels.at[axis->labels + point] == label;
  if (axis->values == SCE_NO_OP) return false;
  bool bare = sce_val_is_bare(&arg);
  if (!bare && sce_unit_dim(c->units, arg.unit) != sce_unit_dim(c->units, axis->unit)) return false;
  double at = c->program->axis_values.at[axis->values + point], wanted = bare ? value : sce_scale_apply(sce_unit_convert(c->units, arg.unit, axis->unit), value);
  return fabs(at - wanted) <= 1e-12 * fmax(fabs(at), fabs(wanted));
}

typedef struct Pick {
  SceName axis_name, label;       /* label 0: by value */
  SceVal arg;
  double value;
} Pick;

/* By its name, or by a path as far as it is known where it is used: `plan.year` names the axis of `site.plan.year`, and `p.year` that of an import's `year`. */
static bool is_axis_named(const SceCompiler *c, const SceAxis *axis, SceName name) {
  if (!name || axis->name == name || axis->path == name) return true;
  const char *long_path = sce_spell(c, axis->path), *short_path = sce_spell(c, name);
  size_t length = strlen(long_path), shorter = strlen(short_path);
  if (length < shorter) {
    const char *swap = long_path;
    long_path = short_path;
    short_path = swap;
    size_t count = length;
    length = shorter;
    shorter = count;
  }
  return length > shorter && long_path[length - shorter - 1] == '.' && !strcmp(long_path + length - shorter, short_path) && strchr(sce_spell(c, name), '.');
}

/* The axis of the field that a path names where it stands; SCE_NIL: of none, or not known here. A copy's field that is swept as its original's has that one's axis. */
static uint32_t axis_at_path(SceCompiler *c, SceName path) {
  const char *text = sce_spell(c, path);
  uint32_t binding = SCE_NIL, length = (uint32_t)strcspn(text, ".");
  if (!length) return SCE_NIL;
  binding = sce_lookup(c, sce_frame(c)->layer, sce_intern_get(c->intern, text, length), SCE_NIL);
  for (uint32_t at = length; binding != SCE_NIL && (text = sce_spell(c, path))[at]; at += length) {
    if (c->bindings.at[binding].type != SCE_BINDING_BLOCK) return SCE_NIL;
    length = (uint32_t)strcspn(text + ++at, ".");
    binding = sce_lookup_in(c, c->bindings.at[binding].op, sce_intern_get(c->intern, text + at, length));
  }
  for (int i = 0; i < 2 && binding != SCE_NIL; i++, binding = sce_binding_original(c, binding)) {
    uint32_t extra = c->bindings.at[binding].extra;
    if (extra && c->extras.at[extra].axis != SCE_NIL) return c->extras.at[extra].axis;
  }
  return SCE_NIL;
}

static bool find_point(SceCompiler *c, SceVal x, const Pick *pick, uint16_t *axis, uint32_t *point) {
  const SceProgram *p = c->program;
  uint32_t meant = pick->axis_name ? axis_at_path(c, pick->axis_name) : SCE_NIL;
  SceAxisSet set = p->axis_sets.at[p->ops.at[x.op].axes];
  if (meant != SCE_NIL && !sce_axes_has(c, p->ops.at[x.op].axes, (uint16_t)meant)) meant = SCE_NIL;
  for (uint32_t i = 0; i < set.count; i++) {
    uint16_t id = p->axis_ids.at[set.first + i];
    const SceAxis *a = &p->axes.at[id];
    if (meant != SCE_NIL ? id != meant : !is_axis_named(c, a, pick->axis_name)) continue;
    for (uint32_t k = 0; k < a->count; k++) {
      if (!is_point(c, a, k, pick->label, pick->arg, pick->value)) continue;
      *axis = id;
      *point = k;
      return true;
    }
  }
  return false;
}

static void report_point(SceCompiler *c, SceVal x, SceVal arg) {
  const SceProgram *p = c->program;
  const char *wanted = sce_quote(c, sce_node_span(c, arg.node));
  SceName axis_name = arg.flags & SCE_VAL_HAS_NAMED ? arg.named : 0;
  if (!sce_diag_add(c->diags, SCE_E_PICK, sce_node_span(c, arg.node), "`%s` has no point `%s`", sce_quote(c, sce_node_span(c, x.node)), wanted)) return;
  SceSuggest s = {.wanted = wanted};
  SceText *text = sce_quote_buffer(c);
  SceAxisSet set = p->axis_sets.at[p->ops.at[x.op].axes];
  uint32_t shown = 0;
  for (uint32_t i = 0; i < set.count; i++) {
    const SceAxis *a = &p->axes.at[p->axis_ids.at[set.first + i]];
    if (!is_axis_named(c, a, axis_name)) continue;
    for (uint32_t k = 0; k < a->count; k++) {
      const char *name = sce_spell(c, p->labels.at[a->labels + k]);
      if (a->values == SCE_NO_OP) sce_suggest_offer(&s, name);
      if (shown++ < 10) sce_text_add_format(text, "%s`%s`", shown > 1 ? ", " : "", name);
    }
  }
  if (s.best) sce_diag_help(c->diags, "did you mean `%s`?", s.best);
  else if (shown) sce_diag_help(c->diags, "its points are %s%s", text->bytes, shown > 10 ? ", …" : "");
  else if (set.count) sce_diag_help(c->diags, "it does not range over `%s`", sce_spell(c, axis_name));
  else sce_diag_help(c->diags, "it is a single number: there is nothing to pick from");
}

/* In a formula that is worked out for one column alone, only a path can be looked at in another one (lower.c). */
static bool is_out_of_reach(const SceCompiler *c, SceVal x, SceName label) {
  uint32_t column = sce_array_last(&c->frames).column, wanted = label ? sce_scenario_find(c, label) : SCE_NIL;
  if (!column || wanted == SCE_NIL || wanted + 1 == column || x.node == SCE_NIL) return false;
  SceNodeKind kind = (SceNodeKind)c->ast->nodes.at[x.node].kind;
  return kind != SCE_NODE_MEMBER && (kind != SCE_NODE_NAME || sce_array_last(&c->frames).fn != SCE_NIL);
}

static bool read_pick(SceCompiler *c, SceVal arg, Pick *pick) {
  *pick = (Pick){.axis_name = arg.flags & SCE_VAL_HAS_NAMED ? arg.named : 0, .arg = arg};
  if (arg.type == SCE_VAL_LABEL) return pick->label = arg.op, true;
  if (arg.type == SCE_VAL_ERROR) return false;
  if (arg.type == SCE_VAL_NUMBER && (sce_is_dry(c) || sce_constant_value(c, arg.op, &pick->value))) return true;
  if (sce_diag_add(c->diags, SCE_E_PICK, sce_node_span(c, arg.node), "a point is picked by its label or by a number that is written out")) sce_diag_help(c->diags, "write `x[NAME]`, or `x[AXIS = 2026]`");
  return false;
}

static SceVal pick_one(SceCompiler *c, uint32_t node, SceVal x, SceVal arg) {
  Pick pick;
  uint16_t axis;
  uint32_t point;
  if (!read_pick(c, arg, &pick)) return sce_val_error(node);
  if (sce_frame(c)->dry) return x;
  if (is_out_of_reach(c, x, pick.label)) {
    sce_diag_add(c->diags, SCE_E_PICK, sce_node_span(c, arg.node), "the value in scenario `%s` cannot be picked here: scenarios turn this formula's dependencies around", sce_spell(c, pick.label));
    sce_diag_help(c->diags, "give what is picked a name of its own, and pick that: `NAME[%s]`", sce_spell(c, pick.label));
    return sce_val_error(node);
  }
  if (find_point(c, x, &pick, &axis, &point)) {
    x.op = sce_emit(c, SCE_OP_PICK, node, x.op, axis, point);
    return x;
  }
  if (pick.label && (!pick.axis_name || pick.axis_name == c->name_scenario) && sce_scenario_find(c, pick.label) != SCE_NIL) return x;   /* no scenario touches it */
  report_point(c, x, arg);
  return sce_val_error(node);
}

void sce_apply_index(SceCompiler *c, uint32_t node) {
  uint32_t count = c->ast->nodes.at[node].b, first = c->stack.count - count;
  SceVal x = c->stack.at[first - 1], out = x;
  if (x.type != SCE_VAL_ERROR && x.type != SCE_VAL_TRUTH && !sce_val_is_number(c, &x)) out = x;
  for (uint32_t i = 0; i < count && (out.type == SCE_VAL_NUMBER || out.type == SCE_VAL_TRUTH); i++) out = pick_one(c, node, out, c->stack.at[first + i]);
  out.node = node;
  out.flags = (out.flags & (uint8_t)~(SCE_VAL_EACH_NAME | SCE_VAL_AXIS)) | SCE_VAL_HAS_NAME;
  c->stack.count = first - 1;
  sce_array_push(&c->stack, out);
}

/* ---- over ---- */

/* `[40k, 20k, 0] over year`: one element a point. */
static SceVal make_table(SceCompiler *c, uint32_t node, SceVal list, uint16_t axis) {
  const SceAxis a = c->program->axes.at[axis];
  SceVal first = list.unit ? c->lists.at[list.op] : sce_val_error(node);
  SCE_ARRAY(uint32_t) ops = {0};
  bool sound = true;
  uint8_t flags = 0;
  if (list.unit != a.count && !sce_is_dry(c)) {
    if (sce_diag_add(c->diags, SCE_E_ARGUMENTS, sce_node_span(c, list.node), "this list has %u elements, and `%s` has %u points", list.unit, sce_spell(c, a.path), a.count))
      sce_diag_help(c->diags, "give one element for each of its points");
    return sce_val_error(node);
  }
  if (first.type == SCE_VAL_ERROR || !sce_val_is_number(c, &first)) return sce_val_error(node);
  for (uint32_t i = 0; i < list.unit && sound; i++) {
    SceVal val = c->lists.at[list.op + i];
    flags |= val.flags & SCE_VAL_NOT_BARE;
    sound = val.type != SCE_VAL_ERROR && sce_val_is_number(c, &val);
    if (sound && !sce_same_dimension(c, first.unit, val.unit)) {
      sce_conflict_operands(c, list.node, "be the elements of one list", first, val);
      sound = false;
    }
    if (sound) sce_array_push(&ops, sce_val_in(c, val, first.unit));
  }
  SceVal out = sound ? sce_val_number(sce_emit_join(c, axis, ops.at, ops.count, node), first.unit, flags | SCE_VAL_EACH_NAME, node) : sce_val_error(node);
  out.axis = axis;
  sce_array_release(&ops);
  return out;
}

void sce_apply_over(SceCompiler *c, uint32_t node) {
  SceVal axis = sce_array_pop(&c->stack), x = sce_array_pop(&c->stack), out = sce_val_error(node);
  if (x.type != SCE_VAL_ERROR && axis.type != SCE_VAL_ERROR && !(axis.flags & SCE_VAL_EACH_NAME)) {
    if (sce_diag_add(c->diags, SCE_E_PICK, sce_node_span(c, axis.node), "`%s` is no axis", sce_quote(c, sce_node_span(c, axis.node))))
      sce_diag_help(c->diags, "an axis is a field whose formula is a `sweep(…)`, the name behind `each` in a kind, or `scenario`");
  } else if (x.type == SCE_VAL_LIST && axis.type != SCE_VAL_ERROR) {
    out = make_table(c, node, x, axis.axis);
  } else if (x.type != SCE_VAL_ERROR && axis.type != SCE_VAL_ERROR && sce_val_is_number(c, &x)) {
    out = sce_draw_over(c, x, sce_ast_left(c->ast, node), axis.axis);
    out.node = node;
    out.axis = axis.axis;
    out.flags = (x.flags & (uint8_t)~SCE_VAL_AXIS) | SCE_VAL_EACH_NAME | SCE_VAL_HAS_NAME;
  }
  sce_array_push(&c->stack, out);
}

SceVal sce_call_argmin(SceCompiler *c, uint32_t node, const SceVal *args, uint32_t count) {
  SceVal x = args[0];
  if (count != 1 || (x.type == SCE_VAL_NUMBER && !(x.flags & SCE_VAL_EACH_NAME))) {
    if (sce_diag_add(c->diags, SCE_E_ARGUMENTS, sce_node_span(c, node), "`argmin` takes one value over an axis")) sce_diag_help(c->diags, "write `argmin(x over AXIS)`");
    return sce_val_error(node);
  }
  if (!sce_val_is_number(c, &x)) return sce_val_error(node);
  const SceAxis a = c->program->axes.at[x.axis];
  if (a.values == SCE_NO_OP && !sce_is_dry(c)) {
    if (sce_diag_add(c->diags, SCE_E_ARGUMENTS, sce_node_span(c, x.node), "the points of `%s` are names, and `argmin` gives a number", sce_spell(c, a.path)))
      sce_diag_help(c->diags, "`min(x over %s)` gives the least value; look for it in the table of x", sce_spell(c, a.name));
    return sce_val_error(node);
  }
  return sce_val_number(sce_emit(c, SCE_OP_ARGMIN_OVER, node, x.op, x.axis, 0), a.unit, SCE_VAL_HAS_NAME, node);
}
