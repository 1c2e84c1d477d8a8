/* Diffs built by hand for the tests of gates and writers: units are those of a real program, everything else is said by the test. */
#ifndef SCE_TEST_DIFF_FIXTURE_H
#define SCE_TEST_DIFF_FIXTURE_H

#include "review/diff_writers.h"
#include "test_results_fixture.h"

typedef struct DiffFixture {
  Fixture program;
  SceDiff diff;
} DiffFixture;

static inline char *copy_of(const char *text) {
  if (!text) return NULL;
  size_t size = strlen(text) + 1;
  return memcpy(sce_memory_new(size), text, size);
}

static inline void diff_fixture_init(DiffFixture *f) {
  fixture_init(&f->program, "x = 1\n", false);
  sce_diff_init(&f->diff);
  f->diff.program = f->program.program;
}

static inline void diff_fixture_release(DiffFixture *f) {
  sce_diff_release(&f->diff);
  fixture_release(&f->program);
}

/* Numbers that follow from the two values are filled in. The result holds until the next output. */
static inline SceDiffOutput *add_output(DiffFixture *f, const char *path, SceDiffStatus status, double old_value, double new_value, const char *unit, const char *at) {
  SceDiffOutput output = {.path = copy_of(path), .at = copy_of(at), .status = status, .role = SCE_ROLE_OUTPUT, .old_value = old_value, .new_value = new_value};
  output.unit = unit_of(&f->program, unit);
  output.delta = new_value - old_value;
  output.ratio = old_value * new_value > 0 ? new_value / old_value : NAN;
  sce_array_push(&f->diff.outputs, output);
  f->diff.counts[status]++;
  return &sce_array_last(&f->diff.outputs);
}

static inline void add_label(SceDiffOutput *output, const char *axis, const char *label) {
  sce_array_push(&output->point, ((SceDiffLabel){copy_of(axis), copy_of(label)}));
}

static inline SceDriver *add_driver(DiffFixture *f, SceDiffOutput *output, SceDriverKind kind, const char *path, double old_value, double new_value, const char *unit,
                                    double contribution, const char *at) {
  SceDriver driver = {.kind = kind, .path = copy_of(path), .at = copy_of(at), .old_value = old_value, .new_value = new_value, .contribution = contribution};
  driver.unit = unit_of(&f->program, unit);
  driver.share = output->delta != 0 ? contribution / output->delta : NAN;
  driver.factor = old_value * new_value > 0 ? new_value / old_value : NAN;
  sce_array_push(&output->drivers, driver);
  return &sce_array_last(&output->drivers);
}

static inline SceDiffClaim *add_diff_claim(DiffFixture *f, const char *name, const char *old_status, const char *new_status, double old_got, double new_got, double says,
                                           const char *unit) {
  SceDiffClaim claim = {.name = copy_of(name), .at = copy_of("sora.sce:20"), .old_status = old_status, .new_status = new_status, .old_got = old_got, .new_got = new_got, .says = says};
  claim.unit = unit_of(&f->program, unit);
  claim.flipped = !old_status || !new_status || strcmp(old_status, new_status);
  sce_array_push(&f->diff.claims, claim);
  if (new_status && !strcmp(new_status, "off")) f->diff.claims_off++;
  return &sce_array_last(&f->diff.claims);
}

static inline void add_edit(DiffFixture *f, SceDriverKind kind, const char *path, const char *old_text, const char *new_text, const char *at) {
  sce_array_push(&f->diff.edits, ((SceDiffEdit){kind, copy_of(path), copy_of(at), copy_of(old_text), copy_of(new_text), false}));
}

static inline void add_gate(DiffFixture *f, const char *text, bool warns, SceGateState state, const char *reason) {
  sce_array_push(&f->diff.gates, ((SceDiffGate){copy_of(text), warns, state, copy_of(reason)}));
}

/* The document of diffs in a format; the caller releases it. */
static inline SceText document_of(const char *format, const SceDiff *const *diffs, uint32_t count, const SceDiffOptions *options) {
  SceText text = {0};
  SceOutput out;
  sce_text_add(&text, "", 0);
  sce_output_init_text(&out, &text);
  sce_diff_writer(format)(&out, diffs, count, options);
  cr_assert(sce_output_finish(&out));
  return text;
}

static inline void expect_diff(DiffFixture *f, const char *format, const SceDiffOptions *options, const char *expected) {
  const SceDiff *diffs[] = {&f->diff};
  SceText text = document_of(format, diffs, 1, options);
  cr_expect_str_eq(text.bytes, expected, "%s is\n%s", format, text.bytes);
  sce_text_release(&text);
}

#endif
