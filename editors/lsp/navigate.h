/* A symbol: what a name means, the same from every document that looks at the file in which it is introduced. */
#ifndef SCE_LSP_NAVIGATE_H
#define SCE_LSP_NAVIGATE_H

#include "server.h"

typedef struct LspSymbol {
  const char *path;                 /* of the file, or the name of a text of the library; borrowed */
  bool own;                         /* in a file of the user */
  uint32_t at;                      /* where its name stands there */
  uint8_t kind;                     /* SceNameKind */
} LspSymbol;

typedef struct LspOccurrence {
  LspAnalysis *analysis;
  SceNameUse use;
} LspOccurrence;

typedef SCE_ARRAY(LspOccurrence) LspOccurrences;

LspSymbol lsp_symbol(const LspAnalysis *analysis, const SceNameUse *use);   /* of a use with an item */
bool lsp_is_symbol(const LspAnalysis *analysis, const SceNameUse *use, const LspSymbol *symbol);

/* All places where it stands, in all open documents and their imports, each once. The caller releases the array. */
void lsp_occurrences(LspServer *server, LspDocument *first, const LspSymbol *symbol, LspOccurrences *out);

#endif
