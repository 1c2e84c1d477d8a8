/* Keeping the prompt's texts: which definition stands where, and how it gives way to a new one. */
#include "notebook.h"

#include "parse.h"

void sce_notebook_init(SceNotebook *notebook) {
  *notebook = (SceNotebook){0};
  sce_text_add(&notebook->file, "", 0);
  sce_text_add(&notebook->grown, "", 0);
  sce_intern_init(&notebook->keys);
}

void sce_notebook_release(SceNotebook *notebook) {
  sce_text_release(&notebook->file);
  sce_text_release(&notebook->grown);
  sce_text_release(&notebook->undo);
  sce_intern_release(&notebook->keys);
  sce_array_release(&notebook->holders);
  sce_array_release(&notebook->items);
  sce_array_release(&notebook->entry);
  sce_array_release(&notebook->blanked);
}

/* ---- what a text defines ---- */

static void add_key(SceNotebook *notebook, const SceItem *item, const char *space, const char *name) {
  SceText spelling = {0};
  sce_text_add_format(&spelling, "%s %s", space, name);
  SceName key = sce_intern_get(&notebook->keys, spelling.bytes, (uint32_t)spelling.count);
  sce_text_release(&spelling);
  sce_array_push(&notebook->entry, ((SceNotebookKey){key, item->start, item->end}));
}

/* The path of a replacement, without the blanks that it may be written with. */
static void add_path_key(SceNotebook *notebook, const SceAst *ast, const SceIntern *intern, const SceItem *item) {
  SceExpr left = sce_ast_more(ast, item)->left;
  SceText path = {0};
  for (uint32_t node = left.first; node <= left.last; node++)
    sce_text_add_format(&path, ".%s", sce_intern_spelling(intern, ast->nodes.at[node].a));
  add_key(notebook, item, "replacement", path.bytes);
  sce_text_release(&path);
}

static void add_unit_keys(SceNotebook *notebook, const SceAst *ast, const SceIntern *intern, const SceItem *item) {
  const SceItemMore *more = sce_ast_more(ast, item);
  add_key(notebook, item, "unit", sce_intern_spelling(intern, item->name));
  for (uint32_t i = 0; i + more->prefix_count < more->name_count; i++)
    add_key(notebook, item, "unit", sce_intern_spelling(intern, ast->names.at[more->names + i].name));
}

static void add_use_key(SceNotebook *notebook, const SceIntern *intern, const SceItemMore *more, const SceItem *item, const char *text) {
  SceText path = {0};
  sce_text_add(&path, text + more->string_at, more->string_length);
  if (more->alias) add_key(notebook, item, "value", sce_intern_spelling(intern, more->alias));
  else add_key(notebook, item, "use", path.bytes);
  sce_text_release(&path);
}

static void add_item_keys(SceNotebook *notebook, const SceAst *ast, const SceIntern *intern, const SceItem *item, const char *text) {
  const SceItemMore *more = sce_ast_more(ast, item);
  const char *name = sce_intern_spelling(intern, item->name), *kind = sce_intern_spelling(intern, more->block_kind);
  switch ((SceItemKind)item->kind) {
  case SCE_ITEM_FIELD:
    if (!sce_expr_is_empty(more->left)) add_path_key(notebook, ast, intern, item);
    else add_key(notebook, item, "value", name);
    return;
  case SCE_ITEM_BLOCK:
    if (!strcmp(kind, "scenario") || !strcmp(kind, "claim")) add_key(notebook, item, kind, name);
    else add_key(notebook, item, "value", *name ? name : kind);
    return;
  case SCE_ITEM_KIND: add_key(notebook, item, "kind", name); return;
  case SCE_ITEM_FUNCTION: case SCE_ITEM_EXTERN: add_key(notebook, item, "function", name); return;
  case SCE_ITEM_UNIT: add_unit_keys(notebook, ast, intern, item); return;
  case SCE_ITEM_DIMENSION: add_key(notebook, item, "dimension", name); return;
  case SCE_ITEM_USE: add_use_key(notebook, intern, more, item, text); return;
  case SCE_ITEM_EXPRESSION: case SCE_ITEM_EACH: case SCE_ITEM_PARAMETER: return;
  }
}

/* Parses a text by itself and fills notebook->entry. Errors are left to the compiler, which will see the same text. Returns false
 * when there is nothing in it. */
static bool read_keys(SceNotebook *notebook, const char *text, uint32_t length) {
  SceSources sources;
  SceDiags diags;
  SceIntern intern;
  SceAst ast;
  sce_sources_init(&sources);
  sce_diags_init(&diags);
  sce_intern_init(&intern);
  sce_ast_init(&ast);
  notebook->entry.count = 0;
  SceSourceId source = sce_sources_add(&sources, "", "", text, length, false);
  uint32_t file = sce_parse(&ast, &intern, &sources, &diags, source);
  uint32_t at = ast.files.at[file].body;
  bool something = at != SCE_NO_ITEM || diags.list.count;
  for (; at != SCE_NO_ITEM; at = ast.items.at[at].next) add_item_keys(notebook, &ast, &intern, &ast.items.at[at], text);
  sce_ast_release(&ast);
  sce_intern_release(&intern);
  sce_diags_release(&diags);
  sce_sources_release(&sources);
  return something;
}

/* ---- giving way ---- */

static SceText *text_of(SceNotebook *notebook, const SceNotebookItem *item) { return item->grown ? &notebook->grown : &notebook->file; }

/* Blanks a definition; line ends stay, so that lines keep their numbers. */
static void blank(SceNotebook *notebook, uint32_t index) {
  SceNotebookItem *item = &notebook->items.at[index];
  if (item->dead) return;
  char *bytes = text_of(notebook, item)->bytes;
  sce_text_add(&notebook->undo, bytes + item->start, item->end - item->start);
  sce_array_push(&notebook->blanked, index);
  item->dead = true;
  for (uint32_t at = item->start; at < item->end; at++)
    if (bytes[at] != '\n') bytes[at] = ' ';
}

/* Notes which item holds each key of the entry, whose text now starts at `offset`. */
static void hold(SceNotebook *notebook, bool grown, uint32_t offset) {
  for (uint32_t i = 0; i < notebook->entry.count; i++) {
    SceNotebookKey key = notebook->entry.at[i];
    const SceNotebookKey *before = i ? &notebook->entry.at[i - 1] : NULL;
    if (!before || before->start != key.start)
      sce_array_push(&notebook->items, ((SceNotebookItem){grown, false, offset + key.start, offset + key.end}));
    while (notebook->holders.count <= key.key) sce_array_push(&notebook->holders, 0);
    notebook->holders.at[key.key] = notebook->items.count;
  }
  notebook->entry.count = 0;
}

void sce_notebook_set_file(SceNotebook *notebook, const char *text, uint32_t length) {
  sce_text_clear(&notebook->file);
  sce_text_add(&notebook->file, text, length);
  read_keys(notebook, notebook->file.bytes, length);
  hold(notebook, false, 0);
}

bool sce_notebook_try(SceNotebook *notebook, const char *text, uint32_t length) {
  sce_text_clear(&notebook->undo);
  notebook->blanked.count = 0;
  if (!read_keys(notebook, text, length)) return false;
  for (uint32_t i = 0; i < notebook->entry.count; i++) {
    SceName key = notebook->entry.at[i].key;
    if (key < notebook->holders.count && notebook->holders.at[key]) blank(notebook, notebook->holders.at[key] - 1);
  }
  return true;
}

void sce_notebook_drop(SceNotebook *notebook) {
  const char *bytes = notebook->undo.bytes;
  for (uint32_t i = 0; i < notebook->blanked.count; i++) {
    SceNotebookItem *item = &notebook->items.at[notebook->blanked.at[i]];
    uint32_t count = item->end - item->start;
    memcpy(text_of(notebook, item)->bytes + item->start, bytes, count);
    item->dead = false;
    bytes += count;
  }
  notebook->blanked.count = notebook->entry.count = 0;
}

/* Blanks what lies between two definitions, bare expressions above all: line ends and comments stay, and one `;` where it separates. */
static void blank_gap(char *bytes, uint32_t start, uint32_t end, bool separates) {
  bool comment = false;
  for (uint32_t at = start; at < end; at++) {
    comment = bytes[at] == '#' || (comment && bytes[at] != '\n');
    if (comment || bytes[at] == '\n') continue;
    if (bytes[at] == ';' && separates) separates = false;
    else bytes[at] = ' ';
  }
}

/* Adds the definitions of an entry to the grown text, where they stand in the entry. */
static void add_entry(SceNotebook *notebook, const char *text, uint32_t length) {
  size_t offset = notebook->grown.count;
  sce_text_add(&notebook->grown, text, length);
  char *bytes = notebook->grown.bytes + offset;
  uint32_t behind = 0;
  for (uint32_t i = 0; i < notebook->entry.count; i++) {
    SceNotebookKey key = notebook->entry.at[i];
    if (key.end <= behind) continue;              /* a further name of the same item */
    blank_gap(bytes, behind, key.start, behind > 0);
    behind = key.end;
  }
  blank_gap(bytes, behind, length, false);
  for (uint32_t at = 0; at < length; at++) notebook->grown_lines += bytes[at] == '\n';
}

void sce_notebook_keep(SceNotebook *notebook, const char *text, uint32_t length, uint32_t line, bool again) {
  if (again) {
    notebook->grown.count = notebook->last_count;
    notebook->grown.bytes[notebook->grown.count] = '\0';
    notebook->grown_lines = notebook->last_lines;
  }
  notebook->last_count = notebook->grown.count;
  notebook->last_lines = notebook->grown_lines;
  if (notebook->entry.count) {
    for (; notebook->grown_lines + 1 < line; notebook->grown_lines++) sce_text_add_byte(&notebook->grown, '\n');
    uint32_t offset = (uint32_t)notebook->grown.count;
    add_entry(notebook, text, length);
    hold(notebook, true, offset);
  }
  notebook->blanked.count = 0;
}
