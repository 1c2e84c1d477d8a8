/* The syntax tree of one text that stands alone: an entry, or what is typed before the cursor. Nothing is looked up in it. */
#ifndef SCE_CLI_TREE_H
#define SCE_CLI_TREE_H

#include "ast.h"
#include "diag.h"

typedef struct SceTree {
  SceSources sources;
  SceDiags diags;
  SceIntern intern;
  SceAst ast;
  uint32_t first;                   /* the first item of the text; SCE_NO_ITEM: none */
} SceTree;

/* `tree` is overwritten. `text` must outlive it. Syntax errors are in `diags`. */
void sce_tree_read(SceTree *tree, const char *text, uint32_t length);
void sce_tree_release(SceTree *tree);

#endif
