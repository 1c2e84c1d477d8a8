/* libsce: estimates in the language of `sce`, evaluated inside another program.
 *
 *     libsce_session *session = libsce_session_new();
 *     libsce_load_file(session, "plan.sce");
 *     libsce_set(session, "plant.peak", "3");
 *     if (libsce_evaluate(session) == LIBSCE_TROUBLE) fputs(libsce_findings_text(session), stderr);
 *     const libsce_result *cost = libsce_find(session, "plant.cost");
 *     if (cost) printf("%g %s\n", cost->values[0], cost->unit);
 *     libsce_session_free(session);
 *
 * Ownership: what a function `…_new` returns is the caller's, to be given to the function `…_free`; every other pointer that comes out, strings and structures
 * alike, belongs to what it was asked of and holds until that is changed, evaluated again or freed; what goes in is copied.
 *
 * Threads: there are no globals. Any number of sessions may be in use at once, each by one thread at a time; libsce_stop alone may be called from
 * another one. A session samples with threads of its own (libsce_set_threads) that have ended when libsce_evaluate returns. The locale
 * of the program does not matter and is left alone, as are its signals.
 *
 * Errors: what is wrong in a text is a finding, and the rest is evaluated all the same. A function that cannot do what it was asked for (nothing loaded, an empty name)
 * returns LIBSCE_MISUSE, or NULL, and libsce_message says why. When memory runs out the process ends with exit code 2 and a line on standard error.
 *
 * All texts are UTF-8 and end with a NUL. Structures may get further members at their end: they are read through the pointers that the functions return,
 * never copied by their size.
 */
#ifndef LIBSCE_SCE_H
#define LIBSCE_SCE_H

#include <stddef.h>
#include <stdint.h>

#define LIBSCE_VERSION_MAJOR 0
#define LIBSCE_VERSION_MINOR 1
#define LIBSCE_VERSION_PATCH 0
#define LIBSCE_VERSION "0.1.0"
#define LIBSCE_VERSION_NUMBER (LIBSCE_VERSION_MAJOR * 10000 + LIBSCE_VERSION_MINOR * 100 + LIBSCE_VERSION_PATCH)

#if defined __GNUC__
#define LIBSCE_API __attribute__((visibility("default")))
#else
#define LIBSCE_API
#endif

#ifdef __cplusplus
extern "C" {
#endif

typedef struct libsce_session libsce_session;
typedef struct libsce_diff libsce_diff;

typedef enum libsce_status {       /* the exit codes of the command, and two more */
  LIBSCE_FINE = 0,
  LIBSCE_FINDING = 1,              /* a claim is off; of a diff: results differ */
  LIBSCE_TROUBLE = 2,              /* errors are among the findings; what does not rest on them has its value */
  LIBSCE_MISUSE = 4,               /* nothing was done; libsce_message says why */
  LIBSCE_STOPPED = 130             /* by libsce_stop: results are those of the samples that were taken */
} libsce_status;

/* The version of the library that is loaded: LIBSCE_VERSION and LIBSCE_VERSION_NUMBER of its own header. */
LIBSCE_API const char *libsce_version(void);
LIBSCE_API int libsce_version_number(void);

/* --- a session ---------------------------------------------------------------------------------- */

LIBSCE_API libsce_session *libsce_session_new(void);
LIBSCE_API void libsce_session_free(libsce_session *session);      /* NULL is fine */

/* What the last function that returned LIBSCE_MISUSE or NULL had to say; "" when there was none. */
LIBSCE_API const char *libsce_message(const libsce_session *session);

/* What is evaluated: a file, which is read at each libsce_evaluate, as are its imports; or a text in memory. `name` is the path that the text stands for: findings
 * name it, and imports come from its folder. Without one (NULL) there are no imports, and no file is opened. */
LIBSCE_API libsce_status libsce_load_file(libsce_session *session, const char *path);
LIBSCE_API libsce_status libsce_load_text(libsce_session *session, const char *name, const char *text, size_t length);

/* Lets imports come from below another folder too (`-I`). */
LIBSCE_API libsce_status libsce_allow_folder(libsce_session *session, const char *folder);

/* Lets `extern` load a native library, named as its line names it; NULL: every one (`--allow-extern`). Without it calls of native functions have no value. */
LIBSCE_API libsce_status libsce_allow_extern(libsce_session *session, const char *library);

/* Replaces the formula of a field beneath the scenarios (`--set`); of several for one field the last one holds. A number is in `unit`; NULL or "1" for a pure one. */
LIBSCE_API libsce_status libsce_set(libsce_session *session, const char *path, const char *formula);
LIBSCE_API libsce_status libsce_set_number(libsce_session *session, const char *path, double number, const char *unit);
LIBSCE_API libsce_status libsce_unset(libsce_session *session, const char *path);       /* NULL: all of them */

/* An expression with the names of what is loaded (`-e`): its value becomes the only result, by its text as path. NULL: none. */
LIBSCE_API libsce_status libsce_set_expression(libsce_session *session, const char *expression);

/* What is evaluated and enumerated: results whose path, or whose block, matches (`--only`; NULL: all), and every field of every block (`--all`) or what is shown. */
LIBSCE_API libsce_status libsce_set_only(libsce_session *session, const char *glob);
LIBSCE_API libsce_status libsce_set_all(libsce_session *session, int all);

/* How unknowns are sampled, as the options of the same names say; 0 is the usual. */
LIBSCE_API libsce_status libsce_set_samples(libsce_session *session, uint64_t samples);
LIBSCE_API libsce_status libsce_set_seed(libsce_session *session, uint64_t seed);
LIBSCE_API libsce_status libsce_set_sobol(libsce_session *session, int sobol);
LIBSCE_API libsce_status libsce_set_precision(libsce_session *session, double share);
LIBSCE_API libsce_status libsce_set_exact_quantiles(libsce_session *session, int exact);
LIBSCE_API libsce_status libsce_set_threads(libsce_session *session, unsigned threads);

/* Called now and then by libsce_evaluate, in its thread, with the share of the samples that is done. NULL: never. */
LIBSCE_API void libsce_set_progress(libsce_session *session, void (*progress)(void *context, double share), void *context);

LIBSCE_API libsce_status libsce_evaluate(libsce_session *session);

/* Ends a libsce_evaluate that is sampling, from another thread or from its progress function. */
LIBSCE_API void libsce_stop(libsce_session *session);

/* --- results ------------------------------------------------------------------------------------ */

typedef enum libsce_role { LIBSCE_INPUT, LIBSCE_FORMULA, LIBSCE_OUTPUT } libsce_role;

typedef struct libsce_axis {
  const char *name;                /* "scenario", or that of a sweep or of members; its path where a result has two of one name */
  const char *unit;                /* that `numbers` count; "1" where they are pure or there are none */
  size_t count;
  const char *const *labels;       /* of each point; "base" is the first scenario */
  const double *numbers;           /* of each point of a sweep over numbers; else NULL */
} libsce_axis;

typedef struct libsce_statistics { /* of the samples at one point; all NaN where a sample has no value */
  double mean, sd, se;             /* se: standard error of the mean */
  double p5, p50, p95;
} libsce_statistics;

typedef struct libsce_result {
  const char *path;                /* "plant.power"; of a bare expression its text */
  const char *unit;                /* that values count, in the syntax of the language; "1" for pure numbers, also for those shown with % */
  libsce_role role;
  const char *at;                  /* "plan.sce:14", or NULL */
  const char *source;              /* the text behind @, or NULL */
  int truth;                       /* values are 1, for true, and 0 */
  size_t axis_count;
  const libsce_axis *axes;         /* what it depends on; NULL: on nothing */
  size_t value_count;              /* the product of the counts of its axes; 1 without any */
  const double *values;            /* the last axis runs fastest; NaN: none, or failed; of samples the means */
  const libsce_statistics *statistics;   /* beside the values; NULL where nothing is sampled */
} libsce_result;

/* 0 before libsce_evaluate, and after every change. Results are in the order of the file. */
LIBSCE_API size_t libsce_result_count(libsce_session *session);
LIBSCE_API const libsce_result *libsce_result_at(libsce_session *session, size_t index);         /* NULL: there is none */
LIBSCE_API const libsce_result *libsce_find(libsce_session *session, const char *path);          /* NULL: there is none */

LIBSCE_API size_t libsce_scenario_count(libsce_session *session);
LIBSCE_API const char *libsce_scenario_at(libsce_session *session, size_t index);                /* "base" is the first */

/* How many samples were taken; 0 where nothing is sampled. */
LIBSCE_API uint64_t libsce_sample_count(libsce_session *session);

/* --- claims and findings ------------------------------------------------------------------------ */

typedef enum libsce_verdict { LIBSCE_HOLDS, LIBSCE_OFF, LIBSCE_DISPUTED, LIBSCE_ERROR } libsce_verdict;

typedef struct libsce_claim {
  const char *name;
  libsce_verdict verdict;
  int compared;                    /* it holds a value against a figure; else it is a condition, and there are no numbers */
  double got, says, within;        /* in `unit`; within is absolute */
  double ratio, used;              /* got / says; |got - says| / within, above 1 is off */
  const char *unit;
  const char *under;               /* the scenario, or NULL for the base */
  const char *disputed, *source, *at;    /* disputed and source may be NULL */
} libsce_claim;

LIBSCE_API size_t libsce_claim_count(libsce_session *session);
LIBSCE_API const libsce_claim *libsce_claim_at(libsce_session *session, size_t index);

typedef enum libsce_severity { LIBSCE_SEVERITY_ERROR, LIBSCE_SEVERITY_FINDING, LIBSCE_SEVERITY_WARNING } libsce_severity;

typedef struct libsce_place {      /* columns in code points from 1, the end is behind the last one */
  const char *file;                /* NULL: no place, and the rest is 0 */
  unsigned line, column, end_line, end_column;
} libsce_place;

typedef struct libsce_note {
  const char *message;
  libsce_place place;
} libsce_note;

typedef struct libsce_finding {
  const char *code;                /* "E0301"; `sce explain E0301` is its page */
  libsce_severity severity;
  const char *message;
  libsce_place place;
  const char *help;                /* NULL: none */
  size_t note_count;
  const libsce_note *notes;
} libsce_finding;

LIBSCE_API size_t libsce_finding_count(libsce_session *session);
LIBSCE_API const libsce_finding *libsce_finding_at(libsce_session *session, size_t index);

/* --- documents ---------------------------------------------------------------------------------- */

/* Results as `sce run --format FORMAT` writes them: "text", "json" (schema sce.run/1), "csv" or "md". NULL with a message before libsce_evaluate, where the file could not be
 * read, and for another format. */
LIBSCE_API const char *libsce_document(libsce_session *session, const char *format);

/* The members "claims" and "diagnostics" of that JSON on their own; findings as a terminal shows them. */
LIBSCE_API const char *libsce_claims_json(libsce_session *session);
LIBSCE_API const char *libsce_findings_json(libsce_session *session);
LIBSCE_API const char *libsce_findings_text(libsce_session *session);

/* What changed between two sessions, and because of which edits (`sce diff`). Both are evaluated for it once more, each with what was set in it, sampled and with the native
 * libraries that the new one says; they stay as they are, and the diff outlives them. NULL where nothing is loaded in one of them: the message is the new session's. */
LIBSCE_API libsce_diff *libsce_diff_new(libsce_session *old_session, libsce_session *new_session);
LIBSCE_API void libsce_diff_free(libsce_diff *diff);               /* NULL is fine */

/* LIBSCE_FINE: nothing changed; LIBSCE_FINDING: something did; LIBSCE_TROUBLE: a side failed, perhaps in part. */
LIBSCE_API libsce_status libsce_diff_status(const libsce_diff *diff);

/* "text", "json" (schema sce.diff/1), "md" or "html"; NULL for another format, and where a side could not be read. */
LIBSCE_API const char *libsce_diff_document(libsce_diff *diff, const char *format);
LIBSCE_API const char *libsce_diff_findings_json(libsce_diff *diff);

#ifdef __cplusplus
}
#endif

#endif
