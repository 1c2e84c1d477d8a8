/* The compiler as one readable function: declare, replace, collect, check. */
#include "compiler.h"

static bool load_unit(void *context, SceName name, bool dimension) { return sce_declare_from_library(context, dimension ? SCE_SPACE_DIMENSION : SCE_SPACE_UNIT, name); }

static void each_unit(void *context, bool dimension, void (*see)(void *seen, const char *name), void *seen) {
  const SceCompiler *c = context;
  uint32_t count;
  if (!c->options->library) return;
  const SceLibraryEntry *entries = sce_library_entries(c->options->library, dimension ? SCE_SPACE_DIMENSION : SCE_SPACE_UNIT, &count);
  for (uint32_t i = 0; i < count; i++) see(seen, c->options->library->names + entries[i].name);
}

static SceProgram *new_program(const SceCompileOptions *options, SceSources *sources) {
  SceProgram *p = sce_memory_zeroed(sizeof *p);
  p->sources = sources;
  p->main = options->text_count ? options->texts[0] : SCE_NO_SOURCE;
  sce_intern_init(&p->intern);
  sce_ast_init(&p->ast);
  p->dims = sce_dims_new();
  return p;
}

static void init(SceCompiler *c, const SceCompileOptions *options, SceSources *sources, SceDiags *diags) {
  SceProgram *p = new_program(options, sources);
  *c = (SceCompiler){.options = options, .program = p, .sources = sources, .diags = diags, .intern = &p->intern, .ast = &p->ast, .dims = p->dims, .main_object = SCE_NIL};
  c->units = p->units = sce_units_new(c->intern, c->dims, c->ast, sources, diags);
  sce_units_set_loader(c->units, load_unit, each_unit, c);
  c->name_none = sce_intern_get_string(c->intern, "none");
  c->name_std = sce_intern_get_string(c->intern, "std");
  c->name_scenario = sce_intern_get_string(c->intern, "scenario");
  c->name_prev = sce_intern_get_string(c->intern, "prev");
  c->name_claim = sce_intern_get_string(c->intern, "claim");
  c->name_base = sce_intern_get_string(c->intern, "base");
  sce_array_push(&c->extras, SCE_NO_EXTRA);
  sce_scenario_add(c, c->name_base, SCE_NIL, SCE_NIL);
  sce_array_push(&p->axis_sets, ((SceAxisSet){0, 0}));
  sce_array_push(&p->ops, ((SceOp){.kind = SCE_OP_NONE}));
  sce_array_push(&p->op_nodes, 0);
}

static void name_scenarios(SceCompiler *c) {
  SceProgram *p = c->program;
  uint32_t first = p->labels.count;
  for (uint32_t i = 0; i < c->scenarios.count; i++) sce_array_push(&p->labels, c->scenarios.at[i].name);
  sce_array_push(&p->axes, ((SceAxis){SCE_AXIS_SCENARIO, c->name_scenario, c->name_scenario, first, c->scenarios.count, SCE_NO_OP, SCE_UNIT_ONE}));
}

/* How a derived dimension is displayed stands on its line in the library, which no formula names: it is found by what it is made of. */
static void load_dimension(SceCompiler *c, SceUnit unit) {
  SceDim dim = sce_unit_dim(c->units, unit);
  uint32_t count;
  const SceDimFactor *factors = sce_dim_factors(c->dims, dim, &count);
  if (!count || (count == 1 && factors->exponent.num == 1 && factors->exponent.den == 1)) return;
  SceText signature = {0};
  sce_dim_signature(&signature, c->dims, c->intern, dim);
  SceName name = sce_intern_get(c->intern, signature.bytes, (uint32_t)signature.count);
  sce_text_release(&signature);
  if (sce_slot_find(c, SCE_SPACE_SIGNATURE, c->std_object, name) != SCE_NIL) return;
  sce_slot_add(c, SCE_SPACE_SIGNATURE, c->std_object, name, 0);
  sce_declare_from_library(c, SCE_SPACE_SIGNATURE, name);
}

static void load_dimensions(SceCompiler *c) {
  SceUnit last = SCE_UNIT_ONE;
  for (uint32_t i = 0; i < c->program->results.count && c->options->library; i++) {
    if (c->program->results.at[i].unit == last) continue;
    last = c->program->results.at[i].unit;
    load_dimension(c, last);
  }
  for (uint32_t i = 0; i < c->program->claims.count && c->options->library; i++) load_dimension(c, c->program->claims.at[i].unit);
  sce_units_finish(c->units);
}

static void release(SceCompiler *c) {
  sce_units_set_loader(c->units, NULL, NULL, NULL);
  sce_array_release(&c->bindings);
  sce_array_release(&c->roots);
  sce_array_release(&c->extras);
  sce_array_release(&c->formulas);
  sce_array_release(&c->layers);
  sce_array_release(&c->objects);
  sce_array_release(&c->parts);
  sce_array_release(&c->kinds);
  sce_array_release(&c->fns);
  sce_array_release(&c->parameters);
  sce_array_release(&c->scenarios);
  sce_array_release(&c->replacements);
  sce_array_release(&c->candidates);
  sce_array_release(&c->files);
  sce_array_release(&c->uses);
  sce_array_release(&c->object_sets);
  sce_array_release(&c->object_ids);
  sce_array_release(&c->lists);
  sce_array_release(&c->stack);
  sce_array_release(&c->frames);
  sce_array_release(&c->cells);
  sce_array_release(&c->circles_told);
  sce_array_release(&c->cell_slots);
  sce_array_release(&c->draws);
  sce_array_release(&c->draw_slots);
  sce_array_release(&c->drawn);
  sce_array_release(&c->forwards);
  sce_array_release(&c->loop_ops);
  sce_array_release(&c->estimates);
  sce_array_release(&c->library_sources);
  sce_array_release(&c->source_objects);
  sce_array_release(&c->slots);
  free(c->binding_slots);
  sce_array_release(&c->main_bindings);
  for (int i = 0; i < 8; i++) sce_text_release(&c->quotes[i]);
}

SceProgram *sce_compile(const SceCompileOptions *options, SceSources *sources, SceDiags *diags) {
  SceCompiler c;
  init(&c, options, sources, diags);
  sce_declare_library(&c);
  sce_declare_texts(&c);
  sce_replace_scenarios(&c);
  name_scenarios(&c);
  sce_results_collect(&c);
  sce_claims_collect(&c);
  sce_fn_check_all(&c);
  sce_replace_report(&c);
  sce_loops_find(&c);
  load_dimensions(&c);
  sce_names_collect(&c);
  release(&c);
  return c.program;
}
