/* What a loaded library offers itself, leaving out the libraries that it rests on: read from its own table of dynamic symbols. */
#ifndef SCE_NATIVE_SYMBOLS_H
#define SCE_NATIVE_SYMBOLS_H

#include <stdbool.h>

typedef enum SceSymbolKind { SCE_SYMBOL_NONE, SCE_SYMBOL_FUNCTION, SCE_SYMBOL_OTHER } SceSymbolKind;

/* `handle` is from dlopen. */
SceSymbolKind sce_symbols_find(void *handle, const char *name);

/* Calls `see` with each name; those that are no function are data. */
void sce_symbols_each(void *handle, void (*see)(void *context, const char *name, bool function), void *context);

#endif
