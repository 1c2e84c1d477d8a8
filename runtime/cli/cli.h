/* What the commands share: the options, what is to be printed, and the exit code.
 *
 * Commands append to `out` and `err` and raise the code; nothing is written before sce_cli_flush, so that each stream is written once and data
 * comes before findings.
 */
#ifndef SCE_CLI_CLI_H
#define SCE_CLI_CLI_H

#include "options.h"
#include "results/sarif.h"
#include "sce.h"
#include "session.h"

#define SCE_VERSION LIBSCE_VERSION

enum { SCE_EXIT_FINE = 0, SCE_EXIT_FINDING = 1, SCE_EXIT_TROUBLE = 2, SCE_EXIT_GATE = 3, SCE_EXIT_INTERRUPTED = 130 };

typedef SCE_ARRAY(SceSourceId) SceSourceIds;

struct SceCli;

/* Another way from texts to findings than sce_session_evaluate. */
typedef void (*SceEvaluate)(struct SceCli *cli, SceSession *session, const SceSessionRequest *request);

typedef struct SceCli {
  SceOptions options;
  SceText out, err;        /* results; everything else */
  SceSarif sarif;          /* findings so far, for --error-format sarif */
  int code;
  bool interrupted;        /* by the user: exit code 130, whatever else there is */
  bool bar;                /* a progress bar is on the terminal */
  double started;          /* seconds, when sampling began */
  bool answered;           /* there are results, perhaps none of them: what -o names is written */
  SceEvaluate evaluate;    /* NULL: as usual */
  void *evaluate_context;
  SceNatives natives;      /* of all sessions */
} SceCli;

/* Whether a finding is to be shown. */
typedef bool (*SceWanted)(void *context, const SceDiag *diag);

/* The whole command: reads the line, runs, writes. Returns the exit code. */
int sce_cli_start(SceCli *cli, int argc, char **argv);

/* Keeps the worst code: 2 wins over 3 over 1. */
void sce_cli_raise(SceCli *cli, int code);

/* Trouble without a place or a code, usage for one: "sce: …" and exit code 2. */
void sce_cli_trouble(SceCli *cli, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* The one answer to what is promised and not there yet. */
void sce_cli_unavailable(SceCli *cli, const char *what);

/* Shows the findings in order, those that are wanted or all (NULL), and raises the code that they ask for. */
void sce_cli_findings(SceCli *cli, SceSources *sources, SceDiags *diags, SceWanted wanted, void *context);

/* Writes and empties both streams; `out` goes to the file of -o if there is one. */
void sce_cli_flush(SceCli *cli);

/* Starts a session as the options say: folders for imports, and the texts of --set into `sets`. */
void sce_cli_open(SceCli *cli, SceSession *session, SceSourceIds *sets);

/* What the options say about samples. From here until the end ctrl-C ends the sampling, not the process. */
SceSampling sce_cli_sampling_begin(SceCli *cli);
void sce_cli_sampling_end(SceCli *cli, const SceRun *run);   /* run: NULL where there is none */

/* Appends the results in the format that was asked for. */
void sce_cli_show(SceCli *cli, SceSession *session);

/* From a session that has been evaluated to what is printed, results in their format or beside the file (`path`), and findings. `matched` is left alone or
 * becomes true: there was something to show. */
void sce_cli_finish(SceCli *cli, SceSession *session, const SceSessionRequest *request, const char *path, bool *matched);

/* --shard: samples a part and writes it. */
void sce_cli_shard(SceCli *cli, SceSession *session, const SceSessionRequest *request);

/* The counts of --stats. */
void sce_cli_stats(SceCli *cli, const SceSession *session);

/* The commands. */
void sce_cli_run(SceCli *cli);         /* also -e */
void sce_cli_check(SceCli *cli);
void sce_cli_fmt(SceCli *cli);
void sce_cli_repl(SceCli *cli);
void sce_cli_explain(SceCli *cli);
void sce_cli_merge(SceCli *cli);
void sce_cli_diff(SceCli *cli);
void sce_cli_git_diff(SceCli *cli);
void sce_cli_sensitivity(SceCli *cli);
void sce_cli_solve(SceCli *cli);
void sce_cli_inputs(SceCli *cli);
void sce_cli_lsp(SceCli *cli);
void sce_cli_doc(SceCli *cli);
void sce_cli_explain_value(SceCli *cli);   /* sce explain FILE PATH */

/* What a shell may complete: "paths" and "scenarios" of a file, "names" that have a page, "codes" of findings, one a line. */
void sce_cli_complete(SceText *out, const char *kind, const char *file);

#endif
