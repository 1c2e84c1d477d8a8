/* What has been said at the prompt, and holds.
 *
 * Three texts: what the user wants at every prompt, the file that it was started with, and one that grows by each accepted entry. A definition that is made anew is blanked where
 * it stood, so that the texts stay a program without repetitions, which the compiler reads in one pass. Each line of the
 * grown text is a line of the input, so that findings name lines that somebody has typed.
 */
#ifndef SCE_CLI_NOTEBOOK_H
#define SCE_CLI_NOTEBOOK_H

#include "ast.h"
#include "diag.h"
#include "text.h"

typedef enum SceNotebookText { SCE_NOTEBOOK_INIT, SCE_NOTEBOOK_FILE, SCE_NOTEBOOK_GROWN, SCE_NOTEBOOK_TEXTS } SceNotebookText;

typedef struct SceNotebookItem {    /* a definition that holds, or held */
  uint8_t text;                     /* SceNotebookText that it stands in */
  bool dead;                        /* blanked */
  bool moved;                       /* private, while a text is made: it stands where what it replaced stood */
  uint32_t by;                      /* of a dead one: index of the item that took its place + 1; 0: none */
  uint32_t start, end;
} SceNotebookItem;

typedef struct SceNotebookKey {     /* a name that an item defines: SceName in `keys` */
  SceName key;
  uint32_t start, end;              /* the item, in the entry */
} SceNotebookKey;

typedef struct SceNotebookBare {    /* a bare expression of an accepted entry */
  uint32_t line;                    /* of the input */
  char *text;
} SceNotebookBare;

typedef struct SceNotebook {
  SceText texts[SCE_NOTEBOOK_TEXTS];   /* all NUL-terminated */
  uint32_t grown_lines;             /* newlines in the grown text */
  size_t last_count;                /* the grown text before the last entry, and its lines */
  uint32_t last_lines, last_items, last_bare;
  SceIntern keys;                   /* spellings such as "value sora", "unit km" */
  SCE_ARRAY(uint32_t) holders;      /* by key: index into items + 1; 0: nobody */
  SCE_ARRAY(SceNotebookItem) items;
  SCE_ARRAY(SceNotebookKey) entry;  /* what the entry under trial defines */
  SCE_ARRAY(uint32_t) blanked;      /* items that it replaces */
  SceText undo;                     /* their bytes, one after the other */
  SCE_ARRAY(SceNotebookBare) bare;  /* in the order of their lines; they are not part of the grown text */
  SCE_ARRAY(SceNotebookKey) entry_bare;   /* those of the entry under trial, without keys */
} SceNotebook;

void sce_notebook_init(SceNotebook *notebook);
void sce_notebook_release(SceNotebook *notebook);

/* Takes over a text that is there before anything is said, whose definitions may be made anew: the later text wins. */
void sce_notebook_set(SceNotebook *notebook, SceNotebookText which, const char *text, uint32_t length);

/* Puts an entry under trial: what it defines anew is blanked. Returns false when it holds nothing but comments, which needs no trial. */
bool sce_notebook_try(SceNotebook *notebook, const char *text, uint32_t length);

/* Ends the trial: the entry, which starts at `line` (from 1) of the input, holds from now on; or all is as before. With `again` the entry
 * is the last one that was kept, with more to it. */
void sce_notebook_keep(SceNotebook *notebook, const char *text, uint32_t length, uint32_t line, bool again);
void sce_notebook_drop(SceNotebook *notebook);

/* The definition of the file or of the grown text that has this key, such as "value x"; NULL: none. */
const SceNotebookItem *sce_notebook_find(SceNotebook *notebook, const char *key);

/* What has been said, as a text: each definition and each bare expression where it was said last. Nothing of the texts before it. */
void sce_notebook_forget(SceNotebook *notebook, const char *bare);   /* a bare expression that is not sound any more */
bool sce_notebook_respell(SceNotebook *notebook, const char *bare, const char *text);   /* false: there is no such bare expression */
void sce_notebook_said(const SceNotebook *notebook, SceText *out);

/* All of it as one text: what replaces a definition of an earlier text stands in its place, below its comment. `lead` goes between those texts and what was said. */
void sce_notebook_whole(SceNotebook *notebook, const char *lead, SceText *out);

#endif
