/* Keeping the prompt's texts: which definition stands where, and how it gives way to a new one. */
#include "notebook.h"

#include "tree.h"

void sce_notebook_init(SceNotebook *notebook) {
  *notebook = (SceNotebook){0};
  for (int i = 0; i < SCE_NOTEBOOK_TEXTS; i++) sce_text_add(&notebook->texts[i], "", 0);
  sce_intern_init(&notebook->keys);
}

void sce_notebook_release(SceNotebook *notebook) {
  for (int i = 0; i < SCE_NOTEBOOK_TEXTS; i++) sce_text_release(&notebook->texts[i]);
  for (uint32_t i = 0; i < notebook->bare.count; i++) free(notebook->bare.at[i].text);
  sce_array_release(&notebook->bare);
  sce_array_release(&notebook->entry_bare);
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
  case SCE_ITEM_EXPRESSION: sce_array_push(&notebook->entry_bare, ((SceNotebookKey){0, item->start, item->end})); return;
  case SCE_ITEM_EACH: case SCE_ITEM_PARAMETER: return;
  }
}

/* Parses a text by itself and fills notebook->entry. Errors are left to the compiler, which will see the same text. Returns false
 * when there is nothing in it. */
static bool read_keys(SceNotebook *notebook, const char *text, uint32_t length) {
  SceTree tree;
  notebook->entry.count = notebook->entry_bare.count = 0;
  sce_tree_read(&tree, text, length);
  for (uint32_t at = tree.first; at != SCE_NO_ITEM; at = tree.ast.items.at[at].next) add_item_keys(notebook, &tree.ast, &tree.intern, &tree.ast.items.at[at], text);
  bool something = tree.first != SCE_NO_ITEM || tree.diags.list.count;
  sce_tree_release(&tree);
  return something;
}

/* ---- giving way ---- */

static SceText *text_of(SceNotebook *notebook, const SceNotebookItem *item) { return &notebook->texts[item->text]; }

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
static void hold(SceNotebook *notebook, SceNotebookText which, uint32_t offset) {
  for (uint32_t i = 0; i < notebook->entry.count; i++) {
    SceNotebookKey key = notebook->entry.at[i];
    const SceNotebookKey *before = i ? &notebook->entry.at[i - 1] : NULL;
    if (!before || before->start != key.start)
      sce_array_push(&notebook->items, ((SceNotebookItem){(uint8_t)which, false, false, 0, offset + key.start, offset + key.end}));
    while (notebook->holders.count <= key.key) sce_array_push(&notebook->holders, 0);
    uint32_t holder = notebook->holders.at[key.key];
    if (holder && holder != notebook->items.count) notebook->items.at[holder - 1].by = notebook->items.count;
    notebook->holders.at[key.key] = notebook->items.count;
  }
  notebook->entry.count = 0;
}

void sce_notebook_set(SceNotebook *notebook, SceNotebookText which, const char *text, uint32_t length) {
  sce_notebook_try(notebook, text, length);
  sce_text_clear(&notebook->texts[which]);
  sce_text_add(&notebook->texts[which], text, length);
  hold(notebook, which, 0);
  notebook->blanked.count = 0;
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
  SceText *grown = &notebook->texts[SCE_NOTEBOOK_GROWN];
  size_t offset = grown->count;
  sce_text_add(grown, text, length);
  char *bytes = grown->bytes + offset;
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

static SceNotebookBare *find_bare(SceNotebook *notebook, const char *text) {
  for (uint32_t i = 0; i < notebook->bare.count; i++)
    if (!strcmp(notebook->bare.at[i].text, text)) return &notebook->bare.at[i];
  return NULL;
}

void sce_notebook_forget(SceNotebook *notebook, const char *bare) {
  SceNotebookBare *found = find_bare(notebook, bare);
  if (!found) return;
  free(found->text);
  memmove(found, found + 1, (size_t)(notebook->bare.at + notebook->bare.count - found - 1) * sizeof *found);
  notebook->bare.count--;
}

bool sce_notebook_respell(SceNotebook *notebook, const char *bare, const char *text) {
  SceNotebookBare *found = find_bare(notebook, bare);
  SceText copy = {0};
  if (!found) return false;
  sce_text_add_string(&copy, text);
  free(found->text);
  found->text = copy.bytes;
  return true;
}

/* Keeps the bare expressions of an entry; one that is spelled as an earlier one takes its place. */
static void keep_bare(SceNotebook *notebook, const char *text, uint32_t line) {
  uint32_t at = 0;
  for (uint32_t i = 0; i < notebook->entry_bare.count; i++) {
    SceNotebookKey bare = notebook->entry_bare.at[i];
    SceText copy = {0};
    for (; at < bare.start; at++) line += text[at] == '\n';
    sce_text_add(&copy, text + bare.start, bare.end - bare.start);
    sce_notebook_forget(notebook, copy.bytes);
    sce_array_push(&notebook->bare, ((SceNotebookBare){line, copy.bytes}));
  }
}

/* Takes the last entry back, for it comes again with more to it. */
static void take_back(SceNotebook *notebook, uint32_t line) {
  SceText *grown = &notebook->texts[SCE_NOTEBOOK_GROWN];
  grown->count = notebook->last_count;
  grown->bytes[grown->count] = '\0';
  notebook->grown_lines = notebook->last_lines;
  for (uint32_t i = notebook->last_items; i < notebook->items.count; i++) notebook->items.at[i].dead = true;
  while (notebook->bare.count && sce_array_last(&notebook->bare).line >= line) free(sce_array_pop(&notebook->bare).text);
}

void sce_notebook_keep(SceNotebook *notebook, const char *text, uint32_t length, uint32_t line, bool again) {
  SceText *grown = &notebook->texts[SCE_NOTEBOOK_GROWN];
  if (again) take_back(notebook, line);
  notebook->last_count = grown->count;
  notebook->last_lines = notebook->grown_lines;
  notebook->last_items = notebook->items.count;
  keep_bare(notebook, text, line);
  if (notebook->entry.count) {
    for (; notebook->grown_lines + 1 < line; notebook->grown_lines++) sce_text_add_byte(grown, '\n');
    uint32_t offset = (uint32_t)grown->count;
    add_entry(notebook, text, length);
    hold(notebook, SCE_NOTEBOOK_GROWN, offset);
  }
  notebook->blanked.count = 0;
}

const SceNotebookItem *sce_notebook_find(SceNotebook *notebook, const char *key) {
  SceName name = sce_intern_get_string(&notebook->keys, key);
  uint32_t holder = name < notebook->holders.count ? notebook->holders.at[name] : 0;
  const SceNotebookItem *item = holder ? &notebook->items.at[holder - 1] : NULL;
  return item && !item->dead ? item : NULL;
}

/* ---- what has been said ---- */

/* Whether a definition that holds covers any of [start, end) of the grown text. `at` is where the search goes on: items stand in order. */
static bool is_alive(const SceNotebook *notebook, uint32_t *at, uint32_t start, uint32_t end) {
  for (; *at < notebook->items.count; ++*at) {
    const SceNotebookItem *item = &notebook->items.at[*at];
    if (item->text != SCE_NOTEBOOK_GROWN || item->dead || item->moved || item->end <= start) continue;
    return item->start < end;
  }
  return false;
}

static void add_bare(const SceNotebook *notebook, uint32_t *next, uint32_t line, SceText *out) {
  for (; *next < notebook->bare.count && notebook->bare.at[*next].line <= line; ++*next) {
    const char *text = notebook->bare.at[*next].text;
    sce_text_add_format(out, "%s%s\n", *text == '-' ? "\n" : "", text);       /* a sign would go on with the line before */
  }
}

/* A comment line belongs to the definition that starts below it. */
void sce_notebook_said(const SceNotebook *notebook, SceText *out) {
  const SceText *grown = &notebook->texts[SCE_NOTEBOOK_GROWN];
  SceText comments = {0};
  uint32_t line = 1, item = 0, bare = 0;
  sce_text_add(out, "", 0);
  sce_text_add(&comments, "", 0);
  for (uint32_t start = 0, end; start < grown->count; start = end + 1, line++) {
    const char *text = grown->bytes + start, *newline = strchr(text, '\n'), *first = text + strspn(text, " \t\r;");
    end = newline ? (uint32_t)(newline - grown->bytes) : (uint32_t)grown->count;
    bool alive = is_alive(notebook, &item, start, end);
    if (!alive && *text == '#') sce_text_add_format(&comments, "%.*s\n", (int)(grown->bytes + end - first), first);
    else if (alive) {
      bool starts = notebook->items.at[item].start >= start;
      if (starts) add_bare(notebook, &bare, line - 1, out);
      else first = text;
      sce_text_add(out, comments.bytes, comments.count);
      sce_text_add_format(out, "%.*s\n", (int)(grown->bytes + end - first), first);
    }
    if (*text != '#') sce_text_clear(&comments);
  }
  add_bare(notebook, &bare, UINT32_MAX, out);
  sce_text_release(&comments);
}

/* The item that stands for a dead one now, if it was said and is not yet taken; NULL. */
static SceNotebookItem *successor(SceNotebook *notebook, const SceNotebookItem *item) {
  while (item->dead && item->by) item = &notebook->items.at[item->by - 1];
  bool said = item->text == SCE_NOTEBOOK_GROWN && !item->dead && !item->moved;
  return said ? &notebook->items.at[item - notebook->items.at] : NULL;
}

static void add_earlier(SceNotebook *notebook, SceNotebookText which, SceText *out) {
  const SceText *text = &notebook->texts[which], *grown = &notebook->texts[SCE_NOTEBOOK_GROWN];
  uint32_t done = 0;
  for (uint32_t i = 0; i < notebook->items.count; i++) {
    const SceNotebookItem *item = &notebook->items.at[i];
    SceNotebookItem *now = item->text == which && item->dead ? successor(notebook, item) : NULL;
    if (!now) continue;
    sce_text_add(out, text->bytes + done, item->start - done);
    sce_text_add(out, grown->bytes + now->start, now->end - now->start);
    done = item->end;
    now->moved = true;
  }
  sce_text_add(out, text->bytes + done, text->count - done);
  if (text->count) sce_text_add_byte(out, '\n');
}

void sce_notebook_whole(SceNotebook *notebook, const char *lead, SceText *out) {
  add_earlier(notebook, SCE_NOTEBOOK_INIT, out);
  add_earlier(notebook, SCE_NOTEBOOK_FILE, out);
  sce_text_add_string(out, lead);
  sce_notebook_said(notebook, out);
  for (uint32_t i = 0; i < notebook->items.count; i++) notebook->items.at[i].moved = false;
}
