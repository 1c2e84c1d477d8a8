/* A program that embeds libsce, as somebody else would write one: compiled against an installed copy, it prints what check_embedding.py holds against the command.
 *
 *   embed json|text|csv|md|claims|findings FILE [PATH=FORMULA…]    a document
 *   embed results FILE      results through the structures, a line each
 *   embed structures FILE   claims and findings through the structures
 *   embed diff OLD NEW      sce.diff/1
 *   embed numbers FILE PATH UNIT NUMBER   PATH, once it is set to NUMBER
 *   embed threads ONE OTHER both files in two threads at once, over and over: each document is that of a session alone
 *   embed locale NAME FILE  JSON in a locale with a decimal comma
 *   embed extern FILE       JSON with native functions allowed
 *   embed misuse            everything that a caller can do wrong
 *   embed stop FILE         an evaluation that is stopped by its progress function
 */
#include <sce.h>

#include <locale.h>
#include <math.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ROUNDS = 4 };

static int failures;

static void expect(int good, const char *what) {
  if (good) return;
  failures++;
  printf("FAILED %s\n", what);
}

static const char *or_null(const char *text) { return text ? text : "null"; }

/* ---- results ---- */

static void print_statistics(const libsce_statistics *s) {
  printf(" %.17g/%.17g/%.17g/%.17g/%.17g/%.17g", s->mean, s->sd, s->se, s->p5, s->p50, s->p95);
}

static void print_result(const libsce_result *result) {
  static const char *const roles[] = {"input", "formula", "output"};
  printf("%s\t%s\t%s\t%s\t%s\t%d\t", result->path, result->unit, roles[result->role], or_null(result->at), or_null(result->source), result->truth);
  for (size_t i = 0; i < result->axis_count; i++) {
    const libsce_axis *axis = &result->axes[i];
    printf("%s%s(%s):", i ? ";" : "", axis->name, axis->unit);
    for (size_t k = 0; k < axis->count; k++) {
      if (axis->numbers) printf("%s%.17g", k ? "," : "", axis->numbers[k]);
      else printf("%s%s", k ? "," : "", axis->labels[k]);
    }
  }
  printf("\t");
  for (size_t i = 0; i < result->value_count; i++) {
    if (result->statistics) print_statistics(&result->statistics[i]);
    else printf(" %.17g", result->values[i]);
  }
  printf("\n");
}

static void print_results(libsce_session *session) {
  for (size_t i = 0; i < libsce_result_count(session); i++) {
    const libsce_result *result = libsce_result_at(session, i), *found = libsce_find(session, result->path);
    print_result(result);
    expect(found && !strcmp(found->path, result->path), "libsce_find finds what is there");
  }
  expect(!libsce_result_at(session, libsce_result_count(session)), "there is no result behind the last one");
  expect(!libsce_find(session, "no.such.path"), "libsce_find finds nothing else");
}

static void print_structures(libsce_session *session) {
  static const char *const verdicts[] = {"holds", "off", "disputed", "error"}, *const severities[] = {"error", "finding", "warning"};
  for (size_t i = 0; i < libsce_claim_count(session); i++) {
    const libsce_claim *c = libsce_claim_at(session, i);
    printf("claim\t%s\t%s\t%d\t%.17g\t%.17g\t%.17g\t%.17g\t%.17g\t%s\t%s\t%s\t%s\t%s\n", c->name, verdicts[c->verdict], c->compared, c->got, c->says, c->within, c->ratio, c->used,
           c->unit, or_null(c->under), or_null(c->disputed), or_null(c->source), c->at);
  }
  for (size_t i = 0; i < libsce_finding_count(session); i++) {
    const libsce_finding *f = libsce_finding_at(session, i);
    printf("finding\t%s\t%s\t%s\t%u\t%u\t%u\t%u\t%s\t%zu\n", f->code, severities[f->severity], f->message, f->place.line, f->place.column, f->place.end_line, f->place.end_column,
           or_null(f->help), f->note_count);
    for (size_t k = 0; k < f->note_count; k++) printf("note\t%s\t%u\t%u\n", f->notes[k].message, f->notes[k].place.line, f->notes[k].place.column);
  }
}

static const char *document(libsce_session *session, const char *kind) {
  if (!strcmp(kind, "claims")) return libsce_claims_json(session);
  if (!strcmp(kind, "findings")) return libsce_findings_json(session);
  return libsce_document(session, kind);
}

static int evaluate(const char *mode, int count, char **words) {
  libsce_session *session = libsce_session_new();
  libsce_load_file(session, words[0]);
  for (int i = 1; i < count; i++) {
    char *formula = strchr(words[i], '=');
    *formula++ = '\0';
    libsce_set(session, words[i], formula);
  }
  if (!strcmp(mode, "extern")) {
    libsce_allow_extern(session, NULL);
    mode = "json";
  }
  int status = libsce_evaluate(session);
  if (!strcmp(mode, "results")) print_results(session);
  else if (!strcmp(mode, "structures")) print_structures(session);
  else fputs(or_null(document(session, mode)), stdout);
  libsce_session_free(session);
  return status;
}

static int set_number(char **words) {
  libsce_session *session = libsce_session_new();
  libsce_load_file(session, words[0]);
  libsce_set(session, words[1], "1");
  libsce_set_number(session, words[1], strtod(words[3], NULL), words[2]);
  int status = libsce_evaluate(session);
  const libsce_result *result = libsce_find(session, words[1]);
  if (result) printf("%.17g %s\n", result->values[0], result->unit);
  fputs(libsce_findings_text(session), stdout);
  libsce_session_free(session);
  return status;
}

/* ---- threads ---- */

typedef struct Work {
  const char *path;
  char *alone;
  int same;
} Work;

static libsce_session *open_file(const char *path) {
  libsce_session *session = libsce_session_new();
  libsce_load_file(session, path);
  libsce_set_samples(session, 8192);
  return session;
}

static void *repeat(void *context) {
  Work *work = context;
  libsce_session *session = open_file(work->path);
  for (int i = 0; i < ROUNDS; i++) {
    libsce_set_threads(session, (unsigned)i % 3);
    libsce_evaluate(session);
    work->same += !strcmp(or_null(libsce_document(session, "json")), work->alone);
    work->same += libsce_result_count(session) > 0;
  }
  libsce_session_free(session);
  return NULL;
}

static void compare_threads(char **paths) {
  Work works[2];
  pthread_t threads[2];
  for (int i = 0; i < 2; i++) {
    libsce_session *session = open_file(paths[i]);
    libsce_evaluate(session);
    works[i] = (Work){.path = paths[i], .alone = strdup(or_null(libsce_document(session, "json")))};
    libsce_session_free(session);
  }
  for (int i = 0; i < 2; i++) pthread_create(&threads[i], NULL, repeat, &works[i]);
  for (int i = 0; i < 2; i++) {
    pthread_join(threads[i], NULL);
    expect(works[i].same == 2 * ROUNDS, "two sessions in two threads say what one says alone");
    free(works[i].alone);
  }
}

/* ---- what may go wrong ---- */

static void misuse_loading(void) {
  libsce_session *session = libsce_session_new();
  expect(libsce_evaluate(session) == LIBSCE_MISUSE && strstr(libsce_message(session), "nothing is loaded"), "nothing is loaded");
  expect(!libsce_result_count(session) && !libsce_result_at(session, 0) && !libsce_find(session, "x") && !libsce_scenario_count(session), "nothing has no results");
  expect(!libsce_document(session, "json") && !libsce_findings_json(session) && !libsce_claims_json(session), "nothing has no documents");
  expect(libsce_load_file(session, NULL) == LIBSCE_MISUSE && libsce_load_text(session, NULL, NULL, 1) == LIBSCE_MISUSE, "what is not there is not loaded");
  expect(libsce_set(session, "a=b", "1") == LIBSCE_MISUSE && libsce_set(session, "", "1") == LIBSCE_MISUSE && libsce_set_number(session, "a", NAN, NULL) == LIBSCE_MISUSE, "what cannot be set");
  expect(libsce_set_precision(session, 2) == LIBSCE_MISUSE && libsce_set_samples(session, UINT64_MAX) == LIBSCE_MISUSE, "what cannot be sampled");
  libsce_load_file(session, "no/such/file.sce");
  expect(libsce_evaluate(session) == LIBSCE_TROUBLE && libsce_finding_count(session) == 1, "a file that is not there is a finding");
  expect(!libsce_document(session, "json") && *libsce_message(session), "and it has no results");
  expect(!strcmp(libsce_finding_at(session, 0)->code, "E0601"), "which has its code");
  libsce_session_free(session);
  libsce_session_free(NULL);
  libsce_diff_free(NULL);
}

static void misuse_text(void) {
  static const char text[] = "use \"other.sce\"\na = 1 km\nb = a * 2\nc = a + 1 hour\n";
  libsce_session *session = libsce_session_new();
  libsce_load_text(session, NULL, text, sizeof text - 1);
  expect(libsce_evaluate(session) == LIBSCE_TROUBLE && libsce_finding_count(session) == 2, "a text without a name has no imports");
  expect(libsce_find(session, "b") && libsce_find(session, "b")->values[0] == 2 && isnan(libsce_find(session, "c")->values[0]), "what is sound has its value");
  expect(!libsce_document(session, "pdf") && strstr(libsce_message(session), "pdf"), "there are four formats");
  libsce_set(session, "a", "5 km");
  expect(!libsce_find(session, "b"), "a change drops the results");
  libsce_evaluate(session);
  expect(libsce_find(session, "b")->values[0] == 10, "and the next evaluation has new ones");
  libsce_unset(session, "a");
  libsce_set_expression(session, "b + 1 km");
  libsce_evaluate(session);
  expect(libsce_result_count(session) == 1 && libsce_result_at(session, 0)->values[0] == 3, "an expression is the only result");
  libsce_diff *none = libsce_diff_new(NULL, session);
  expect(!none && strstr(libsce_message(session), "old session"), "a comparison has two sides");
  libsce_load_text(session, "empty", "", 0);
  libsce_set_expression(session, NULL);
  expect(libsce_evaluate(session) == LIBSCE_FINE && !libsce_result_count(session), "an empty text is a program");
  libsce_session_free(session);
}

static void stop_soon(void *context, double share) {
  if (share < 1) libsce_stop(context);
}

static int stop(const char *path) {
  libsce_session *session = libsce_session_new();
  libsce_load_file(session, path);
  libsce_set_samples(session, UINT64_C(2000000000));
  libsce_set_progress(session, stop_soon, session);
  int status = libsce_evaluate(session);
  printf("%d %d\n", status, libsce_sample_count(session) < UINT64_C(2000000000));
  libsce_session_free(session);
  return 0;
}

static int compare_files(char **paths) {
  libsce_session *sessions[2];
  for (int i = 0; i < 2; i++) {
    sessions[i] = libsce_session_new();
    libsce_load_file(sessions[i], paths[i]);
  }
  libsce_diff *diff = libsce_diff_new(sessions[0], sessions[1]);
  for (int i = 0; i < 2; i++) libsce_session_free(sessions[i]);
  int status = libsce_diff_status(diff);
  fputs(or_null(libsce_diff_document(diff, "json")), stdout);
  expect(libsce_diff_document(diff, "html") && libsce_diff_document(diff, "md") && libsce_diff_findings_json(diff) && !libsce_diff_document(diff, "csv"), "formats of a diff");
  libsce_diff_free(diff);
  return status;
}

int main(int argc, char **argv) {
  const char *mode = argc > 1 ? argv[1] : "";
  int status = 0;
  expect(!strcmp(libsce_version(), LIBSCE_VERSION) && libsce_version_number() == LIBSCE_VERSION_NUMBER, "the library is of its header's version");
  if (!strcmp(mode, "misuse")) misuse_loading(), misuse_text();
  else if (!strcmp(mode, "stop") && argc == 3) status = stop(argv[2]);
  else if (!strcmp(mode, "threads") && argc == 4) compare_threads(argv + 2);
  else if (!strcmp(mode, "numbers") && argc == 6) status = set_number(argv + 2);
  else if (!strcmp(mode, "diff") && argc == 4) status = compare_files(argv + 2);
  else if (!strcmp(mode, "locale") && argc == 4) {
    expect(setlocale(LC_ALL, argv[2]) != NULL, "the locale is there");
    char comma[8];
    snprintf(comma, sizeof comma, "%.1f", 0.5);
    expect(!strcmp(comma, "0,5"), "and it has a comma");
    status = evaluate("json", 1, argv + 3);
    snprintf(comma, sizeof comma, "%.1f", 0.5);
    expect(!strcmp(comma, "0,5"), "and has it still");
  } else if (argc >= 3) status = evaluate(mode, argc - 2, argv + 2);
  else status = 64;
  return failures ? 99 : status;
}
