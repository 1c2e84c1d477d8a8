/* Why this file exists: the fuzz targets run the same road, from bytes to findings and documents, and hold what comes out against the same
 * promises. An input is a text, or several: a line that starts with `#%` ends a part and says what the next one is. To the language such a
 * line is a comment, so that every plain text is an input too.
 *
 *   #%text   one more text of the program      #%file   what `use "./1"`, `use "./2"` … read, in this order
 *   #%set    PATH=EXPR beneath the scenarios   #%only   a glob       #%all   every field; goes on with the same text
 */
#ifndef FUZZ_EVALUATE_H
#define FUZZ_EVALUATE_H

#include "builtin.h"
#include "claims.h"
#include "results/findings.h"
#include "results/results.h"

#include <math.h>

#define PROMISE(holds) ((holds) ? (void)0 : fuzz_broken(#holds, __LINE__))

static inline void fuzz_broken(const char *what, int line) {
  fprintf(stderr, "promise broken (line %d): %s\n", line, what);
  abort();
}

/* ---- what an input holds ---- */

typedef SCE_ARRAY(SceSourceId) FuzzIds;

typedef struct FuzzInput {
  SceSources sources;
  FuzzIds texts, sets, files;
  char *only;
  bool all;
  bool says_null;       /* holds what printf makes of a missing string */
} FuzzInput;

static inline char *fuzz_copy(const char *bytes, size_t count) {
  char *copy = sce_memory_new(count + 1);       /* exactly as long: an access behind it is seen */
  if (count) memcpy(copy, bytes, count);
  copy[count] = '\0';
  return copy;
}

static inline SceSourceId fuzz_add(FuzzInput *input, const char *bytes, size_t count) {
  return sce_sources_add(&input->sources, "input", "input", fuzz_copy(bytes, count), (uint32_t)count, true);
}

static inline bool fuzz_is(const char *word, const char *bytes, size_t count) { return count >= strlen(word) && !memcmp(bytes, word, strlen(word)); }

/* Where the part that starts at `at` ends: at a line with a mark, or with the input. */
static inline size_t fuzz_part_end(const char *bytes, size_t size, size_t at) {
  for (; at < size; at++)
    if (bytes[at] == '\n' && fuzz_is("#%", bytes + at + 1, size - at - 1) && !fuzz_is("#%all", bytes + at + 1, size - at - 1)) return at + 1;
  return size;
}

static inline void fuzz_add_part(FuzzInput *input, const char *mark, size_t mark_length, const char *bytes, size_t count) {
  while (count && !mark_length && bytes[count - 1] == '\r') count--;
  if (fuzz_is("#%set", mark, mark_length)) {
    sce_array_push(&input->sets, fuzz_add(input, bytes, count));
  } else if (fuzz_is("#%file", mark, mark_length)) {
    sce_array_push(&input->files, fuzz_add(input, bytes, count));
  } else if (fuzz_is("#%only", mark, mark_length)) {
    free(input->only);
    while (count && bytes[count - 1] == '\n') count--;
    input->only = fuzz_copy(bytes, count);
  } else {
    sce_array_push(&input->texts, fuzz_add(input, bytes, count));
  }
}

static inline void fuzz_input_init(FuzzInput *input, const uint8_t *data, size_t size) {
  const char *bytes = (const char *)data;
  *input = (FuzzInput){0};
  sce_sources_init(&input->sources);
  input->says_null = size && memmem(bytes, size, "(null)", 6);
  input->all = size && memmem(bytes, size, "#%all", 5);
  size_t end = fuzz_is("#%", bytes, size) ? 0 : fuzz_part_end(bytes, size, 0);
  if (end || !size) fuzz_add_part(input, "", 0, bytes, end);
  while (end < size) {
    const char *line = memchr(bytes + end, '\n', size - end);
    size_t start = line ? (size_t)(line - bytes) + 1 : size, mark = end;
    end = start < size && fuzz_is("#%", bytes + start, size - start) ? start : fuzz_part_end(bytes, size, start);
    fuzz_add_part(input, bytes + mark, start - mark, bytes + start, end - start);
  }
}

static inline void fuzz_input_release(FuzzInput *input) {
  sce_sources_release(&input->sources);
  sce_array_release(&input->texts);
  sce_array_release(&input->sets);
  sce_array_release(&input->files);
  free(input->only);
}

/* SceImport: `./1` is the first file of the input. */
static inline SceSourceId fuzz_import(void *context, const char *path, SceSourceId from, SceSpan span, SceDiags *diags) {
  const FuzzInput *input = context;
  (void)from;
  long number = fuzz_is("./", path, strlen(path)) ? strtol(path + 2, NULL, 10) : 0;
  if (number >= 1 && number <= (long)input->files.count) return input->files.at[number - 1];
  sce_diag_add(diags, SCE_E_FILE, span, "cannot read `%s`: there is no such file", path);
  return SCE_NO_SOURCE;
}

/* ---- from texts to values ---- */

typedef struct FuzzRun {
  SceBuiltins builtins;
  SceDiags diags;
  SceProgram *program;
  SceRun *run;
} FuzzRun;

static inline void fuzz_run_init(FuzzRun *run, FuzzInput *input, const SceSourceId *texts, uint32_t text_count, uint32_t shown) {
  sce_builtins_init(&run->builtins);
  sce_diags_init(&run->diags);
  SceCompileOptions options = {
      .library = &sce_library,
      .builtins = run->builtins.signatures, .builtin_count = run->builtins.count,
      .import = fuzz_import, .import_context = input,
      .texts = texts, .text_count = text_count,
      .sets = input->sets.at, .set_count = input->sets.count,
      .shown = shown, .all = input->all, .only = input->only,
  };
  run->program = sce_compile(&options, &input->sources, &run->diags);
  PROMISE(run->program != NULL);
  run->run = sce_run_new(run->program, run->builtins.functions, &(SceSampling){.samples = 600, .threads = 1});
  sce_run_report(run->run, &run->diags);
  sce_claims_report(run->run, run->program, &run->diags);
}

static inline void fuzz_run_release(FuzzRun *run) {
  sce_run_free(run->run);
  sce_program_free(run->program);
  sce_builtins_release(&run->builtins);
  sce_diags_release(&run->diags);
}

/* ---- promises ---- */

static inline void fuzz_check_diags(const FuzzInput *input, const SceDiags *diags) {
  uint32_t errors = 0, findings = 0, warnings = 0;
  for (uint32_t i = 0; i < diags->list.count; i++) {
    const SceDiag *diag = &diags->list.at[i];
    PROMISE(diag->message && *diag->message);
    PROMISE(!strstr(diag->message, "(null)") || input->says_null);
    PROMISE(!diag->help || *diag->help);
    errors += diag->severity == SCE_SEVERITY_ERROR;
    findings += diag->severity == SCE_SEVERITY_FINDING;
    warnings += diag->severity == SCE_SEVERITY_WARNING;
    if (diag->span.source == SCE_NO_SOURCE) continue;
    PROMISE(diag->span.source < input->sources.list.count);
    PROMISE(diag->span.start <= diag->span.end);
    PROMISE(diag->span.end <= input->sources.list.at[diag->span.source].length);
  }
  PROMISE(errors == diags->errors && findings == diags->findings && warnings == diags->warnings);
}

/* No infinity and no NaN of arithmetic travels on, and no value fails in silence. */
static inline void fuzz_check_values(const FuzzRun *run) {
  const SceProgram *program = run->program;
  for (uint32_t i = 0; i < program->results.count; i++) {
    const SceResult *result = &program->results.at[i];
    PROMISE(result->block < program->blocks.count);
    if (result->flags & SCE_RESULT_NONE) PROMISE(run->diags.errors);
    if (result->flags & (SCE_RESULT_NONE | SCE_RESULT_REFERENCE)) continue;
    PROMISE(result->op < program->ops.count);
    uint32_t count;
    const double *points = sce_run_points(run->run, result->op, &count);
    for (uint32_t k = 0; k < count; k++) {
      PROMISE(!isinf(points[k]));
      if (!isnan(points[k])) continue;
      uint32_t cause = sce_poison_cause(points[k]);
      PROMISE(cause <= program->ops.count);
      if (cause && result->flags & SCE_RESULT_SHOWN) PROMISE(run->diags.errors);
    }
  }
  for (uint32_t i = 0; i < program->claims.count; i++) {
    SceJudgement judgement = sce_claim_judge(run->run, program, &program->claims.at[i]);
    if (judgement.verdict == SCE_VERDICT_ERROR) PROMISE(run->diags.errors);
    if (judgement.verdict == SCE_VERDICT_OFF) PROMISE(run->diags.findings);
  }
}

/* ---- JSON, as far as it can be told from a list of signs ---- */

static inline const char *fuzz_json_string(const char *at) {
  for (at++; *at != '"'; at++) {
    PROMISE((unsigned char)*at >= 0x20);
    if (*at == '\\') at++;
  }
  return at + 1;
}

/* Signs in a legal order and brackets that match; strings as keys are taken for granted. `lines`: a value a line. */
static inline void fuzz_check_json(const char *at, bool lines) {
  SCE_ARRAY(char) open = {0};
  bool value = true;                            /* a value is due */
  while (*at) {
    if (strchr(" \n", *at)) {
      if (lines && *at == '\n') {
        PROMISE(!open.count && !value);
        value = at[1];
      }
      at++;
    } else if (*at == '{' || *at == '[') {
      PROMISE(value);
      sce_array_push(&open, *at == '{' ? '}' : ']');
      value = at[1] != '}' && at[1] != ']';
      at++;
    } else if (*at == '}' || *at == ']') {
      PROMISE(!value && open.count && sce_array_pop(&open) == *at);
      at++;
    } else if (*at == ',' || *at == ':') {
      PROMISE(!value && open.count);
      value = true;
      at++;
    } else {
      PROMISE(value);
      value = false;
      size_t length = strcspn(at, " \n,:]}");
      if (*at == '"') at = fuzz_json_string(at);
      else if (fuzz_is("null", at, length) || fuzz_is("true", at, length) || fuzz_is("false", at, length)) at += length;
      else PROMISE(length && strspn(at, "+-.0123456789eE") == length), at += length;
    }
  }
  PROMISE(!open.count && !value);
  sce_array_release(&open);
}

/* ---- documents ---- */

static inline void fuzz_write(const FuzzRun *run, const char *format, const SceResultOptions *options) {
  SceOutput out;
  SceText text = {0};
  sce_text_add(&text, "", 0);
  sce_output_init_text(&out, &text);
  sce_results_writer(format)(&out, run->program, run->run, &run->diags, options);
  PROMISE(sce_output_finish(&out));
  PROMISE(strlen(text.bytes) == text.count || strcmp(format, "json"));
  if (!strcmp(format, "json")) fuzz_check_json(text.bytes, false);
  sce_text_release(&text);
}

static inline void fuzz_write_all(FuzzInput *input, FuzzRun *run) {
  SceResultOptions usual = {0}, every = {.all = true, .digits = 17, .bare = true};
  sce_diags_sort(&run->diags);
  fuzz_write(run, "text", &usual);
  fuzz_write(run, "text", &every);
  fuzz_write(run, "json", &every);
  fuzz_write(run, "csv", &every);
  fuzz_write(run, "md", &usual);
  SceText text = {0};
  sce_diags_print(&text, &input->sources, &run->diags, 100, true);
  sce_text_clear(&text);
  sce_findings_write_json(&text, &input->sources, &run->diags);
  if (text.count) fuzz_check_json(text.bytes, true);
  sce_text_release(&text);
}

#endif
