/* One text and its syntax tree. */
#include "tree.h"

#include "parse.h"

void sce_tree_read(SceTree *tree, const char *text, uint32_t length) {
  sce_sources_init(&tree->sources);
  sce_diags_init(&tree->diags);
  sce_intern_init(&tree->intern);
  sce_ast_init(&tree->ast);
  SceSourceId source = sce_sources_add(&tree->sources, "", "", text, length, false);
  uint32_t file = sce_parse(&tree->ast, &tree->intern, &tree->sources, &tree->diags, source);
  tree->first = tree->ast.files.at[file].body;
}

void sce_tree_release(SceTree *tree) {
  sce_ast_release(&tree->ast);
  sce_intern_release(&tree->intern);
  sce_diags_release(&tree->diags);
  sce_sources_release(&tree->sources);
}
