/* What the comment of a definition says, read off its text: for pages of `sce doc`, and for findings about what it defines.
 *
 * `words` and `program` are the caller's to release; both are empty where there is no comment, and `program`, the example in it, may be NULL: then its lines are words.
 */
#ifndef SCE_DOC_COMMENT_H
#define SCE_DOC_COMMENT_H

#include "ast.h"
#include "source.h"
#include "text.h"

void sce_comment_read(const SceAst *ast, const SceSources *sources, uint32_t item, SceText *words, SceText *program);

#endif
