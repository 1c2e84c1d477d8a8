/* Programs lowered by hand for the tests of the writers: texts are parsed and units worked out by the real thing, axes, values and results are
 * given point by point. Whatever does not fit fails the test that asked for it.
 */
#ifndef SCE_TEST_RESULTS_FIXTURE_H
#define SCE_TEST_RESULTS_FIXTURE_H

#include "claims.h"
#include "parse.h"
#include "results/results.h"

#include <criterion/criterion.h>
#include <math.h>

enum { BASE = 1, PLATFORM = 2 };    /* bits of a set of axes, which are their numbers too: the scenarios, the members of an each */

typedef struct Fixture {
  SceSources sources;
  SceDiags diags;
  SceProgram *program;
  SceRun *run;
} Fixture;

static const char units_text[] =
    "dimension work as scientific; dimension gpus as count; dimension money as cents; dimension time\n"
    "dimension speed = work/time as prefixed\n"
    "unit FLOP : work prefix si; unit s : time prefix si; unit gpu : gpus; unit USD : money; unit hour = 3600 s\n";

static inline void visit_items(Fixture *f, uint32_t first_item) {
  for (uint32_t i = first_item; i < f->program->ast.items.count; i++)
    if (f->program->ast.items.at[i].kind == SCE_ITEM_UNIT || f->program->ast.items.at[i].kind == SCE_ITEM_DIMENSION) sce_units_announce(f->program->units, i);
}

static inline void add_text(Fixture *f, const char *name, const char *text) {
  SceProgram *p = f->program;
  uint32_t first_item = p->ast.items.count;
  p->main = sce_sources_add(&f->sources, name, name, text, (uint32_t)strlen(text), false);
  sce_parse(&p->ast, &p->intern, &f->sources, &f->diags, p->main);
  visit_items(f, first_item);
  cr_assert_eq(f->diags.list.count, 0, "the text of the test is wrong: %s", f->diags.list.count ? f->diags.list.at[0].message : "");
}

static inline SceName name_of(Fixture *f, const char *text) { return sce_intern_get_string(&f->program->intern, text); }

static inline void add_axis(Fixture *f, SceAxisKind kind, const char *name, const char *path, const char *const *labels) {
  SceProgram *p = f->program;
  SceAxis axis = {.kind = kind, .name = name_of(f, name), .path = name_of(f, path), .labels = p->labels.count};
  for (; *labels; labels++, axis.count++) sce_array_push(&p->labels, name_of(f, *labels));
  sce_array_push(&p->axes, axis);
}

static inline void add_sets(SceProgram *p, uint32_t axes) {
  for (uint32_t mask = 0; mask < 1u << axes; mask++) {
    SceAxisSet set = {p->axis_ids.count, 0};
    for (uint32_t axis = 0; axis < axes; axis++)
      if (mask >> axis & 1) {
        sce_array_push(&p->axis_ids, (uint16_t)axis);
        set.count++;
      }
    sce_array_push(&p->axis_sets, set);
  }
}

/* The scenario axis alone; more of them, and add_sets, are up to the test. */
static inline void fixture_start(Fixture *f, const char *text, bool scenarios) {
  static const char *const one[] = {"base", NULL}, *const three[] = {"base", "conservative", "optimistic", NULL};
  memset(f, 0, sizeof *f);
  SceProgram *p = f->program = sce_memory_zeroed(sizeof *p);
  sce_sources_init(&f->sources);
  sce_diags_init(&f->diags);
  sce_intern_init(&p->intern);
  sce_ast_init(&p->ast);
  p->sources = &f->sources;
  p->dims = sce_dims_new();
  p->units = sce_units_new(&p->intern, p->dims, &p->ast, &f->sources, &f->diags);
  add_text(f, "units.sce", units_text);
  add_text(f, "sora.sce", text);
  sce_units_finish(p->units);
  sce_array_push(&p->blocks, ((SceBlock){0, 0, SCE_NO_ITEM}));
  add_axis(f, SCE_AXIS_SCENARIO, "scenario", "scenario", scenarios ? three : one);
}

static inline void fixture_init(Fixture *f, const char *text, bool scenarios) {
  static const char *const members[] = {"tiktok", "youtube", NULL};
  fixture_start(f, text, scenarios);
  add_axis(f, SCE_AXIS_EACH, "platform", "fleet.platform", members);
  add_sets(f->program, 2);
}

static inline void fixture_release(Fixture *f) {
  sce_run_free(f->run);
  sce_program_free(f->program);
  sce_diags_release(&f->diags);
  sce_sources_release(&f->sources);
}

static inline uint32_t find_item(Fixture *f, const char *name) {
  const SceAst *ast = &f->program->ast;
  for (uint32_t i = 0; i < ast->items.count; i++) {
    const SceItem *item = &ast->items.at[i];
    if (item->kind == SCE_ITEM_UNIT || item->kind == SCE_ITEM_DIMENSION) continue;
    if (item->name == name_of(f, name) || (!item->name && sce_ast_more(ast, item)->block_kind == name_of(f, name))) return i;
  }
  cr_assert_fail("no item %s", name);
  return 0;
}

static inline uint32_t add_op(Fixture *f, SceOp op, uint32_t node) {
  sce_array_push(&f->program->ops, op);
  sce_array_push(&f->program->op_nodes, node);
  return f->program->ops.count - 1;
}

static inline uint32_t add_number(Fixture *f, double number) {
  SceOp op = {.kind = isnan(number) ? SCE_OP_NONE : SCE_OP_CONSTANT};
  op.number = number;
  return add_op(f, op, 0);
}

/* A value over a set of axes from its points. */
static inline uint32_t add_points(Fixture *f, uint32_t set, const double *points) {
  SceProgram *p = f->program;
  if (!set) return add_number(f, points[0]);
  uint32_t axis = 0, inner = 1, parts[32];
  while (!(set >> axis & 1)) axis++;
  for (uint32_t i = axis + 1; i < p->axes.count; i++)
    if (set >> i & 1) inner *= p->axes.at[i].count;
  uint32_t size = p->axes.at[axis].count;
  for (uint32_t i = 0; i < size; i++) parts[i] = add_points(f, set & ~(1u << axis), points + i * inner);
  SceOp op = {.kind = SCE_OP_JOIN, .axes = (uint16_t)set, .a = axis};
  op.b = p->operands.count;
  op.c = size;
  for (uint32_t i = 0; i < size; i++) sce_array_push(&p->operands, parts[i]);
  return add_op(f, op, 0);
}

static inline uint32_t add_block(Fixture *f, const char *name) {
  sce_array_push(&f->program->blocks, ((SceBlock){name_of(f, name), name_of(f, name), find_item(f, name)}));
  return f->program->blocks.count - 1;
}

static inline SceUnit unit_of(Fixture *f, const char *text) {
  SceUnit unit = strcmp(text, "1") ? sce_unit_parse(f->program->units, name_of(f, text), false, SCE_NO_PLACE) : SCE_UNIT_ONE;
  cr_assert_neq(unit, SCE_UNIT_INVALID, "%s", text);
  return unit;
}

static inline SceResult *add_result(Fixture *f, uint32_t block, const char *name, uint32_t op, const char *unit) {
  SceProgram *p = f->program;
  SceResult result = {.block = block, .name = name_of(f, name), .op = op, .unit = unit_of(f, unit), .flags = SCE_RESULT_SHOWN, .role = SCE_ROLE_FORMULA};
  result.item = find_item(f, name);
  sce_array_push(&p->results, result);
  return &sce_array_last(&p->results);
}

static inline SceClaim *add_claim(Fixture *f, const char *name, uint32_t value, double says, const char *unit, double within, uint32_t under) {
  SceClaim claim = {.name = name_of(f, name), .item = find_item(f, name), .value = value, .holds = SCE_NO_OP, .says = says, .within = within, .under = under};
  claim.unit = unit_of(f, unit);
  sce_array_push(&f->program->claims, claim);
  return &sce_array_last(&f->program->claims);
}

/* Where the reason of a dispute stands. */
static inline void set_dispute(Fixture *f, SceClaim *claim, const char *reason) {
  const char *text = f->sources.list.at[f->program->main].text, *at = strstr(text, reason);
  cr_assert_not_null(at);
  claim->disputed_at = (uint32_t)(at - text);
  claim->disputed_length = (uint32_t)strlen(reason);
}

static inline void expect_document(Fixture *f, const char *format, const SceResultOptions *options, const char *expected) {
  SceText text = {0};
  SceOutput out;
  if (!f->run) f->run = sce_run_new(f->program, NULL, NULL);
  sce_output_init_text(&out, &text);
  sce_results_writer(format)(&out, f->program, f->run, &f->diags, options);
  cr_assert(sce_output_finish(&out));
  cr_expect_str_eq(text.bytes ? text.bytes : "", expected, "%s is\n%s", format, text.bytes);
  sce_text_release(&text);
}

#endif
