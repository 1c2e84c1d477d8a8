/* What was typed at the prompt, over all its sessions: a file of entries, one a line, below the user's state folder.
 *
 * Several prompts may be open at once: each entry is appended under a lock when it has been typed, so that none is lost, and the file is cut to its limit when
 * a prompt starts. It is the user's own: nobody else can read it. Without a folder for it there is no history, which is no trouble.
 */
#ifndef SCE_CLI_HISTORY_H
#define SCE_CLI_HISTORY_H

#include "text.h"

#include "array.h"

typedef struct SceHistory {
  char *path;                       /* NULL: nowhere */
  SCE_ARRAY(char *) entries;        /* as they were at the start, oldest first */
  char *last;                       /* the entry that was added last */
  const char *reason;               /* why nothing is kept; NULL: it is, or nobody asked for it */
} SceHistory;

void sce_history_open(SceHistory *history);
void sce_history_close(SceHistory *history);

/* Adds an entry, of any number of lines; one that is the same as the last is not added again. Returns whether it is new. */
bool sce_history_add(SceHistory *history, const char *entry);

#endif
