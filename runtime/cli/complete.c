/* Where the end of an entry is: in which block, in the formula of which field, behind which signs.
 */
#include "complete.h"

#include "look.h"
#include "tree.h"

/* ---- the word ---- */

static bool is_name_byte(char c) { return (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z') || c == '_' || (unsigned char)c >= 0x80; }
static bool is_unit_byte(char c) { return is_name_byte(c) || (c && strchr("/*^()", c)); }

static void set_text(SceText *text, const char *bytes, size_t count) {
  sce_text_clear(text);
  sce_text_add(text, bytes, count);
}

/* Splits the entry before its last word. A unit of several parts belongs together where a unit is wanted and no name. */
static void split(SceScene *scene, const char *entry, size_t length) {
  size_t start = length, head;
  while (start && is_name_byte(entry[start - 1])) start--;
  for (head = start; head && is_unit_byte(entry[head - 1]);) head--;
  while (head < start && !is_name_byte(entry[head])) head++;
  set_text(&scene->word, entry + start, length - start);
  if (head < start && strchr("/*", entry[start - 1])) {
    sce_parse_expected(entry, (uint32_t)head, scene->expected);
    if (scene->expected[SCE_TOKEN_UNIT] && !scene->expected[SCE_TOKEN_NUMBER]) {
      set_text(&scene->before, entry, head);
      set_text(&scene->head, entry + head, start - head);
      return;
    }
  }
  set_text(&scene->before, entry, start);
  set_text(&scene->head, "", 0);
  char *copy = scene->before.bytes;
  sce_parse_expected(copy, (uint32_t)start, scene->expected);
}

/* The path of names before a final dot. */
static void find_path(SceScene *scene) {
  const char *text = scene->before.bytes;
  size_t end = scene->before.count, start;
  if (!end || text[end - 1] != '.') return;
  for (start = end - 1; start && (is_name_byte(text[start - 1]) || text[start - 1] == '.');) start--;
  scene->member = start < end - 1 && !sce_look_digit(text[start]);
  if (scene->member) set_text(&scene->path, text + start, end - 1 - start);
}

/* ---- blocks ---- */

static uint32_t last_item(const SceTree *tree, uint32_t at) {
  while (at != SCE_NO_ITEM && tree->ast.items.at[at].next != SCE_NO_ITEM) at = tree->ast.items.at[at].next;
  return at;
}

/* Walks into the blocks that are open at the end, and returns the last item there; SCE_NO_ITEM: none. */
static uint32_t walk_in(SceScene *scene, const SceTree *tree) {
  uint32_t at = last_item(tree, tree->first);
  while (at != SCE_NO_ITEM) {
    const SceItem *item = &tree->ast.items.at[at];
    const SceItemMore *more = sce_ast_more(&tree->ast, item);
    if ((item->kind != SCE_ITEM_BLOCK && item->kind != SCE_ITEM_KIND) || !(item->flags & SCE_ITEM_UNCLOSED)) break;
    const char *kind = item->kind == SCE_ITEM_KIND ? "" : sce_intern_spelling(&tree->intern, more->block_kind), *name = sce_intern_spelling(&tree->intern, item->name);
    SceText path = {0};
    if (!strcmp(kind, "claim") || !strcmp(kind, "scenario")) sce_text_add_string(&path, kind);
    else if (scene->blocks.count) sce_text_add_format(&path, "%s.%s", sce_array_last(&scene->blocks), *name ? name : kind);
    else sce_text_add_string(&path, *name ? name : kind);
    sce_array_push(&scene->blocks, path.bytes);
    at = last_item(tree, more->body);
  }
  return at;
}

/* ---- what is wanted ---- */

static void set_declared(SceScene *scene, const SceDoc *page, const char *name) {
  for (uint32_t i = 0; page && i < page->field_count; i++) {
    const SceDocField *field = &page->fields[i];
    if (strcmp(field->name, name) || !field->unit || field->sort == SCE_DOC_REFERENCE || field->sort == SCE_DOC_NESTED) continue;
    set_text(&scene->declared, field->unit, strlen(field->unit));
  }
}

/* The declared unit of a field: its own, else that of the kind, or of what a replacement replaces. */
static void find_declared(SceScene *scene, const SceTree *tree, const SceItem *item) {
  if (item->kind != SCE_ITEM_FIELD) return;
  SceExpr left = sce_ast_more(&tree->ast, item)->left;
  const char *name = sce_intern_spelling(&tree->intern, item->name);
  if (item->unit) {
    const char *unit = sce_intern_spelling(&tree->intern, item->unit);
    set_text(&scene->declared, unit, strlen(unit));
  } else if (!sce_expr_is_empty(left)) {
    SceText path = {0};
    for (uint32_t node = left.first; node < left.last; node++)
      sce_text_add_format(&path, "%s%s", path.count ? "." : "", sce_intern_spelling(&tree->intern, tree->ast.nodes.at[node].a));
    set_declared(scene, sce_scene_members(scene, path.bytes), sce_intern_spelling(&tree->intern, tree->ast.nodes.at[left.last].a));
    sce_text_release(&path);
  } else if (scene->blocks.count) {
    set_declared(scene, sce_scene_members(scene, sce_array_last(&scene->blocks)), name);
  }
}

/* A name in a block means the block's own field: outside it goes by its path. */
static void add_outside(SceScene *scene, const char *name, size_t length, SceText *out) {
  for (uint32_t i = scene->blocks.count; i-- > 0;) {
    const SceDoc *page = sce_scene_members(scene, scene->blocks.at[i]);
    for (uint32_t k = 0; page && k < page->field_count; k++) {
      if (strlen(page->fields[k].name) != length || memcmp(page->fields[k].name, name, length)) continue;
      sce_text_add_format(out, "%s.%s", scene->blocks.at[i], page->fields[k].name);
      return;
    }
  }
  sce_text_add(out, name, length);
}

static void add_operand(SceScene *scene, const char *text, const char *end) {
  bool dotted = false;
  while (text < end) {
    const char *behind = sce_look_name(text);
    if (behind && behind <= end) {
      if (dotted || *behind == '(') sce_text_add(&scene->operand, text, (size_t)(behind - text));
      else add_outside(scene, text, (size_t)(behind - text), &scene->operand);
      text = behind;
      dotted = true;                                                           /* what follows directly is no name of its own */
    } else if (sce_look_digit(*text)) {
      while (text < end && (is_name_byte(*text) || *text == '.')) sce_text_add_byte(&scene->operand, *text++);
    } else {
      dotted = *text == '.';
      sce_text_add_byte(&scene->operand, *text++);
    }
  }
}

/* What the last `as` converts: its operand is all before it that binds tighter. */
static void find_operand(SceScene *scene, const SceTree *tree) {
  for (uint32_t node = tree->ast.nodes.count; node-- > 0;) {
    if (tree->ast.nodes.at[node].kind != SCE_NODE_AS) continue;
    SceSpan span = sce_ast_span(&tree->ast, &tree->sources, node - 1);
    const char *text = tree->sources.list.at[span.source].text;
    add_operand(scene, text + span.start, text + span.end);
    return;
  }
}

/* The entry up to the item at hand, with its blocks closed. */
static void make_rest(SceScene *scene, const SceTree *tree, uint32_t item) {
  size_t end = item == SCE_NO_ITEM ? scene->before.count : tree->ast.items.at[item].start;
  set_text(&scene->rest, scene->before.bytes, end < scene->before.count ? end : scene->before.count);
  sce_text_add_byte(&scene->rest, '\n');
  for (uint32_t i = 0; i < scene->blocks.count; i++) sce_text_add_string(&scene->rest, ">\n");
}

static void look_around(SceScene *scene) {
  SceText text = {0};
  SceTree tree;
  sce_text_add(&text, scene->before.bytes, scene->before.count);
  if (scene->as) sce_text_add_byte(&text, '1');
  else if (scene->expected[SCE_TOKEN_NUMBER] && !scene->item) sce_text_add_byte(&text, '0');   /* so that the field is one */
  sce_tree_read(&tree, text.bytes, (uint32_t)text.count);
  uint32_t at = walk_in(scene, &tree);
  if (scene->item) at = SCE_NO_ITEM;
  if (at != SCE_NO_ITEM) find_declared(scene, &tree, &tree.ast.items.at[at]);
  if (scene->as) find_operand(scene, &tree);
  make_rest(scene, &tree, at);
  sce_tree_release(&tree);
  sce_text_release(&text);
}

/* ---- questions to the compiler ---- */

/* Adds `1 UNIT` as a line of its own, to learn its dimension. */
static void ask_unit(SceScene *scene, SceText *questions, const SceDoc *page, const char *prefix, const char *unit, size_t length) {
  sce_array_push(&scene->units, ((SceUnitOffer){page, (uint32_t)questions->count, SCE_DIM_INVALID}));
  sce_text_add_format(questions, "1 %s%.*s\n", prefix, (int)length, unit);
}

static void ask_units(SceScene *scene, SceText *questions) {
  for (uint32_t i = 0; i < sce_docs_count(scene->docs); i++) {
    const SceDoc *page = sce_docs_at(scene->docs, i);
    if (page->sort == SCE_DOC_UNIT && page->unit && !page->unit->refusal) ask_unit(scene, questions, page, page->unit->prefix_required ? "k" : "", page->name, strlen(page->name));
  }
}

static void take_answers(SceScene *scene, SceSourceId source, SceSourceId operand) {
  const SceProgram *program = scene->session.program;
  uint32_t unit = 0;
  for (uint32_t i = 0; i < program->results.count; i++) {
    const SceResult *result = &program->results.at[i];
    if (!(result->flags & SCE_RESULT_EXPRESSION) || result->op == SCE_NO_OP || result->unit == SCE_UNIT_INVALID) continue;
    SceSourceId from = sce_ast_item_source(&program->ast, result->item);
    uint32_t at = program->ast.items.at[result->item].start;
    if (from == operand && operand != SCE_NO_SOURCE && !(result->flags & SCE_RESULT_TRUTH)) scene->target = sce_unit_dim(program->units, result->unit);
    if (from != source) continue;
    while (unit < scene->units.count && scene->units.at[unit].at < at) unit++;
    if (unit < scene->units.count && scene->units.at[unit].at == at) scene->units.at[unit].dim = sce_unit_dim(program->units, result->unit);
  }
}

/* What was asked last, behind the units themselves: the dimension of the declared unit, of the head. */
static void find_dims(SceScene *scene, bool declared, bool head) {
  uint32_t at = scene->units.count;
  SceDim of_head = head ? scene->units.at[--at].dim : SCE_DIM_INVALID, of_declared = declared ? scene->units.at[--at].dim : SCE_DIM_INVALID;
  scene->units.count = at;
  if (scene->target == SCE_DIM_INVALID) scene->target = of_declared;
  scene->needed = scene->target;
  if (!head || scene->target == SCE_DIM_INVALID) return;
  SceDims *dims = scene->session.program->dims;
  bool divides = scene->head.bytes[scene->head.count - 1] == '/';
  scene->needed = of_head == SCE_DIM_INVALID ? SCE_DIM_INVALID : divides ? sce_dim_divide(dims, of_head, scene->target) : sce_dim_divide(dims, scene->target, of_head);
}

static void compile(SceScene *scene) {
  SceText questions = {0};
  bool declared = scene->declared.count, head = scene->head.count;
  sce_repl_open(scene->repl, &scene->session, &scene->texts, scene->rest.bytes);
  sce_repl_add(scene->repl, &scene->session, &scene->texts, scene->rest.bytes, scene->rest.count, 1);
  ask_units(scene, &questions);
  if (declared) ask_unit(scene, &questions, NULL, "", scene->declared.bytes, scene->declared.count);
  if (head) ask_unit(scene, &questions, NULL, "", scene->head.bytes, scene->head.count - 1);
  sce_text_add(&questions, "", 0);
  SceSourceId source = sce_repl_add(scene->repl, &scene->session, &scene->texts, questions.bytes, questions.count, 1), operand = SCE_NO_SOURCE;
  if (scene->operand.count) operand = sce_repl_add(scene->repl, &scene->session, &scene->texts, scene->operand.bytes, scene->operand.count, 1);
  const SceReplTexts *texts = &scene->texts;
  SceSessionRequest request = {.texts = texts->texts.at, .text_count = texts->texts.count, .sets = texts->sets.at, .set_count = texts->sets.count,
                               .shown = SCE_ALL_TEXTS, .all = true, .fields = true};
  sce_session_compile(&scene->session, &request);
  take_answers(scene, source, operand);
  find_dims(scene, declared, head);
  sce_text_release(&questions);
}

/* ---- life ---- */

void sce_scene_open(SceScene *scene, SceRepl *repl, const char *entry, size_t length) {
  *scene = (SceScene){.repl = repl, .target = SCE_DIM_INVALID, .needed = SCE_DIM_INVALID};
  SceText *texts[] = {&scene->head, &scene->word, &scene->path, &scene->declared, &scene->operand, &scene->rest};
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) sce_text_add(texts[i], "", 0);
  split(scene, entry, length);
  find_path(scene);
  scene->unit = scene->expected[SCE_TOKEN_UNIT];
  scene->as = scene->unit && !scene->expected[SCE_TOKEN_PLUS] && sce_parse_is_open(scene->before.bytes, (uint32_t)scene->before.count);
  scene->item = scene->expected[SCE_TOKEN_USE];
  sce_repl_open(repl, &scene->docs_session, &scene->docs_texts, scene->before.bytes);
  sce_repl_add(repl, &scene->docs_session, &scene->docs_texts, scene->before.bytes, scene->before.count, 1);
  scene->docs = sce_repl_docs(repl, &scene->docs_session, &scene->docs_texts);
  look_around(scene);
  compile(scene);
}

void sce_scene_release(SceScene *scene) {
  SceText *texts[] = {&scene->before, &scene->head, &scene->word, &scene->path, &scene->declared, &scene->operand, &scene->rest};
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) sce_text_release(texts[i]);
  for (uint32_t i = 0; i < scene->blocks.count; i++) free(scene->blocks.at[i]);
  sce_array_release(&scene->blocks);
  sce_array_release(&scene->units);
  sce_docs_free(scene->docs);
  sce_repl_close(&scene->docs_session, &scene->docs_texts);
  sce_repl_close(&scene->session, &scene->texts);
}
