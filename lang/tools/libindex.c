/* Why this file exists: a program names a handful of the library's definitions, and the library will have thousands. This host tool
 * parses the library when the project is built and prints it as constant data with an index by name, so that a process
 * starts without reading a file and parses what it uses and no more.
 *
 *   libindex FILE…
 *
 * prints a C file that defines `sce_library`. Findings go to standard error: exit code 1 for what the library says, 2 for files
 * that cannot be read or written. The tables hold offsets and no pointers, so that nothing has to be relocated at start.
 */
#include "library.h"
#include "parse.h"
#include "unit.h"

#include <errno.h>
#include <stdio.h>

typedef struct Entry {
  const char *name;
  SceSpace space;
  uint32_t file, start, end;
} Entry;

typedef struct Index {
  SceSources sources;
  SceDiags diags;
  SceIntern intern;
  SceAst ast;
  SCE_ARRAY(char *) names;            /* owned copies: an interned spelling may move */
  SCE_ARRAY(Entry) entries;
} Index;

static bool read_file(const char *path, SceText *text) {
  FILE *file = fopen(path, "rb");
  if (!file) return false;
  char chunk[16384];
  sce_text_add(text, "", 0);
  for (size_t count; (count = fread(chunk, 1, sizeof chunk, file)) > 0;) sce_text_add(text, chunk, count);
  bool sound = !ferror(file) && text->count <= INT32_MAX;
  fclose(file);
  return sound;
}

static const char *base_name(const char *path) {
  const char *slash = strrchr(path, '/');
  return slash ? slash + 1 : path;
}

static void add_entry(Index *index, SceSpace space, SceName name, const SceItem *item, SceSourceId source) {
  const char *spelling = sce_intern_spelling(&index->intern, name);
  size_t size = strlen(spelling) + 1;
  char *copy = memcpy(sce_memory_new(size), spelling, size);
  sce_array_push(&index->names, copy);
  sce_array_push(&index->entries, ((Entry){copy, space, source, item->start, item->end}));
}

/* Why the library cannot hold such an item; NULL when it can. */
static const char *refusal(const Index *index, const SceItem *item) {
  const SceItemMore *more = sce_ast_more(&index->ast, item);
  const char *kind = item->kind == SCE_ITEM_BLOCK ? sce_intern_spelling(&index->intern, more->block_kind) : "";
  if (!strcmp(kind, "scenario")) return "a scenario";
  if (!strcmp(kind, "claim")) return "a claim";
  switch ((SceItemKind)item->kind) {
  case SCE_ITEM_FIELD: return sce_expr_is_empty(more->left) ? NULL : "a replacement";
  case SCE_ITEM_BLOCK: case SCE_ITEM_KIND: case SCE_ITEM_FUNCTION: case SCE_ITEM_UNIT: case SCE_ITEM_DIMENSION: return NULL;
  case SCE_ITEM_EXPRESSION: return "a bare expression";
  case SCE_ITEM_USE: return "a `use`";
  case SCE_ITEM_EXTERN: return "an `extern`";
  case SCE_ITEM_EACH: return "an `each`";
  case SCE_ITEM_PARAMETER: return "a parameter";
  }
  return "such an item";
}

static void add_unit(Index *index, const SceItem *item, SceSourceId source) {
  const SceItemMore *more = sce_ast_more(&index->ast, item);
  add_entry(index, SCE_SPACE_UNIT, item->name, item, source);
  for (uint32_t i = 0; i + more->prefix_count < more->name_count; i++)
    add_entry(index, SCE_SPACE_UNIT, index->ast.names.at[more->names + i].name, item, source);
}

static void add_item(Index *index, const SceItem *item, SceSourceId source) {
  const char *refused = refusal(index, item);
  if (refused) {
    sce_diag_add(&index->diags, SCE_E_DEFINITION, (SceSpan){source, item->start, item->end}, "the library cannot hold %s", refused);
    sce_diag_help(&index->diags, "each definition of the library is parsed alone, when a file names it");
    return;
  }
  if (item->kind == SCE_ITEM_UNIT) {
    add_unit(index, item, source);
    return;
  }
  SceSpace space = item->kind == SCE_ITEM_KIND        ? SCE_SPACE_KIND
                   : item->kind == SCE_ITEM_FUNCTION  ? SCE_SPACE_FUNCTION
                   : item->kind == SCE_ITEM_DIMENSION ? SCE_SPACE_DIMENSION
                                                      : SCE_SPACE_VALUE;
  SceName name = item->name ? item->name : sce_ast_more(&index->ast, item)->block_kind;
  add_entry(index, space, name, item, source);
}

/* Reads and parses one file. Returns false when it cannot be read. */
static bool add_file(Index *index, const char *path) {
  SceText text = {0};
  if (!read_file(path, &text)) {
    fprintf(stderr, "libindex: %s: %s\n", path, errno ? strerror(errno) : "too large");
    sce_text_release(&text);
    return false;
  }
  SceSourceId source = sce_sources_add(&index->sources, path, base_name(path), text.bytes, (uint32_t)text.count, true);
  uint32_t file = sce_parse(&index->ast, &index->intern, &index->sources, &index->diags, source);
  for (uint32_t at = index->ast.files.at[file].body; at != SCE_NO_ITEM; at = index->ast.items.at[at].next)
    add_item(index, &index->ast.items.at[at], source);
  return true;
}

static int compare_entries(const void *a, const void *b) {
  const Entry *x = a, *y = b;
  if (x->space != y->space) return x->space < y->space ? -1 : 1;
  int order = strcmp(x->name, y->name);
  if (order) return order;
  if (x->file != y->file) return x->file < y->file ? -1 : 1;
  return x->start < y->start ? -1 : x->start > y->start;
}

/* Derived dimensions are found by what they are made of too, so that their display is known when a value turns out to have one. */
static void add_signatures(Index *index) {
  SceDims *dims = sce_dims_new();
  SceUnits *units = sce_units_new(&index->intern, dims, &index->ast, &index->sources, &index->diags);
  uint32_t count = index->ast.items.count;
  for (uint32_t i = 0; i < count; i++)
    if (index->ast.items.at[i].kind == SCE_ITEM_DIMENSION || index->ast.items.at[i].kind == SCE_ITEM_UNIT) sce_units_announce(units, i);
  sce_units_finish(units);
  for (uint32_t i = 0; i < count; i++) {
    const SceItem *item = &index->ast.items.at[i];
    SceDim dim;
    if (item->kind != SCE_ITEM_DIMENSION || !item->unit || !sce_dim_find(dims, item->name, &dim)) continue;
    SceText signature = {0};
    sce_dim_signature(&signature, dims, &index->intern, dim);
    SceName name = sce_intern_get(&index->intern, signature.bytes, (uint32_t)signature.count);
    sce_text_release(&signature);
    bool known = false;
    for (uint32_t k = 0; k < index->entries.count; k++) known |= index->entries.at[k].space == SCE_SPACE_SIGNATURE && !strcmp(index->entries.at[k].name, sce_intern_spelling(&index->intern, name));
    if (!known) add_entry(index, SCE_SPACE_SIGNATURE, name, item, sce_ast_item_source(&index->ast, i));
  }
  sce_units_free(units);
  sce_dims_free(dims);
}

static void sort_entries(Index *index) {
  if (index->entries.count > 1) qsort(index->entries.at, index->entries.count, sizeof *index->entries.at, compare_entries);
  for (uint32_t i = 1; i < index->entries.count; i++) {
    const Entry *first = &index->entries.at[i - 1], *again = &index->entries.at[i];
    if (first->space != again->space || strcmp(first->name, again->name)) continue;
    sce_diag_add(&index->diags, SCE_E_TWICE, (SceSpan){again->file, again->start, again->end}, "the library defines `%s` twice", again->name);
    sce_diag_note(&index->diags, (SceSpan){first->file, first->start, first->end}, "the other definition");
  }
}

/* One array of characters as numbers: no compiler has a limit on those. */
static void print_bytes(const char *bytes, size_t count, unsigned *column) {
  for (size_t i = 0; i < count; i++) {
    printf("%d,", (int)(signed char)bytes[i]);
    if (++*column % 32 == 0) putchar('\n');
  }
}

static void print_names(const Index *index) {
  unsigned column = 0;
  fputs("static const char names[] = {\n", stdout);
  for (uint32_t i = 0; i < index->sources.list.count; i++) {
    const char *name = index->sources.list.at[i].short_name;
    print_bytes(name, strlen(name) + 1, &column);
  }
  for (uint32_t i = 0; i < index->entries.count; i++) print_bytes(index->entries.at[i].name, strlen(index->entries.at[i].name) + 1, &column);
  fputs("0};\n", stdout);
}

static void print_texts(const Index *index) {
  unsigned column = 0;
  fputs("static const char texts[] = {\n", stdout);
  for (uint32_t i = 0; i < index->sources.list.count; i++)
    print_bytes(index->sources.list.at[i].text, (size_t)index->sources.list.at[i].length + 1, &column);
  fputs("0};\n", stdout);
}

/* The tables; names are laid down in the same order as by print_names, texts as by print_texts. */
static void print_tables(const Index *index) {
  uint32_t name = 0, text = 0, file_count = index->sources.list.count, entry_count = index->entries.count;
  fputs("static const SceLibraryFile files[] = {\n", stdout);
  for (uint32_t i = 0; i < file_count; i++) {
    const SceSource *source = &index->sources.list.at[i];
    printf("  {%u, %u, %u},\n", (unsigned)name, (unsigned)text, (unsigned)source->length);
    name += (uint32_t)strlen(source->short_name) + 1;
    text += source->length + 1;
  }
  fputs("  {0, 0, 0}};\nstatic const SceLibraryEntry entries[] = {\n", stdout);
  for (uint32_t i = 0; i < entry_count; i++) {
    const Entry *entry = &index->entries.at[i];
    printf("  {%u, %u, %u, %u, %u},\n", (unsigned)name, (unsigned)entry->space, (unsigned)entry->file, (unsigned)entry->start, (unsigned)entry->end);
    name += (uint32_t)strlen(entry->name) + 1;
  }
  printf("  {0, 0, 0, 0, 0}};\nconst SceLibrary sce_library = {names, texts, entries, files, %u, %u};\n", (unsigned)entry_count, (unsigned)file_count);
}

static int finish(Index *index, bool readable) {
  add_signatures(index);
  sort_entries(index);
  int code = readable ? 0 : 2;
  if (index->diags.list.count) {
    SceText text = {0};
    sce_diags_sort(&index->diags);
    sce_diags_print(&text, &index->sources, &index->diags, 100, false);
    fputs(text.bytes, stderr);
    sce_text_release(&text);
    if (!code) code = 1;
  }
  if (code) return code;
  fputs("/* Generated from stdlib/ by lang/tools/libindex.c. */\n#include \"library.h\"\n\n", stdout);
  print_names(index);
  print_texts(index);
  print_tables(index);
  if (fflush(stdout) || ferror(stdout)) {
    fputs("libindex: writing failed\n", stderr);
    return 2;
  }
  return 0;
}

int main(int argc, char **argv) {
  Index index = {0};
  sce_sources_init(&index.sources);
  sce_diags_init(&index.diags);
  sce_intern_init(&index.intern);
  sce_ast_init(&index.ast);
  bool readable = true;
  for (int i = 1; i < argc; i++) {
    errno = 0;
    readable &= add_file(&index, argv[i]);
  }
  int code = finish(&index, readable);
  for (uint32_t i = 0; i < index.names.count; i++) free(index.names.at[i]);
  sce_array_release(&index.names);
  sce_array_release(&index.entries);
  sce_ast_release(&index.ast);
  sce_intern_release(&index.intern);
  sce_diags_release(&index.diags);
  sce_sources_release(&index.sources);
  return code;
}
