/* From the grammar's reductions to the tree: nodes are pushed in evaluation order, items are linked into the list of the block that is open.
 * Everything that the grammar leaves to a look at the tree (what may stand where, how loosely `as` binds) is checked here.
 */
#include "parse_state.h"

#include "look.h"

const SceValue sce_parse_none = {.both = SCE_BOTH(1, 0)};   /* no name, no text; as a run of nodes SCE_NO_EXPR */

static bool is_none(SceValue value) { return value.both == sce_parse_none.both; }

/* ---- nodes ---- */

static uint32_t push(SceParse *parse, SceNodeKind kind, SceLocation token, uint32_t a, uint32_t b) {
  uint32_t length = token.end - token.start;
  SceNode node = {.kind = (uint8_t)kind, .length = (uint16_t)(length < 0xFFFF ? length : 0xFFFF), .at = token.start, .a = a, .b = b};
  sce_array_push(&parse->ast->nodes, node);
  return parse->ast->nodes.count - 1;
}

static bool is_arithmetic(SceNodeKind kind) { return kind >= SCE_NODE_ADD && kind <= SCE_NODE_POWER; }
static bool is_comparison(SceNodeKind kind) { return kind >= SCE_NODE_LESS && kind <= SCE_NODE_NOT_EQUAL; }
static bool is_span(SceNodeKind kind) { return kind == SCE_NODE_TO || kind == SCE_NODE_RANGE || kind == SCE_NODE_OVER || kind == SCE_NODE_BY; }

/* `x as km + 1`, `a + not b` and `1 + if …` have a reading, but perhaps not the one that their authors have in mind. */
static void check_operands(SceParse *parse, SceNodeKind kind, SceLocation token, SceNodeKind first, SceNodeKind second) {
  bool tight = is_arithmetic(kind) || is_span(kind), loose = tight && (first == SCE_NODE_AS || first == SCE_NODE_OVER);
  const char *text = sce_node_kind_text(kind);
  uint32_t if_at = sce_array_last(&parse->ast->nodes).at;
  if (loose && sce_parse_find(parse, SCE_E_SYNTAX, token.start, token.end, "`%s` binds tighter than `%s` before it", text, sce_node_kind_text(first)))
    sce_diag_help(parse->diags, "write parentheses around the part with `%s`", sce_node_kind_text(first));
  else if (second == SCE_NODE_NOT && (tight || is_comparison(kind)) && sce_parse_find(parse, SCE_E_SYNTAX, token.start, token.end, "`%s` binds tighter than the `not` behind it", text))
    sce_diag_help(parse->diags, "write parentheses: (not …)");
  else if (second == SCE_NODE_IF && sce_parse_find(parse, SCE_E_SYNTAX, if_at, if_at + 2, "`if` behind `%s` stands in parentheses", text))
    sce_diag_help(parse->diags, "write (if … then … else …)");
}

uint32_t sce_parse_node(SceParse *parse, SceNodeKind kind, SceLocation token, uint32_t a, uint32_t b) {
  if (kind >= SCE_NODE_NEGATE && kind <= SCE_NODE_BY && kind != SCE_NODE_PAREN) {
    const SceNode *nodes = parse->ast->nodes.at;
    bool unary = kind < SCE_NODE_ADD;
    SceNodeKind first = unary ? SCE_NODE_NUMBER : nodes[a].kind, second = nodes[parse->ast->nodes.count - 1].kind;
    if (unary ? second == SCE_NODE_IF && kind <= SCE_NODE_NOT : first == SCE_NODE_AS || first == SCE_NODE_OVER || second == SCE_NODE_NOT || second == SCE_NODE_IF)
      check_operands(parse, kind, token, first, second);
  }
  return push(parse, kind, token, a, b);
}

uint32_t sce_parse_number(SceParse *parse, SceLocation token, double number) {
  char first = parse->text[token.start], last = parse->text[token.end - 1];
  uint32_t node = push(parse, SCE_NODE_NUMBER, token, 0, 0);
  parse->ast->nodes.at[node].number = number;
  parse->ast->nodes.at[node].flags = (uint8_t)((first == '$' ? SCE_NODE_MONEY : 0) | (last == '%' ? SCE_NODE_PERCENT : 0));
  return node;
}

/* Offset and length of a string's text. Quotes of another shape have been reported; they are read all the same. */
SceValue sce_parse_text(SceParse *parse, SceLocation string) {
  const char *at = parse->text + string.start, *end = parse->text + string.end;
  uint32_t open = (unsigned char)*at < 0x80 ? 1 : 3, close = 0;
  if (end > at + open && (end[-1] == '"' || (*at == '\'' && end[-1] == '\''))) close = 1;
  else if (open == 3 && end >= at + 6 && (unsigned char)end[-3] == 0xE2) close = 3;
  return (SceValue){.both = SCE_BOTH(string.start + open, string.end - string.start - open - close)};
}

uint32_t sce_parse_string(SceParse *parse, SceLocation token) {
  SceValue text = sce_parse_text(parse, token);
  return push(parse, SCE_NODE_STRING, token, text.a, text.b);
}

uint32_t sce_parse_list(SceParse *parse, SceLocation token, uint32_t count) {
  uint32_t first = parse->ast->nodes.count;
  for (uint32_t i = 0; i < count; i++) first = sce_ast_first(parse->ast, first - 1);
  return push(parse, SCE_NODE_LIST, token, first, count);
}

uint32_t sce_parse_call(SceParse *parse, SceLocation token, uint32_t callee, uint32_t count) {
  parse->ast->nodes.at[callee].flags |= SCE_NODE_CALLEE;
  return push(parse, SCE_NODE_CALL, token, callee, count);
}

uint32_t sce_parse_index(SceParse *parse, SceLocation token, uint32_t indexed, uint32_t count) {
  SceNode *nodes = parse->ast->nodes.at;
  uint32_t behind = parse->ast->nodes.count;
  for (uint32_t i = 0; i < count; i++) {
    uint32_t label = nodes[behind - 1].kind == SCE_NODE_NAMED ? behind - 2 : behind - 1;
    if (nodes[label].kind == SCE_NODE_NAME) nodes[label].flags |= SCE_NODE_LABEL;
    behind = sce_ast_first(parse->ast, behind - 1);
  }
  return push(parse, SCE_NODE_INDEX, token, indexed, count);
}

/* ---- result positions ---- */

static const char *const marked_calls[SCE_PARSE_MARKED_CALLS] = {
  "sweep", "uniform", "normal", "lognormal", "triangular", "pert", "exponential", "truncate", "discrete", "mixture", "correlate", "gamma", "prev"};
enum { LOGNORMAL = 3, DISCRETE = 8, CORRELATE = 10, GAMMA = 11, PREV = 12 };

/* Whether this argument of a call is a result if the call is one: all of a sweep and of a distribution but for pure numbers, the first of correlate and of a
 * choice, whose weights are pure, `first =` of prev. */
static bool is_result_argument(const SceParse *parse, uint32_t which, uint32_t place, const SceNode *argument) {
  const char *name = argument->kind == SCE_NODE_NAMED ? sce_intern_spelling(parse->intern, argument->a) : NULL;
  switch (which) {
    case LOGNORMAL: return !name || (strcmp(name, "mu") && strcmp(name, "sigma"));
    case DISCRETE: case DISCRETE + 1: case CORRELATE: return place == 0;
    case GAMMA: return name ? !strcmp(name, "scale") : place == 1;
    case PREV: return name && !strcmp(name, "first");
    default: return true;
  }
}

static void push_arguments(SceParse *parse, const SceNode *call, uint32_t root) {
  const SceNode *nodes = parse->ast->nodes.at;
  SceName name = nodes[call->a].a;
  uint32_t which = 0;
  while (which < SCE_PARSE_MARKED_CALLS && parse->marked[which] != name) which++;
  if (which == SCE_PARSE_MARKED_CALLS) return;
  uint32_t argument = root - 1;
  for (uint32_t i = call->b; i-- > 0; argument = sce_ast_first(parse->ast, argument) - 1) {
    if (is_result_argument(parse, which, i, &nodes[argument])) sce_array_push(&parse->roots, argument);
  }
}

static void push_elements(SceParse *parse, const SceNode *list, uint32_t root) {
  uint32_t element = root - 1;
  for (uint32_t i = 0; i < list->b; i++, element = sce_ast_first(parse->ast, element) - 1) sce_array_push(&parse->roots, element);
}

static void push_results(SceParse *parse, uint32_t root) {
  const SceNode *node = &parse->ast->nodes.at[root];
  switch ((SceNodeKind)node->kind) {
    case SCE_NODE_PAREN: case SCE_NODE_NAMED: sce_array_push(&parse->roots, root - 1); break;
    case SCE_NODE_OVER: sce_array_push(&parse->roots, node->a); break;
    case SCE_NODE_TO: case SCE_NODE_RANGE: case SCE_NODE_BY:
      sce_array_push(&parse->roots, node->a);
      sce_array_push(&parse->roots, root - 1);
      break;
    case SCE_NODE_IF:
      sce_array_push(&parse->roots, node->b);
      sce_array_push(&parse->roots, root - 1);
      break;
    case SCE_NODE_LIST: push_elements(parse, node, root); break;
    case SCE_NODE_CALL: push_arguments(parse, node, root); break;
    default: break;
  }
}

/* Marks the root and what gives its value as result positions; returns the run of the whole. */
static SceExpr result(SceParse *parse, uint32_t root) {
  if (root == SCE_NO_NODE) return SCE_NO_EXPR;
  for (uint32_t node = root;; node = sce_array_pop(&parse->roots)) {
    parse->ast->nodes.at[node].flags |= SCE_NODE_RESULT;
    push_results(parse, node);
    if (!parse->roots.count) break;
  }
  return (SceExpr){sce_ast_first(parse->ast, root), root};
}

/* ---- items ---- */

static void forget_parts(SceParse *parse) {
  parse->out = false;
  parse->tail_range = SCE_NO_NODE;
  parse->tail_source = sce_parse_none;
}

/* What stands now stays, whatever goes wrong later. */
static void settle(SceParse *parse, uint32_t end) {
  const SceAst *ast = parse->ast;
  parse->item_end = end;
  parse->mended = false;
  parse->nodes = ast->nodes.count;
  parse->items = ast->items.count;
  parse->more = ast->more.count;
  parse->names = ast->names.count;
  forget_parts(parse);
}

void sce_parse_take_back(SceParse *parse) {
  SceAst *ast = parse->ast;
  ast->nodes.count = parse->nodes;
  ast->items.count = parse->items;
  ast->more.count = parse->more;
  ast->names.count = parse->names;
  parse->item_end = parse->token.start;
  parse->parameters = SCE_NO_ITEM;
  forget_parts(parse);
}

static uint32_t add_item(SceParse *parse, SceItemKind kind, SceName name, uint32_t name_at) {
  SceItem item = {.kind = (uint8_t)kind, .start = name_at, .end = name_at, .name = name, .name_at = name_at, .expr = SCE_NO_EXPR, .next = SCE_NO_ITEM};
  sce_array_push(&parse->ast->items, item);
  return parse->ast->items.count - 1;
}

static SceItem *item_at(SceParse *parse, uint32_t item) { return &parse->ast->items.at[item]; }

/* The extra record of an item; valid until the next one is made. */
static SceItemMore *more(SceParse *parse, uint32_t item) {
  SceAst *ast = parse->ast;
  if (!ast->items.at[item].more) {
    ast->items.at[item].more = ast->more.count;
    sce_array_push(&ast->more, ast->more.at[0]);
  }
  return &ast->more.at[ast->items.at[item].more];
}

static void set_unit(SceParse *parse, uint32_t item, SceValue unit) {
  if (is_none(unit)) return;
  item_at(parse, item)->unit = unit.a;
  more(parse, item)->unit_at = unit.b;
}

static void set_source(SceParse *parse, uint32_t item, SceValue source) {
  if (is_none(source)) return;
  more(parse, item)->source_at = source.a;
  more(parse, item)->source_length = source.b;
}

static void set_span(SceParse *parse, uint32_t item, SceLocation all) {
  item_at(parse, item)->start = all.start;
  item_at(parse, item)->end = all.end;
}

/* Puts an item at the end of the open list. */
static void link_item(SceParse *parse, uint32_t item) {
  SceParseList *list = &sce_array_last(&parse->lists);
  if (list->last == SCE_NO_ITEM) list->first = item;
  else item_at(parse, list->last)->next = item;
  list->last = item;
}

static void finish(SceParse *parse, uint32_t item, SceLocation all) {
  set_span(parse, item, all);
  link_item(parse, item);
  settle(parse, all.end);
}

/* A unit token that must be one plain name: an alias, a style. */
static SceName plain_name(SceParse *parse, SceName name, SceLocation all, const char *what) {
  const char *at = sce_intern_spelling(parse->intern, name), *end = sce_look_name(at);
  if (end && !*end) return name;
  sce_parse_find(parse, SCE_E_SYNTAX, all.start, all.end, "%s is one name, not `%s`", what, at);
  return name;
}

void sce_parse_use(SceParse *parse, SceLocation all, SceLocation string, SceName alias) {
  uint32_t item = add_item(parse, SCE_ITEM_USE, alias, all.start);
  SceValue path = sce_parse_text(parse, string);
  SceItemMore *extra = more(parse, item);
  extra->string_at = path.a;
  extra->string_length = path.b;
  if (alias) extra->alias = plain_name(parse, alias, all, "the name behind `as`");
  finish(parse, item, all);
}

void sce_parse_dimension(SceParse *parse, SceLocation all, SceLocation at, SceValue name, SceValue product, SceValue style) {
  uint32_t item = add_item(parse, SCE_ITEM_DIMENSION, name.a, at.start);
  set_unit(parse, item, product);
  if (!is_none(style)) more(parse, item)->block_kind = plain_name(parse, style.a, all, "the style behind `as`");
  finish(parse, item, all);
}

void sce_parse_name(SceParse *parse, SceLocation at, SceValue name) {
  SceAstName entry = {name.a, at.start};
  sce_array_push(&parse->ast->names, entry);
}

/* counts: aliases in a, prefix words in b; their names are the last ones of the tree. */
void sce_parse_unit(SceParse *parse, SceLocation all, SceLocation at, SceValue name, SceValue dimension, uint32_t root, SceValue counts, SceValue source) {
  uint32_t item = add_item(parse, SCE_ITEM_UNIT, name.a, at.start);
  set_unit(parse, item, dimension);
  set_source(parse, item, source);
  if (root != SCE_NO_NODE) item_at(parse, item)->expr = (SceExpr){sce_ast_first(parse->ast, root), root};
  if (counts.a + counts.b) {
    SceItemMore *extra = more(parse, item);
    extra->name_count = counts.a + counts.b;
    extra->prefix_count = counts.b;
    extra->names = parse->ast->names.count - extra->name_count;
  }
  finish(parse, item, all);
}

void sce_parse_parameter(SceParse *parse, SceLocation all, SceValue name, SceValue unit, uint32_t root) {
  uint32_t item = add_item(parse, SCE_ITEM_PARAMETER, name.a, all.start);
  set_span(parse, item, all);
  set_unit(parse, item, unit);
  item_at(parse, item)->expr = result(parse, root);
  if (parse->parameters == SCE_NO_ITEM) parse->parameters = item;
  else item_at(parse, parse->last_parameter)->next = item;
  parse->last_parameter = item;
}

static void take_parameters(SceParse *parse, uint32_t item) {
  more(parse, item)->body = parse->parameters;
  parse->parameters = SCE_NO_ITEM;
}

void sce_parse_function(SceParse *parse, SceLocation all, SceLocation at, SceValue name, SceValue unit, uint32_t root) {
  uint32_t item = add_item(parse, SCE_ITEM_FUNCTION, name.a, at.start);
  set_unit(parse, item, unit);
  item_at(parse, item)->expr = result(parse, root);
  take_parameters(parse, item);
  finish(parse, item, all);
}

void sce_parse_extern(SceParse *parse, SceLocation all, SceLocation string, SceLocation at, SceValue name, SceValue unit) {
  uint32_t item = add_item(parse, SCE_ITEM_EXTERN, name.a, at.start);
  SceValue path = sce_parse_text(parse, string);
  set_unit(parse, item, unit);
  take_parameters(parse, item);
  more(parse, item)->string_at = path.a;
  more(parse, item)->string_length = path.b;
  finish(parse, item, all);
}

/* Whether the open list is the body of an item of this kind; yes for a body whose head was wrong. */
static bool inside(SceParse *parse, SceItemKind kind) {
  uint32_t owner = sce_array_last(&parse->lists).owner;
  return parse->lists.count > 1 && (owner == SCE_NO_ITEM || item_at(parse, owner)->kind == kind);
}

void sce_parse_each(SceParse *parse, SceLocation all, SceLocation at, SceValue name, SceValue unit) {
  uint32_t item = add_item(parse, SCE_ITEM_EACH, name.a, at.start);
  set_unit(parse, item, unit);
  if (!inside(parse, SCE_ITEM_KIND)) {
    if (sce_parse_find(parse, SCE_E_SYNTAX, all.start, at.end, "`each` stands only in a kind"))
      sce_diag_help(parse->diags, "declare it there: kind name from other < each %s : unit >", sce_intern_spelling(parse->intern, name.a));
    settle(parse, all.end);
    return;
  }
  finish(parse, item, all);
}

/* ---- fields and bare expressions ---- */

static uint32_t path_first(const SceParse *parse, uint32_t root) {
  while (parse->ast->nodes.at[root].kind == SCE_NODE_MEMBER) root--;
  return root;
}

/* What a field outside of blocks cannot be. */
static void check_top_field(SceParse *parse, uint32_t item, SceLocation all) {
  SceName name = item_at(parse, item)->name, unit = item_at(parse, item)->unit;
  if (parse->out) {
    if (sce_parse_find(parse, SCE_E_SYNTAX, all.start, all.start + 3, "`out` stands only in a kind or block"))
      sce_diag_help(parse->diags, "leave it out: what the file itself gives is shown");
  } else if (sce_parse_find(parse, SCE_E_SYNTAX, all.start, all.end, "a field outside of blocks and kinds needs a formula")) {
    sce_diag_help(parse->diags, "write %s : %s = …", sce_intern_spelling(parse->intern, name), sce_intern_spelling(parse->intern, unit));
  }
}

SceValue sce_parse_path(SceParse *parse, SceValue path) { return (SceValue){.both = SCE_BOTH(path_first(parse, path.a), path.a)}; }

SceValue sce_parse_take_path(SceParse *parse, SceValue path) {
  uint32_t first = path_first(parse, path.a);
  SceText text = {0};
  for (uint32_t node = first; node <= path.a; node++) sce_text_add_format(&text, "%s%s", node > first ? "." : "", sce_intern_spelling(parse->intern, parse->ast->nodes.at[node].a));
  SceName name = sce_intern_get(parse->intern, text.bytes, (uint32_t)text.count);
  sce_text_release(&text);
  parse->ast->nodes.count = first;
  return (SceValue){.both = SCE_BOTH(name, first)};
}

/* left: a run of nodes for a path, {name, SCE_NO_NODE} for a plain name. */
void sce_parse_field(SceParse *parse, SceLocation all, SceLocation left_at, SceValue left, SceValue unit, uint32_t root) {
  bool plain = left.b == SCE_NO_NODE;
  uint32_t item = add_item(parse, SCE_ITEM_FIELD, plain ? left.a : parse->ast->nodes.at[left.a].a, left_at.start);
  if (!plain) more(parse, item)->left = (SceExpr){left.a, left.b};
  set_unit(parse, item, unit);
  set_source(parse, item, parse->tail_source);
  item_at(parse, item)->expr = result(parse, root);
  if (parse->mended) {                                                        /* what is computed from a guess would be taken for a result */
    item_at(parse, item)->expr = SCE_NO_EXPR;
    item_at(parse, item)->flags |= SCE_ITEM_FAILED;
  }
  if (parse->tail_range != SCE_NO_NODE) more(parse, item)->range = (SceExpr){sce_ast_first(parse->ast, parse->tail_range), parse->tail_range};
  if (parse->out) item_at(parse, item)->flags |= SCE_ITEM_OUT;
  if (!plain && root == SCE_NO_NODE && sce_parse_find(parse, SCE_E_SYNTAX, all.start, all.end, "a replacement needs a formula"))
    sce_diag_help(parse->diags, "write path.to.field = …");
  else if (parse->lists.count == 1 && (parse->out || root == SCE_NO_NODE)) check_top_field(parse, item, all);
  finish(parse, item, all);
}

/* The item is left out, and the block is not also reported for its missing `>`, which may be the true reason. */
static void bare_in_block(SceParse *parse, SceLocation all) {
  uint32_t owner = sce_array_last(&parse->lists).owner;
  uint32_t open = owner == SCE_NO_ITEM ? 0 : more(parse, owner)->open_at;
  if (sce_parse_find(parse, SCE_E_SYNTAX, all.start, all.end, "a block holds fields, not bare expressions")) {
    if (open) sce_diag_note(parse->diags, (SceSpan){parse->source, open, open + 1}, "the block opened here");
    sce_diag_help(parse->diags, "give it a name: name = …; or close the block before it with >");
  }
  if (parse->lexer.blocks.count && sce_array_last(&parse->lexer.blocks) == open) sce_array_last(&parse->lexer.blocks) |= SCE_LEXER_MARK;
  settle(parse, all.end);
}

void sce_parse_bare(SceParse *parse, SceLocation all, uint32_t root, SceValue source) {
  if (parse->lists.count > 1) {
    bare_in_block(parse, all);
    return;
  }
  uint32_t item = add_item(parse, SCE_ITEM_EXPRESSION, 0, all.start);
  item_at(parse, item)->expr = (SceExpr){sce_ast_first(parse->ast, root), root};
  if (parse->mended) item_at(parse, item)->flags |= SCE_ITEM_FAILED;
  set_source(parse, item, source);
  finish(parse, item, all);
}

/* ---- blocks and kinds ---- */

static uint32_t block_head(SceParse *parse, uint32_t item, SceLocation all, SceValue from) {
  SceItemMore *extra = more(parse, item);
  extra->from = (SceExpr){from.a, from.b};
  parse->head = item;
  set_span(parse, item, all);
  link_item(parse, item);
  return item;
}

/* A function whose line is broken is known by name, so that its calls are not called unknown. */
static bool failed_function(SceParse *parse, SceLocation at, const char *word) {
  const char *name = sce_look_blanks(word), *end = sce_look_name(name);
  if (!end || parse->lists.count > 1 || *sce_look_blanks(end) != '(') return false;
  uint32_t item = add_item(parse, SCE_ITEM_FUNCTION, sce_intern_get(parse->intern, name, (uint32_t)(end - name)), (uint32_t)(name - parse->text));
  item_at(parse, item)->flags |= SCE_ITEM_FAILED;
  more(parse, item)->body = SCE_NO_ITEM;
  set_span(parse, item, at);
  link_item(parse, item);
  settle(parse, parse->item_end);
  return true;
}

void sce_parse_failed(SceParse *parse, SceLocation at) {
  const char *start = parse->text + at.start, *end = sce_look_name(start);
  if (end && sce_look_word(start, end, "fn") && failed_function(parse, at, end)) return;
  if (end && sce_look_word(start, end, "out")) {
    start = sce_look_blanks(end);
    end = sce_look_name(start);
  }
  const char *sign = end ? sce_look_blanks(end) : NULL;
  if (!end || sce_look_reserved(start, end) || (*sign != ':' && (*sign != '=' || sign[1] == '='))) {
    uint32_t owner = sce_array_last(&parse->lists).owner;
    if (owner != SCE_NO_ITEM) item_at(parse, owner)->flags |= SCE_ITEM_BROKEN;
    return;
  }
  uint32_t name_at = (uint32_t)(start - parse->text);
  uint32_t item = add_item(parse, SCE_ITEM_FIELD, sce_intern_get(parse->intern, start, (uint32_t)(end - start)), name_at);
  item_at(parse, item)->flags |= SCE_ITEM_FAILED;
  set_span(parse, item, at);
  link_item(parse, item);
  settle(parse, parse->item_end);
}

uint32_t sce_parse_kind(SceParse *parse, SceLocation all, SceLocation at, SceValue name, SceValue from) {
  return block_head(parse, add_item(parse, SCE_ITEM_KIND, name.a, at.start), all, from);
}

/* Takes the nodes of the kind's path back, from under those behind `from`; returns the kind's name. */
static SceName take_kind(SceParse *parse, SceValue path, SceLocation at, SceValue *from) {
  SceAst *ast = parse->ast;
  uint32_t first = path_first(parse, path.a), count = path.a + 1 - first;
  SceName name = ast->nodes.at[first].a;
  if (count > 1) name = sce_intern_get(parse->intern, parse->text + at.start, at.end - at.start);
  memmove(ast->nodes.at + first, ast->nodes.at + first + count, (ast->nodes.count - first - count) * sizeof *ast->nodes.at);
  ast->nodes.count -= count;
  if (from->a <= from->b) from->a -= count, from->b -= count;
  return name;
}

uint32_t sce_parse_block(SceParse *parse, SceLocation all, SceLocation kind_at, SceValue path, SceLocation at, SceValue name, SceValue from) {
  bool named = at.start != kind_at.start;
  SceName kind = take_kind(parse, path, kind_at, &from);
  uint32_t item = add_item(parse, SCE_ITEM_BLOCK, named ? name.a : 0, at.start);
  SceItemMore *extra = more(parse, item);
  extra->block_kind = kind;
  extra->kind_at = kind_at.start;
  if (!named && !strcmp(sce_intern_spelling(parse->intern, kind), "kind")) {
    item_at(parse, item)->flags |= SCE_ITEM_FAILED;
    if (sce_parse_find(parse, SCE_E_SYNTAX, kind_at.start, kind_at.end, "a kind needs a name")) sce_diag_help(parse->diags, "write kind NAME < … >");
  }
  return block_head(parse, item, all, from);
}

void sce_parse_open(SceParse *parse, SceLocation at) {
  if (parse->head != SCE_NO_ITEM) more(parse, parse->head)->open_at = at.start;
  sce_array_push(&parse->lists, ((SceParseList){parse->head, SCE_NO_ITEM, SCE_NO_ITEM}));
  settle(parse, at.end);
}

void sce_parse_close(SceParse *parse, SceLocation at) {
  SceParseList list = sce_array_pop(&parse->lists);
  if (list.owner != SCE_NO_ITEM) {
    SceItemMore *extra = more(parse, list.owner);
    SceItem *item = item_at(parse, list.owner);
    extra->body = list.first;
    item->end = at.end;
    if (at.start == at.end) item->flags |= SCE_ITEM_UNCLOSED;
    if (!memchr(parse->text + extra->open_at, '\n', at.end - extra->open_at)) item->flags |= SCE_ITEM_ONE_LINE;
  }
  settle(parse, at.end);
}

void sce_parse_block_source(SceParse *parse, SceValue item, SceLocation all, SceValue source) {
  if (item.a != SCE_NO_ITEM) {
    set_source(parse, item.a, source);
    item_at(parse, item.a)->end = all.end;
  }
  settle(parse, all.end);
}

/* ---- the whole ---- */

static uint32_t parse_part(SceAst *ast, SceIntern *intern, SceSources *sources, SceDiags *diags, SceSourceId source, uint32_t start, uint32_t end, SceParseWanted *wanted) {
  const char *text = sources->list.at[source].text;
  SceParse parse = {.ast = ast, .intern = intern, .sources = sources, .diags = diags, .source = source, .text = text, .wanted = wanted,
                    .token = {.kind = SCE_TOKEN_SEP, .start = start, .end = start}, .head = SCE_NO_ITEM, .parameters = SCE_NO_ITEM};
  for (uint32_t i = 0; i < SCE_PARSE_MARKED_CALLS; i++) parse.marked[i] = sce_intern_get_string(intern, marked_calls[i]);
  uint32_t file = ast->files.count;
  SceAstFile entry = {source, ast->nodes.count, ast->items.count, SCE_NO_ITEM};
  sce_array_push(&ast->files, entry);
  sce_array_push(&parse.lists, ((SceParseList){SCE_NO_ITEM, SCE_NO_ITEM, SCE_NO_ITEM}));
  settle(&parse, start);
  sce_lexer_check_encoding(text, start, end, diags, source);
  sce_lexer_init(&parse.lexer, text, start, end, intern, diags, source);
  sce_grammar_parse(&parse);
  ast->files.at[file].body = parse.lists.at[0].first;
  sce_lexer_release(&parse.lexer);
  sce_array_release(&parse.lists);
  sce_array_release(&parse.roots);
  return file;
}

uint32_t sce_parse_part(SceAst *ast, SceIntern *intern, SceSources *sources, SceDiags *diags, SceSourceId source, uint32_t start, uint32_t end) {
  return parse_part(ast, intern, sources, diags, source, start, end, NULL);
}

uint32_t sce_parse(SceAst *ast, SceIntern *intern, SceSources *sources, SceDiags *diags, SceSourceId source) {
  return sce_parse_part(ast, intern, sources, diags, source, 0, sources->list.at[source].length);
}

char sce_parse_is_open(const char *text, uint32_t length) {
  SceLexer lexer;
  SceToken token, last = {.kind = SCE_TOKEN_SEP};
  sce_lexer_init(&lexer, text, 0, length, NULL, NULL, 0);
  for (sce_lexer_next(&lexer, &token); token.kind != SCE_TOKEN_END && !lexer.open; sce_lexer_next(&lexer, &token)) last = token;
  char open = lexer.open;
  if (last.kind == SCE_TOKEN_STRING && text[last.start] == '"' && (last.end - last.start == 1 || text[last.end - 1] != '"')) open = '"';
  if (!open && sce_lexer_continues(last.kind)) open = '=';
  sce_lexer_release(&lexer);
  return open;
}

/* ---- what may come ---- */

void sce_parse_note_wanted(SceParse *parse, const bool *expected) {
  SceParseWanted *wanted = parse->wanted;
  if (wanted->known) return;
  if (parse->token.start == parse->token.end && parse->token.kind != SCE_TOKEN_UNIT && parse->lexer.cursor >= parse->lexer.limit) {
    memcpy(wanted->expected, expected, SCE_PARSE_KINDS * sizeof *expected);
    wanted->known = true;
  } else {
    wanted->failed = true;
  }
}

static bool find_expected(const char *text, uint32_t length, bool *expected) {
  SceParseWanted wanted = {.expected = expected};
  SceAst ast;
  SceIntern intern;
  SceSources sources;
  SceDiags diags;
  memset(expected, 0, SCE_PARSE_KINDS * sizeof *expected);
  sce_ast_init(&ast);
  sce_intern_init(&intern);
  sce_sources_init(&sources);
  sce_diags_init(&diags);
  SceSourceId source = sce_sources_add(&sources, "", "", text, length, false);
  parse_part(&ast, &intern, &sources, &diags, source, 0, length, &wanted);
  sce_diags_release(&diags);
  sce_sources_release(&sources);
  sce_intern_release(&intern);
  sce_ast_release(&ast);
  return !wanted.failed;
}

static bool is_in_brackets(const char *text, uint32_t length) {
  char open = sce_parse_is_open(text, length);
  return open == '(' || open == '[';
}

bool sce_parse_expected(const char *text, uint32_t length, bool *expected) {
  uint32_t end = length;
  while (end && (text[end - 1] == ' ' || text[end - 1] == '\t')) end--;
  bool sound = find_expected(text, length, expected);
  if (!end || text[end - 1] != '\n' || !expected[SCE_TOKEN_SEP] || is_in_brackets(text, length)) return sound;
  SceText separated = {0};
  sce_text_add(&separated, text, length);
  sce_text_add_byte(&separated, ';');
  sound = find_expected(separated.bytes, length + 1, expected);
  sce_text_release(&separated);
  return sound;
}
