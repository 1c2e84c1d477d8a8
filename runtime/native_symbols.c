/* The table of dynamic symbols has no length of its own: the hash table beside it tells how many there are. Of the two kinds of hash tables the old one says
 * so, and the new one by its last chain.
 */
#define _GNU_SOURCE       /* the link map of a library */
#include "native_symbols.h"

#include <dlfcn.h>
#include <link.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

typedef struct Symbols {
  const ElfW(Sym) *at;
  const char *names;
  uint32_t count;
} Symbols;

/* Loaders differ in whether they have added where the library lies. */
static const void *address(const struct link_map *map, ElfW(Addr) value) { return (const void *)(value < map->l_addr ? value + map->l_addr : value); }

static uint32_t count_by_new_hash(const uint32_t *hash) {
  uint32_t buckets = hash[0], first = hash[1], bloom = hash[2], last = 0;
  const uint32_t *bucket = hash + 4 + bloom * (sizeof(ElfW(Addr)) / sizeof *hash), *chains = bucket + buckets;
  for (uint32_t i = 0; i < buckets; i++)
    if (bucket[i] > last) last = bucket[i];
  if (last < first) return first;
  while (!(chains[last - first] & 1)) last++;
  return last + 1;
}

static Symbols read_symbols(void *handle) {
  struct link_map *map = NULL;
  Symbols symbols = {0};
  const uint32_t *hash = NULL, *new_hash = NULL;
  if (dlinfo(handle, RTLD_DI_LINKMAP, &map) || !map) return symbols;
  for (const ElfW(Dyn) *entry = map->l_ld; entry->d_tag != DT_NULL; entry++) {
    const void *at = address(map, entry->d_un.d_ptr);
    if (entry->d_tag == DT_SYMTAB) symbols.at = at;
    else if (entry->d_tag == DT_STRTAB) symbols.names = at;
    else if (entry->d_tag == DT_HASH) hash = at;
    else if (entry->d_tag == DT_GNU_HASH) new_hash = at;
  }
  if (symbols.at && symbols.names) symbols.count = hash ? hash[1] : new_hash ? count_by_new_hash(new_hash) : 0;
  return symbols;
}

static bool is_own(const ElfW(Sym) *symbol) { return symbol->st_shndx != SHN_UNDEF && ELF32_ST_BIND(symbol->st_info) != STB_LOCAL; }

static bool is_function(const ElfW(Sym) *symbol) {
  unsigned type = ELF32_ST_TYPE(symbol->st_info);
  return type == STT_FUNC || type == STT_GNU_IFUNC;
}

SceSymbolKind sce_symbols_find(void *handle, const char *name) {
  Symbols symbols = read_symbols(handle);
  SceSymbolKind found = SCE_SYMBOL_NONE;
  for (uint32_t i = 0; i < symbols.count && found != SCE_SYMBOL_FUNCTION; i++)
    if (is_own(&symbols.at[i]) && !strcmp(symbols.names + symbols.at[i].st_name, name)) found = is_function(&symbols.at[i]) ? SCE_SYMBOL_FUNCTION : SCE_SYMBOL_OTHER;
  return found;
}

void sce_symbols_each(void *handle, void (*see)(void *context, const char *name, bool function), void *context) {
  Symbols symbols = read_symbols(handle);
  for (uint32_t i = 0; i < symbols.count; i++)
    if (is_own(&symbols.at[i])) see(context, symbols.names + symbols.at[i].st_name, is_function(&symbols.at[i]));
}
