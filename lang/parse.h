/* Text to syntax tree, and to tokens for those who keep the layout.
 *
 * sce_parse adds the items of one source to the tree and every syntax error to the findings; items that are sound stay, so that later
 * phases can look at them. It never fails: a text that is all errors gives an empty body.
 */
#ifndef SCE_PARSE_H
#define SCE_PARSE_H

#include "ast.h"
#include "diag.h"
#include "grammar.h"

/* Parses the whole source. Returns the index into ast->files. */
uint32_t sce_parse(SceAst *ast, SceIntern *intern, SceSources *sources, SceDiags *diags, SceSourceId source);

/* The same for bytes [start, end) of a source: one definition of the library, found through its index. */
uint32_t sce_parse_part(SceAst *ast, SceIntern *intern, SceSources *sources, SceDiags *diags, SceSourceId source, uint32_t start, uint32_t end);

/* What is still open at the end of a text typed at the prompt: 0 complete, else the bracket, '"' or '<' that waits,
 * or '=' when the last token asks for more. */
char sce_parse_is_open(const char *text, uint32_t length);

/* Which tokens the grammar takes at the end of a text, by kind: for completion. `expected` has room for SCE_PARSE_KINDS. A line end there separates where one may.
 * Returns whether there is no syntax error before. The grammar's tables are a little wider than the grammar: whoever wants to be sure of a word asks again behind it. */
enum { SCE_PARSE_KINDS = SCE_TOKEN_GREATER + 1 };
bool sce_parse_expected(const char *text, uint32_t length, bool *expected);

#endif
