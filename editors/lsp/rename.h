/* The edits of a rename, and whether the program still means the same with them. */
#ifndef SCE_LSP_RENAME_H
#define SCE_LSP_RENAME_H

#include "navigate.h"

typedef struct LspEdit {            /* [start, end) of a file becomes `text` */
  uint32_t start, end;
  char *text;
} LspEdit;

typedef struct LspEdited {
  const char *path;                 /* borrowed from an analysis */
  LspAnalysis *analysis;            /* that knows the file, and its source there */
  SceSourceId source;
  SCE_ARRAY(LspEdit) edits;         /* ascending */
} LspEdited;

typedef SCE_ARRAY(LspEdited) LspEditedFiles;

/* Compiles all open documents with the edits made. Returns NULL when every name means what it meant and nothing new is wrong, else why not: the caller's. */
char *lsp_rename_check(LspServer *server, const LspEditedFiles *files);

#endif
