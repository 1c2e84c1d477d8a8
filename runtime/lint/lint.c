/* All lints in their order, and silencing. */
#include "lint.h"

#include "allow.h"
#include "lint_state.h"
#include "plan.h"

#include <math.h>

/* ---- what lints ask ---- */

const SceNameMember *sce_lint_meant(const SceLint *lint, uint32_t node) {
  const SceNode *at = sce_lint_node(lint, node);
  if (at->kind != SCE_NODE_NAME && at->kind != SCE_NODE_MEMBER) return NULL;
  SceSpan span = sce_ast_token_span(&lint->program->ast, lint->program->sources, node);
  const SceNameUse *use = sce_names_at(lint->names, lint->main, span.end ? span.end - 1 : 0);
  bool value = use && use->kind == SCE_NAME_VALUE && use->member != SCE_NO_ITEM && use->end == span.end;
  return value ? &lint->names->members.at[use->member] : NULL;
}

const SceNameMember *sce_lint_member(const SceLint *lint, uint32_t object, const char *name) {
  const SceNameObject *o = &lint->names->objects.at[object];
  for (uint32_t i = o->first; i < o->first + o->count; i++)
    if (sce_lint_is(lint, lint->names->members.at[i].name, name)) return &lint->names->members.at[i];
  return NULL;
}

static bool is_library(const SceLint *lint, uint32_t item) { return lint->program->sources->list.at[sce_ast_item_source(&lint->program->ast, item)].library; }

/* The kind that a kind is made from; SCE_NO_ITEM. */
static uint32_t find_base(const SceLint *lint, uint32_t kind) {
  const SceAst *ast = &lint->program->ast;
  SceExpr from = sce_ast_more(ast, &ast->items.at[kind])->from;
  uint32_t found = SCE_NO_ITEM;
  if (sce_expr_is_empty(from)) return SCE_NO_ITEM;
  for (uint32_t i = 0; i < lint->kinds.count && (found == SCE_NO_ITEM || is_library(lint, found)); i++)   /* one of the user hides the library's */
    if (ast->items.at[lint->kinds.at[i]].name == ast->nodes.at[from.last].a && lint->kinds.at[i] != kind) found = lint->kinds.at[i];
  return found;
}

bool sce_lint_is_kind(const SceLint *lint, uint32_t object, const char *kind) {
  enum { MOST = 64 };
  uint32_t at = lint->names->objects.at[object].kind;
  for (int steps = 0; at != SCE_NO_ITEM && steps < MOST; steps++, at = find_base(lint, at))
    if (sce_lint_is(lint, lint->program->ast.items.at[at].name, kind)) return is_library(lint, at);
  return false;
}

double sce_lint_value(const SceLint *lint, const SceNameMember *member, uint32_t scenario) {
  const SceProgram *program = lint->program;
  const SceRun *run = lint->session->run;
  if (!member || member->type != SCE_NAME_NUMBER || member->op >= program->ops.count) return NAN;
  const SceOp *op = &program->ops.at[member->op];
  uint32_t count, scenarios = sce_lint_scenarios(lint);
  const double *points = sce_run_points(run, member->op, &count);
  if (count != 1 && count != scenarios) return NAN;
  uint32_t point = count == 1 ? 0 : scenario;
  if (!op->sampled) return points[point];
  const SceSummary *summary = sce_run_summary(run, member->op, point);
  return summary && !summary->failed ? summary->mean : NAN;
}

static double in_base_unit(const SceLint *lint, const SceNameMember *member, double value) {
  return isnan(value) || member->unit == SCE_UNIT_INVALID ? NAN : sce_scale_apply(sce_unit_scale(lint->program->units, member->unit), value);
}

double sce_lint_amount(const SceLint *lint, const SceNameMember *member, uint32_t scenario) { return in_base_unit(lint, member, sce_lint_value(lint, member, scenario)); }

double sce_lint_most(const SceLint *lint, const SceNameMember *member, uint32_t scenario) {
  const SceProgram *program = lint->program;
  if (member->type != SCE_NAME_NUMBER || member->op >= program->ops.count) return NAN;
  const SceOp *op = &program->ops.at[member->op];
  uint32_t count;
  const double *points = sce_run_points(lint->session->run, member->op, &count);
  bool columns = sce_set_stride(program, op->axes, 0);
  uint32_t size = columns ? count / sce_lint_scenarios(lint) : count, first = columns ? scenario * size : 0;
  double most = NAN;
  for (uint32_t i = first; i < first + size; i++) {
    const SceSummary *summary = op->sampled ? sce_run_summary(lint->session->run, member->op, i) : NULL;
    double value = !op->sampled ? points[i] : summary && !summary->failed ? summary->mean : NAN;
    if (!isnan(value) && !(most > value)) most = value;
  }
  return in_base_unit(lint, member, most);
}

uint32_t sce_lint_given(const SceLint *lint, const SceNameMember *member, uint32_t scenario) {
  const SceField *field = member->op < lint->program->ops.count ? sce_program_field(lint->program, member->op) : NULL;
  uint32_t item = field && field->columns ? lint->program->field_items.at[field->items + scenario] : scenario ? SCE_NO_ITEM : member->formula;
  return sce_lint_in_main(lint, item) ? item : SCE_NO_ITEM;
}

SceSpan sce_lint_name(const SceLint *lint, uint32_t item) {
  const SceItem *at = &lint->program->ast.items.at[item];
  SceName name = at->name ? at->name : sce_ast_more(&lint->program->ast, at)->block_kind;
  return (SceSpan){lint->main, at->name_at, at->name_at + sce_intern_length(&lint->program->intern, name)};
}

SceSpan sce_lint_formula(const SceLint *lint, uint32_t item) {
  SceExpr expr = lint->program->ast.items.at[item].expr;
  return sce_expr_is_empty(expr) ? sce_lint_name(lint, item) : sce_lint_span(lint, expr.last);
}

void sce_lint_path(const SceLint *lint, const SceNameMember *member, SceText *out) {
  SceName path = lint->names->objects.at[member->object].path;
  if (path) sce_text_add_format(out, "%s.", sce_lint_spell(lint, path));
  sce_text_add_string(out, sce_lint_spell(lint, member->name));
}

SceUnit sce_lint_unit(const SceLint *lint, uint32_t node) {
  const SceNode *at = sce_lint_node(lint, node);
  if (at->kind != SCE_NODE_UNIT) return SCE_UNIT_INVALID;
  return sce_unit_parse(lint->program->units, at->a, true, sce_ast_token_span(&lint->program->ast, lint->program->sources, node));
}

SceUnit sce_lint_unit_named(const SceLint *lint, const char *text) {
  return sce_unit_parse(lint->program->units, sce_intern_get_string(&lint->program->intern, text), true, SCE_NO_PLACE);
}

const char *sce_lint_dimension(SceLint *lint, SceUnit unit) {
  if (unit == SCE_UNIT_INVALID || unit == SCE_UNIT_ONE) return "";
  while (lint->dimensions.count <= unit) sce_array_push(&lint->dimensions, 0);
  if (!lint->dimensions.at[unit]) {
    SceText words = {0};
    sce_text_add(&words, "", 0);
    sce_dim_signature(&words, lint->program->dims, &lint->program->intern, sce_unit_dim(lint->program->units, unit));
    lint->dimensions.at[unit] = sce_intern_get(&lint->program->intern, words.bytes, (uint32_t)words.count);
    sce_text_release(&words);
  }
  return sce_lint_spell(lint, lint->dimensions.at[unit]);
}

double sce_lint_time(SceLint *lint, SceUnit unit) {
  return strcmp(sce_lint_dimension(lint, unit), "time") ? NAN : sce_scale_apply(sce_unit_scale(lint->program->units, unit), 1);
}

/* ---- all of them ---- */

static void find_extent(SceLint *lint) {
  const SceAst *ast = &lint->program->ast;
  lint->first_node = lint->end_node = lint->first_item = lint->end_item = 0;
  for (uint32_t f = 0; f < ast->files.count; f++) {
    if (ast->files.at[f].source != lint->main) continue;
    bool last = f + 1 == ast->files.count;
    lint->first_node = ast->files.at[f].first_node;
    lint->first_item = ast->files.at[f].first_item;
    lint->end_node = last ? ast->nodes.count : ast->files.at[f + 1].first_node;
    lint->end_item = last ? ast->items.count : ast->files.at[f + 1].first_item;
  }
  for (uint32_t i = 0; i < ast->items.count; i++)
    if (ast->items.at[i].kind == SCE_ITEM_KIND) sce_array_push(&lint->kinds, i);
}

/* Sources of fields and blocks; what a claim or a scenario says of itself vouches for no number. */
static bool has_source(const SceLint *lint, const SceItem *item) {
  const SceItemMore *more = sce_ast_more(&lint->program->ast, item);
  if ((item->kind != SCE_ITEM_FIELD && item->kind != SCE_ITEM_BLOCK) || !more->source_length) return false;
  return item->kind == SCE_ITEM_FIELD || !(sce_lint_is(lint, more->block_kind, "claim") || sce_lint_is(lint, more->block_kind, "scenario"));
}

static void find_sources(SceLint *lint) {
  for (uint32_t i = lint->first_item; i < lint->end_item; i++) lint->any_source |= has_source(lint, &lint->program->ast.items.at[i]);
}

static void hand_on(const SceDiag *diag, SceDiags *out) {
  if (!sce_diag_add(out, diag->code, diag->span, "%s", diag->message)) return;
  for (uint32_t i = 0; i < diag->notes.count; i++) sce_diag_note(out, diag->notes.at[i].span, "%s", diag->notes.at[i].text);
  if (diag->help) sce_diag_help(out, "%s", diag->help);
}

static void look(SceLint *lint) {
  sce_lint_peaks(lint);
  if (lint->names) {
    sce_lint_busy(lint);
    sce_lint_experts(lint);
    sce_lint_attention(lint);
    sce_lint_units(lint);
    sce_lint_scaling(lint);
  }
  sce_lint_months(lint);
  sce_lint_none(lint);
  sce_lint_sources(lint);
}

void sce_lint(SceSession *session, SceSourceId main, unsigned asked, SceDiags *out) {
  SceLint lint = {.session = session, .program = session->program, .names = session->program->names, .main = main, .asked = asked};
  SceAllows allows;
  SceDiags told = session->diags;
  find_extent(&lint);
  find_sources(&lint);
  sce_diags_init(&lint.found);
  sce_diags_init(&session->diags);                                            /* what units say that nobody had to read is nobody's business */
  look(&lint);
  sce_diags_release(&session->diags);
  session->diags = told;
  sce_allows_read(&allows, &session->sources, main);
  for (uint32_t i = 0; i < lint.found.list.count; i++)
    if (!sce_allows(&allows, &session->sources, &lint.found.list.at[i])) hand_on(&lint.found.list.at[i], out);
  sce_allows_report(&allows, asked & SCE_LINT_WHOLE, out);
  sce_allows_release(&allows);
  sce_diags_release(&lint.found);
  sce_array_release(&lint.kinds);
  sce_array_release(&lint.dimensions);
}

/* ---- what names are for ---- */

/* Whether a unit's text counts in months, years or powers of 1024. */
static bool is_telling(const char *unit) {
  static const char *const words[] = {"month", "year", "yr", "iB", "ibit", "ibyte"};
  for (size_t i = 0; i < sizeof words / sizeof *words; i++)
    if (strstr(unit, words[i])) return true;
  return false;
}

bool sce_lint_wants_names(const SceSession *session, SceSourceId main) {
  SceLint lint = {.program = session->program, .main = main};
  find_extent(&lint);
  bool wanted = false;
  for (uint32_t i = 0; i < lint.kinds.count; i++) wanted |= is_library(&lint, lint.kinds.at[i]);
  for (uint32_t n = lint.first_node; n < lint.end_node && !wanted; n++) {
    const SceNode *node = sce_lint_node(&lint, n);
    wanted = (node->kind == SCE_NODE_UNIT || node->kind == SCE_NODE_AS || node->kind == SCE_NODE_NAME) && is_telling(sce_lint_spell(&lint, node->a));
  }
  for (uint32_t i = lint.first_item; i < lint.end_item && !wanted; i++) {
    const SceItem *item = &lint.program->ast.items.at[i];
    wanted = item->kind == SCE_ITEM_USE || (item->unit && is_telling(sce_lint_spell(&lint, item->unit))) || (item->name && sce_lint_is_telling(sce_lint_spell(&lint, item->name)));
  }
  sce_array_release(&lint.kinds);
  return wanted;
}

void sce_lint_once_more(SceSession *session, const SceSessionRequest *like, unsigned asked) {
  enum { SAMPLES = 1024 };                                                    /* enough to tell half from nine tenths */
  SceDiags told = session->diags;
  SceSessionRequest request = *like;
  SceSampling sampling = {.samples = SAMPLES};
  if (sce_lint_wants_names(session, request.texts[0])) {
    request.all = request.fields = request.names = true;
    sce_diags_init(&session->diags);
    sce_run_free(session->run);
    sce_program_free(session->program);
    sce_session_compile(session, &request);
    session->run = sce_run_new(session->program, sce_session_functions(session), &sampling);
    sce_diags_release(&session->diags);                                       /* it was told before */
    session->diags = told;
  }
  sce_lint(session, request.texts[0], asked, &session->diags);
}
