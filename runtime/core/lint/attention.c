/* Diffusion models scaled from a small one in proportion to frames: attention over a whole clip grows with the square of its tokens, which that leaves out.
 *
 * What is left out is counted with the reference's shape, grown in depth and width alike to the model's parameters, as examples/sora_audited.sce has it.
 */
#include "lint/lint_state.h"

#include <math.h>

static const double most = 1.5;     /* times the linear count from which on it is told */

/* A field of the reference in the library; else that of DiT-XL/2, whose shape the library has. */
enum { DEPTH, WIDTH, TOKENS, ASKED };

static void ask_shape(const SceLint *lint, uint32_t like, double shape[ASKED]) {
  const SceNameObject *o = &lint->names->objects.at[like];
  static const char *const names[ASKED] = {"depth", "width", "tokens"};
  double own[ASKED], answers[2 * ASKED];
  SceText lines = {0};
  const char *path = o->library && o->path ? sce_lint_spell(lint, o->path) : "dit_xl";
  for (int i = 0; i < ASKED; i++) own[i] = sce_lint_amount(lint, sce_lint_member(lint, like, names[i]), 0);
  for (int i = 0; i < ASKED; i++) sce_text_add_format(&lines, "%s.%s\n", path, names[i]);
  sce_text_add_string(&lines, "dit_xl.depth\ndit_xl.width\n(dit_xl.side / 8 / dit_xl.patch)^2\n");
  sce_lint_ask(lines.bytes, answers, 2 * ASKED);
  bool known = !isnan(own[DEPTH]) && !isnan(own[WIDTH]), asked = !isnan(answers[DEPTH]) && !isnan(answers[WIDTH]);
  for (int i = 0; i < ASKED; i++) shape[i] = known ? own[i] : asked ? answers[i] : answers[ASKED + i];
  if (isnan(shape[TOKENS])) shape[TOKENS] = answers[ASKED + TOKENS];
  sce_text_release(&lines);
}

/* Work with attention over the whole clip, over work in proportion to frames. */
static double beyond(const SceLint *lint, uint32_t like, double frames, double scale, double growth) {
  double shape[ASKED], answers[2], g = cbrt(growth);
  SceText lines = {0};
  ask_shape(lint, like, shape);
  sce_text_add_format(&lines, "dit_token_macs(%.17g token, %.17g, %.17g)\n", shape[TOKENS] * frames, shape[DEPTH] * g, shape[WIDTH] * g);
  sce_text_add_format(&lines, "dit_token_macs(%.17g token, %.17g, %.17g)\n", shape[TOKENS], shape[DEPTH], shape[WIDTH]);
  sce_lint_ask(lines.bytes, answers, 2);
  sce_text_release(&lines);
  return answers[0] / answers[1] / (scale * frames);
}

/* A model of the file, in one scenario. */
typedef struct Clip {
  uint32_t object, like;
  const SceNameMember *frames;
  uint32_t item;                    /* that gives the frames; SCE_NO_ITEM: none of the file does */
  double count, ratio;
} Clip;

static void report(SceLint *lint, const Clip *clip) {
  const SceNameObject *o = &lint->names->objects.at[clip->object];
  SceSpan at = clip->item != SCE_NO_ITEM ? sce_lint_formula(lint, clip->item) : sce_lint_name(lint, o->item);
  if (!sce_diag_add(&lint->found, SCE_E_LINEAR_FRAMES, at, "`%s` scales `%s` in proportion to %.4g frames, and attention over the whole clip would make it about %.2g times as much work",
                    sce_lint_spell(lint, o->path), sce_lint_spell(lint, lint->names->objects.at[clip->like].path), clip->count, clip->ratio)) return;
  sce_diag_note(&lint->found, SCE_NO_PLACE, "in proportion, each frame attends to itself alone; over a clip, attention grows with the square of the tokens");
  sce_diag_help(&lint->found, "count it from its shape, with `video_dit` of the library, or replace `step_flops`");
}

/* A copy that leaves frames as they are: what it copies is told where it stands. */
static bool is_told_elsewhere(const SceLint *lint, const Clip *clip, uint32_t scenario) {
  const SceItem *block = &lint->program->ast.items.at[lint->names->objects.at[clip->object].item];
  if (sce_expr_is_empty(sce_ast_more(&lint->program->ast, block)->from)) return false;
  if (clip->item == SCE_NO_ITEM) return true;
  const SceItem *given = &lint->program->ast.items.at[clip->item];
  return !scenario && (given->start < block->start || given->end > block->end);
}

/* The greatest value in a scenario. */
static double most_of(const SceLint *lint, uint32_t object, const char *name, uint32_t scenario) {
  const SceNameMember *member = sce_lint_member(lint, object, name);
  return member ? sce_lint_most(lint, member, scenario) : NAN;
}

static void check_scenario(SceLint *lint, Clip *clip, uint32_t scenario) {
  clip->item = sce_lint_given(lint, clip->frames, scenario);
  if ((scenario && clip->item == SCE_NO_ITEM) || is_told_elsewhere(lint, clip, scenario)) return;
  double frames = sce_lint_most(lint, clip->frames, scenario), growth = most_of(lint, clip->object, "params", scenario) / sce_lint_asked(lint, clip->like, "params"), scale = most_of(lint, clip->object, "scale", scenario);
  clip->count = frames / sce_lint_asked(lint, clip->like, "frames");
  if (!(clip->count > 1) || !(growth > 0) || !(scale > 0)) return;
  clip->ratio = beyond(lint, clip->like, clip->count, scale, growth);
  if (clip->ratio > most) report(lint, clip);
}

static void check_model(SceLint *lint, uint32_t object) {
  const SceNameMember *step = sce_lint_member(lint, object, "step_flops"), *like = sce_lint_member(lint, object, "like");
  Clip clip = {.object = object, .frames = sce_lint_member(lint, object, "frames")};
  if (!step || !like || !clip.frames || step->formula != step->item || like->of == SCE_NO_ITEM) return;   /* the kind's own formula: in proportion */
  clip.like = like->of;
  for (uint32_t s = 0; s < sce_lint_scenarios(lint); s++) check_scenario(lint, &clip, s);
}

void sce_lint_attention(SceLint *lint) {
  for (uint32_t i = 0; i < lint->names->objects.count; i++) {
    const SceNameObject *o = &lint->names->objects.at[i];
    if (!o->ghost && !o->library && sce_lint_in_main(lint, o->item) && o->kind != SCE_NO_ITEM && sce_lint_is_kind(lint, i, "model")) check_model(lint, i);
  }
}
