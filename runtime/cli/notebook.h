/* What has been said at the prompt, and holds.
 *
 * Two texts: the file that the prompt was started with, and one that grows by each accepted entry. A definition that is made anew is blanked where
 * it stood, so that both texts stay a program without repetitions, which the compiler reads in one pass. Each line of the
 * grown text is a line of the input, so that findings name lines that somebody has typed.
 */
#ifndef SCE_CLI_NOTEBOOK_H
#define SCE_CLI_NOTEBOOK_H

#include "ast.h"
#include "diag.h"
#include "text.h"

typedef struct SceNotebookItem {    /* a definition that holds, or held */
  bool grown;                       /* stands in the grown text, not in the file's */
  bool dead;                        /* blanked */
  uint32_t start, end;
} SceNotebookItem;

typedef struct SceNotebookKey {     /* a name that an item defines: SceName in `keys` */
  SceName key;
  uint32_t start, end;              /* the item, in the entry */
} SceNotebookKey;

typedef struct SceNotebook {
  SceText file, grown;              /* both NUL-terminated */
  uint32_t grown_lines;             /* newlines in `grown` */
  size_t last_count;                /* `grown` before the last entry, and its lines */
  uint32_t last_lines;
  SceIntern keys;                   /* spellings such as "value sora", "unit km" */
  SCE_ARRAY(uint32_t) holders;      /* by key: index into items + 1; 0: nobody */
  SCE_ARRAY(SceNotebookItem) items;
  SCE_ARRAY(SceNotebookKey) entry;  /* what the entry under trial defines */
  SCE_ARRAY(uint32_t) blanked;      /* items that it replaces */
  SceText undo;                     /* their bytes, one after the other */
} SceNotebook;

void sce_notebook_init(SceNotebook *notebook);
void sce_notebook_release(SceNotebook *notebook);

/* Takes over the text of the file, whose definitions may be made anew. */
void sce_notebook_set_file(SceNotebook *notebook, const char *text, uint32_t length);

/* Puts an entry under trial: what it defines anew is blanked. Returns false when it holds nothing but comments, which needs no trial. */
bool sce_notebook_try(SceNotebook *notebook, const char *text, uint32_t length);

/* Ends the trial: the entry, which starts at `line` (from 1) of the input, holds from now on; or all is as before. With `again` the entry
 * is the last one that was kept, with more to it. */
void sce_notebook_keep(SceNotebook *notebook, const char *text, uint32_t length, uint32_t line, bool again);
void sce_notebook_drop(SceNotebook *notebook);

#endif
