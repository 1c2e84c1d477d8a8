/* Why this file exists: a comparison reads two programs that somebody else wrote, and takes them apart further than any other command. An input is two texts with a
 * line `#%new` between them; without that line both sides are the same text, which may not differ from itself. Both are evaluated with few samples,
 * compared, judged by a gate and written in every format; the shares of every result have to add up.
 */
#define _GNU_SOURCE
#include "evaluate.h"

#include "review/compare.h"
#include "review/diff_writers.h"
#include "review/gate.h"

enum { FUZZ_SAMPLES = 40 };

static const char between[] = "#%new";

/* Where the new side's text starts; NULL: nowhere. */
static const char *find_new(const char *bytes, size_t size) {
  for (size_t at = 0; at + sizeof between - 1 <= size; at++) {
    if ((at && bytes[at - 1] != '\n') || memcmp(bytes + at, between, sizeof between - 1)) continue;
    const char *line = memchr(bytes + at, '\n', size - at);
    return line ? line + 1 : bytes + size;
  }
  return NULL;
}

/* SceImport: nothing is read from outside. */
static SceSourceId import_nothing(void *context, const char *path, SceSourceId from, SceSpan span, SceDiags *diags) {
  (void)context, (void)from;
  sce_diag_add(diags, SCE_E_FILE, span, "cannot read `%s`: there is no such file", path);
  return SCE_NO_SOURCE;
}

static void evaluate(SceSession *session, const char *name, const char *bytes, size_t size, const SceSampling *sampling) {
  sce_session_init(session);
  session->import = import_nothing;
  SceSourceId main = sce_sources_add(&session->sources, name, name, fuzz_copy(bytes, size), (uint32_t)size, true);
  SceSessionRequest request = {.texts = &main, .text_count = 1, .shown = SCE_ALL_TEXTS, .fields = true, .sampling = sampling};
  sce_session_evaluate(session, &request);
}

static void check_output(const SceDiffOutput *output) {
  double sum = 0, largest = fabs(output->delta);
  PROMISE(output->path && !isinf(output->old_value) && !isinf(output->new_value));
  for (uint32_t i = 0; i < output->drivers.count; i++) {
    const SceDriver *driver = &output->drivers.at[i];
    PROMISE(isfinite(driver->contribution));
    PROMISE(driver->kind >= SCE_DRIVER_ROUNDING || driver->path);
    sum += driver->contribution;
    largest = fmax(largest, fabs(driver->contribution));
  }
  if (output->drivers.count && isfinite(output->delta)) PROMISE(fabs(output->delta - sum) <= 1e-9 * largest);
}

static void check_diff(const SceDiff *diff, bool same) {
  uint32_t counts[SCE_DIFF_STATUS_COUNT] = {0};
  for (uint32_t i = 0; i < diff->outputs.count; i++) {
    check_output(&diff->outputs.at[i]);
    counts[diff->outputs.at[i].status]++;
    if (same) PROMISE(diff->outputs.at[i].status == SCE_DIFF_UNCHANGED || diff->outputs.at[i].status == SCE_DIFF_ERROR);
  }
  for (int status = 0; status < SCE_DIFF_STATUS_COUNT; status++) PROMISE(counts[status] == diff->counts[status]);
  if (same) PROMISE(!diff->edits.count);
}

static void write_all(const SceDiff *diff, SceSession *sessions) {
  static const char *const formats[] = {"text", "json", "md", "html"};
  SceDiffFindings findings[] = {{&sessions[0].sources, &sessions[0].diags}, {&sessions[1].sources, &sessions[1].diags}};
  for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
    SceDiffOptions options = {.all = true, .findings = findings, .finding_count = 2};
    SceOutput out;
    SceText text = {0};
    sce_text_add(&text, "", 0);
    sce_output_init_text(&out, &text);
    sce_diff_writer(formats[i])(&out, &diff, 1, &options);
    PROMISE(sce_output_finish(&out));
    if (!strcmp(formats[i], "json")) fuzz_check_json(text.bytes, false);
    sce_text_release(&text);
  }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  const char *bytes = (const char *)data, *second = size ? find_new(bytes, size) : NULL;
  size_t first = second ? (size_t)(second - bytes) : size;
  SceSampling sampling = {.samples = FUZZ_SAMPLES, .threads = 1};
  SceSession sessions[2];
  SceDiags diags;
  SceDiff diff;
  bool warns = false;
  evaluate(&sessions[0], "old.sce", bytes, first, &sampling);
  evaluate(&sessions[1], "new.sce", second ? second : bytes, second ? size - first : size, &sampling);
  sce_diags_init(&diags);
  sce_diff_init(&diff);
  diff.old_name = fuzz_copy("old.sce", 7), diff.new_name = fuzz_copy("new.sce", 7);
  SceCompareOptions options = {.all = size && bytes[size - 1] == 'a', .sampling = &sampling};
  sce_compare(&diff, &sessions[0], &sessions[1], &options, &diags);
  check_diff(&diff, !second);
  sce_gates_judge((SceDiff *[]){&diff}, 1, (const char *[]){"* > +10%"}, &warns, 1, &diags);
  write_all(&diff, sessions);
  sce_diff_release(&diff);
  sce_diags_release(&diags);
  for (int side = 0; side < 2; side++) sce_session_release(&sessions[side]);
  return 0;
}
