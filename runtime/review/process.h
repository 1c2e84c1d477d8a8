/* Other programs, started without a shell: git is asked this way, so that a name can never become a command.
 *
 * A process that stays is asked through a socket and answers through a pipe; whoever started it stops it.
 */
#ifndef SCE_REVIEW_PROCESS_H
#define SCE_REVIEW_PROCESS_H

#include "text.h"

#include <stdio.h>
#include <sys/types.h>

typedef struct SceProcess {
  pid_t pid;                        /* 0: none */
  int to;                           /* what it reads; private */
  FILE *from;                       /* what it writes */
} SceProcess;

/* Runs a program of the search path to its end, with nothing to read. Both lists end with NULL. Appends what it writes; `err` may be NULL. Returns its exit
 * code, 128 and a signal's number if that ended it, or the negative errno that kept it from starting. */
int sce_process_run(const char *const *words, char *const *environment, SceText *out, SceText *err);

/* Starts one that stays. Returns 0, or the errno that kept it from starting. */
int sce_process_start(SceProcess *process, const char *const *words, char *const *environment);

/* Says something to it. False where it has gone. */
bool sce_process_say(SceProcess *process, const char *bytes, size_t count);

/* Ends it, if there is one. */
void sce_process_stop(SceProcess *process);

#endif
