/* Why this file exists: `sce fmt` runs over files that people care for. Whatever it lays out must parse again, stay as it is when it is laid out
 * once more, keep its comments, and mean the same: the same findings, and the same values bit for bit.
 */
#define _GNU_SOURCE
#include "evaluate.h"

#include "format.h"

/* The layout of a text of the input, or false: it has syntax errors. */
static bool lay_out(FuzzInput *input, SceSourceId source, SceText *out) {
  SceDiags diags;
  sce_diags_init(&diags);
  sce_text_clear(out);
  sce_text_add(out, "", 0);
  bool sound = sce_format(out, &input->sources, &diags, source);
  fuzz_check_diags(input, &diags);
  PROMISE(sound == !diags.errors);
  PROMISE(sound || !out->count);
  sce_diags_release(&diags);
  return sound;
}

/* Every byte that is not white space or a `;` is there as often as before. */
static void check_bytes(const SceSource *before, const SceText *after) {
  uint32_t counts[256] = {0};
  uint32_t mark = before->length >= 3 && !memcmp(before->text, "\xEF\xBB\xBF", 3) ? 3 : 0;   /* a byte order mark goes */
  for (uint32_t i = mark; i < before->length; i++) counts[(unsigned char)before->text[i]]++;
  for (size_t i = 0; i < after->count; i++) counts[(unsigned char)after->bytes[i]]--;
  for (int byte = 0; byte < 256; byte++) PROMISE(!counts[byte] || strchr(" \t\r\n;", byte));
}

static void check_same_result(const FuzzRun *one, const FuzzRun *two, uint32_t index) {
  const SceResult *a = &one->program->results.at[index], *b = &two->program->results.at[index];
  PROMISE(a->flags == b->flags && a->role == b->role);
  if (a->flags & (SCE_RESULT_NONE | SCE_RESULT_REFERENCE)) return;
  uint32_t count, other;
  const double *points = sce_run_points(one->run, a->op, &count), *others = sce_run_points(two->run, b->op, &other);
  PROMISE(count == other);
  PROMISE(!count || !memcmp(points, others, count * sizeof *points));
  if (a->flags & SCE_RESULT_EXPRESSION) return;
  SceText path = {0}, second = {0};
  sce_program_path(one->program, a, &path);
  sce_program_path(two->program, b, &second);
  PROMISE(path.count == second.count && !memcmp(path.bytes, second.bytes, path.count));
  sce_text_release(&path);
  sce_text_release(&second);
}

static void check_same_program(FuzzInput *input, SceSourceId before, SceSourceId after) {
  FuzzRun one, two;
  fuzz_run_init(&one, input, &before, 1, SCE_ALL_TEXTS);
  fuzz_run_init(&two, input, &after, 1, SCE_ALL_TEXTS);
  PROMISE(one.diags.errors == two.diags.errors && one.diags.findings == two.diags.findings && one.diags.warnings == two.diags.warnings);
  PROMISE(one.program->results.count == two.program->results.count && one.program->claims.count == two.program->claims.count);
  for (uint32_t i = 0; i < one.program->results.count; i++) check_same_result(&one, &two, i);
  fuzz_run_release(&one);
  fuzz_run_release(&two);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  FuzzInput input;
  SceText out = {0}, again = {0};
  fuzz_input_init(&input, data, size);
  SceSourceId before = input.texts.count ? input.texts.at[0] : fuzz_add(&input, "", 0);
  if (lay_out(&input, before, &out)) {
    SceSourceId after = fuzz_add(&input, out.bytes, out.count);
    check_bytes(&input.sources.list.at[before], &out);
    PROMISE(lay_out(&input, after, &again));
    PROMISE(out.count == again.count && !memcmp(out.bytes, again.bytes, out.count));
    check_same_program(&input, before, after);
  }
  sce_text_release(&out);
  sce_text_release(&again);
  fuzz_input_release(&input);
  return 0;
}
