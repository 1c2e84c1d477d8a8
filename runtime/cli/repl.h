/* The prompt's own state, shared by the files that make it up:
 *
 *   repl.c           lines to entries, and the loop
 *   repl_entry.c     entries to results; the last result
 *   repl_command.c   `:` and what follows it
 *   repl_ask.c       the commands that ask: type, time, explain
 *   repl_doc.c       doc
 *   repl_file.c      the commands that read and write files: load, reload, save, edit
 *   repl_complete.c  what Tab offers
 */
#ifndef SCE_CLI_REPL_H
#define SCE_CLI_REPL_H

#include "cli.h"
#include "doc/doc.h"
#include "history.h"
#include "line.h"
#include "notebook.h"

/* A result that a later entry has called `_`: the text that gives it has the name `_N` from then on. */
typedef struct SceReplResult {
  char *text;                       /* an expression, or a path */
  bool expression;                  /* its samples are those of this spelling */
} SceReplResult;

typedef struct SceRepl {
  SceCli *cli;
  SceNotebook notebook;
  SceLine *reader;
  SceHistory history;
  bool terminal;
  char *path, *init_path;           /* of the file, and of what is read at every start; NULL: none */
  SceText init, file;               /* their texts as read */
  uint32_t line;                    /* lines read */
  SceText entry;                    /* what is being typed, and the line that it starts on */
  uint32_t entry_line;
  SceText comments;                 /* comment lines directly above, from `comments_line` on */
  uint32_t comments_line;
  SceText typed;                    /* the lines themselves: what history keeps */
  bool again;                       /* it began as the last entry with more to it */
  SceText last;                     /* the last entry that holds: a line with an operator continues it */
  uint32_t last_line;
  bool can_continue;
  uint32_t known_errors;            /* that the file had when it was loaded */
  SceReplResult result;             /* the last result; text NULL: none yet */
  uint32_t result_number;           /* its index in `results` + 1; 0: nobody has asked for it */
  SCE_ARRAY(SceReplResult) results;
  char *edited;                     /* what the editor gave back and could not be taken; NULL */
} SceRepl;

typedef struct SceReplTexts {       /* of one look at the notebook, in a session */
  SceSourceIds sets, texts;
} SceReplTexts;

/* ---- repl_entry.c ---- */

/* Opens a session with everything that holds, and what `entry` needs of earlier results. */
void sce_repl_open(SceRepl *repl, SceSession *session, SceReplTexts *texts, const char *entry);
void sce_repl_close(SceSession *session, SceReplTexts *texts);

/* Adds a text as the last one, from `line` of the input on. */
SceSourceId sce_repl_add(SceRepl *repl, SceSession *session, SceReplTexts *texts, const char *text, size_t length, uint32_t line);

/* From a compiled session to results, with ctrl-C as the way to stop. False when that happened. */
bool sce_repl_compute(SceRepl *repl, SceSession *session);

/* Compiles and computes what holds with a text; shows what the text shows. With `whole` nothing is shown, but all that was said before has to be
 * sound with it: an entry that makes a name anew must not break what rests on it. Returns whether all is sound. */
bool sce_repl_evaluate(SceRepl *repl, const char *text, size_t length, uint32_t line, bool whole);

/* Tries an entry and keeps it; with `again` it is the last one with more to it. */
void sce_repl_enter(SceRepl *repl, const char *text, size_t length, uint32_t line, bool again);

/* Takes over the file's text (NULL: no file) and, as said at the prompt, `said` (NULL: nothing), and shows what was said. False with findings, and then
 * all is as before. */
bool sce_repl_restart(SceRepl *repl, const char *path, const char *file, const char *said, bool shown);

/* All that has been said, with the results that it rests on. */
void sce_repl_said(SceRepl *repl, SceText *out);
void sce_repl_whole(SceRepl *repl, SceText *out);     /* with the texts before it: a program of its own */

/* ---- repl_command.c ---- */

/* Obeys a line that starts with `:`. Returns false to leave. */
bool sce_repl_obey(SceRepl *repl, const char *command);
void sce_repl_commands(SceLineWords *words);          /* their names, `:load` */
bool sce_repl_takes_file(const char *command, size_t length);

/* ---- repl_ask.c ---- */

void sce_repl_type(SceRepl *repl, const char *text);
void sce_repl_time(SceRepl *repl, const char *text);
void sce_repl_explain(SceRepl *repl, const char *path);

/* ---- repl_doc.c ---- */

void sce_repl_doc(SceRepl *repl, const char *name);

/* The pages of everything that a session of the prompt knows, before anything is compiled in it. */
SceDocs *sce_repl_docs(SceRepl *repl, SceSession *session, SceReplTexts *texts);

/* ---- repl_file.c ---- */

bool sce_repl_read_file(SceRepl *repl, const char *path, bool first);
void sce_repl_load(SceRepl *repl, const char *path);
void sce_repl_reload(SceRepl *repl);
void sce_repl_save(SceRepl *repl, const char *path);
void sce_repl_list(SceRepl *repl);
void sce_repl_edit(SceRepl *repl);
void sce_repl_read_init(SceRepl *repl);

/* ---- repl_complete.c ---- */

/* SceLineComplete; the context is the SceRepl. */
void sce_repl_complete(void *context, const char *line, uint32_t cursor, SceLineWords *words);

#endif
