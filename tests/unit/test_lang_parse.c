/* The parser: the tree of every construct, written as one line of reverse Polish; every syntax error with its code and line, once, and what
 * is left of the text around it; and texts of a size or depth that no person writes.
 */
#include "parse.h"

#include <criterion/criterion.h>

typedef struct Parsed {
  SceAst ast;
  SceIntern intern;
  SceSources sources;
  SceDiags diags;
  uint32_t file;
} Parsed;

static void parse_bytes(Parsed *parsed, const char *text, uint32_t length) {
  char *copy = sce_memory_new((size_t)length + 1);
  memcpy(copy, text, length);
  copy[length] = '\0';
  sce_ast_init(&parsed->ast);
  sce_intern_init(&parsed->intern);
  sce_sources_init(&parsed->sources);
  sce_diags_init(&parsed->diags);
  SceSourceId source = sce_sources_add(&parsed->sources, "t.sce", "t.sce", copy, length, true);
  parsed->file = sce_parse(&parsed->ast, &parsed->intern, &parsed->sources, &parsed->diags, source);
}

static void parse_text(Parsed *parsed, const char *text) { parse_bytes(parsed, text, (uint32_t)strlen(text)); }

static void release(Parsed *parsed) {
  sce_ast_release(&parsed->ast);
  sce_intern_release(&parsed->intern);
  sce_sources_release(&parsed->sources);
  sce_diags_release(&parsed->diags);
}

static const char *spell(const Parsed *parsed, SceName name) { return sce_intern_spelling(&parsed->intern, name); }

/* ---- writing the tree ---- */

static void write_node(SceText *out, const Parsed *parsed, const SceNode *node) {
  const char *text = parsed->sources.list.at[0].text;
  switch ((SceNodeKind)node->kind) {
    case SCE_NODE_NUMBER: sce_text_add_format(out, "%.10g", node->number); break;
    case SCE_NODE_NAME: sce_text_add_string(out, spell(parsed, node->a)); break;
    case SCE_NODE_STRING: sce_text_add_format(out, "\"%.*s\"", (int)node->b, text + node->a); break;
    case SCE_NODE_MEMBER: sce_text_add_format(out, ".%s", spell(parsed, node->a)); break;
    case SCE_NODE_UNIT: sce_text_add_format(out, "[%s]", spell(parsed, node->a)); break;
    case SCE_NODE_AS: sce_text_add_format(out, "as[%s]", spell(parsed, node->a)); break;
    case SCE_NODE_NAMED: sce_text_add_format(out, "%s=", spell(parsed, node->a)); break;
    case SCE_NODE_NEGATE: sce_text_add_string(out, "neg"); break;
    case SCE_NODE_PAREN: sce_text_add_string(out, "()"); break;
    case SCE_NODE_CALL: sce_text_add_format(out, "call%u", node->b); break;
    case SCE_NODE_INDEX: sce_text_add_format(out, "index%u", node->b); break;
    case SCE_NODE_LIST: sce_text_add_format(out, "list%u", node->b); break;
    default: sce_text_add_string(out, sce_node_kind_text(node->kind));
  }
  if (node->flags & SCE_NODE_RESULT) sce_text_add_byte(out, '!');
  if (node->flags & SCE_NODE_CALLEE) sce_text_add_byte(out, '~');
  if (node->flags & SCE_NODE_LABEL) sce_text_add_byte(out, '?');
  if (node->flags & SCE_NODE_MONEY) sce_text_add_byte(out, '$');
  if (node->flags & SCE_NODE_PERCENT) sce_text_add_byte(out, '%');
}

static void write_expr(SceText *out, const Parsed *parsed, const char *before, SceExpr expr) {
  if (sce_expr_is_empty(expr)) return;
  sce_text_add_string(out, before);
  for (uint32_t i = expr.first; i <= expr.last; i++) {
    if (i > expr.first) sce_text_add_byte(out, ' ');
    write_node(out, parsed, &parsed->ast.nodes.at[i]);
  }
}

static const char *item_word(const SceItem *item) {
  static const char *const words[] = {"", "bare ", "block ", "kind ", "each ", "fn ", "extern ", "unit ", "dimension ", "use ", ""};
  return words[item->kind];
}

static void write_names(SceText *out, const Parsed *parsed, const SceItemMore *more) {
  for (uint32_t i = 0; i < more->name_count; i++)
    sce_text_add_format(out, " %s%s", i + more->prefix_count >= more->name_count ? "+" : "", spell(parsed, parsed->ast.names.at[more->names + i].name));
}

static void write_item(SceText *out, const Parsed *parsed, const SceItem *item) {
  const SceItemMore *more = sce_ast_more(&parsed->ast, item);
  const char *text = parsed->sources.list.at[0].text;
  sce_text_add_format(out, "%s%s%s%s", item->flags & SCE_ITEM_OUT ? "out " : "", item_word(item), spell(parsed, item->name), item->flags & SCE_ITEM_FAILED ? "?" : "");
  if (more->string_length) sce_text_add_format(out, " \"%.*s\"", (int)more->string_length, text + more->string_at);
  if (more->block_kind) sce_text_add_format(out, " of %s", spell(parsed, more->block_kind));
  write_expr(out, parsed, " path ", more->left);
  write_expr(out, parsed, " from ", more->from);
  if (item->unit) sce_text_add_format(out, " : %s", spell(parsed, item->unit));
  write_names(out, parsed, more);
  write_expr(out, parsed, item->name ? " = " : "", item->expr);
  write_expr(out, parsed, " in ", more->range);
  if (more->source_at) sce_text_add_format(out, " @%.*s", (int)more->source_length, text + more->source_at);
}

/* Items between `;`, bodies and parameters in braces. Blocks in tests are shallow: a stack of a few levels does. */
static void write_items(SceText *out, const Parsed *parsed, uint32_t item) {
  uint32_t outer[16], depth = 0;
  while (item != SCE_NO_ITEM || depth) {
    if (item == SCE_NO_ITEM) {
      sce_text_add_string(out, "}");
      item = outer[--depth];
      if (item != SCE_NO_ITEM) sce_text_add_string(out, "; ");
      continue;
    }
    const SceItem *at = &parsed->ast.items.at[item];
    uint32_t body = sce_ast_more(&parsed->ast, at)->body;
    write_item(out, parsed, at);
    item = at->next;
    if (body != SCE_NO_ITEM && depth < 16) {
      sce_text_add_string(out, " {");
      outer[depth++] = item;
      item = body;
    } else if (item != SCE_NO_ITEM) {
      sce_text_add_string(out, "; ");
    }
  }
}

static void expect(const char *text, const char *tree) {
  Parsed parsed;
  SceText out = {0};
  parse_text(&parsed, text);
  sce_text_add_string(&out, "");
  write_items(&out, &parsed, parsed.ast.files.at[parsed.file].body);
  cr_expect_str_eq(out.bytes, tree, "%s\n  gives    %s\n  expected %s", text, out.bytes, tree);
  for (uint32_t i = 0; i < parsed.diags.list.count; i++) cr_expect_fail("%s\n  %s", text, parsed.diags.list.at[i].message);
  sce_text_release(&out);
  release(&parsed);
}

/* ---- writing the findings ---- */

/* codes: "110@2 111@3", by place; tree: what is left. */
static void expect_errors(const char *text, const char *codes, const char *tree) {
  Parsed parsed;
  SceText out = {0}, left = {0};
  parse_text(&parsed, text);
  sce_diags_sort(&parsed.diags);
  sce_text_add_string(&out, "");
  sce_text_add_string(&left, "");
  for (uint32_t i = 0; i < parsed.diags.list.count; i++) {
    const SceDiag *diag = &parsed.diags.list.at[i];
    sce_text_add_format(&out, "%s%d@%u", i ? " " : "", (int)diag->code, sce_sources_place(&parsed.sources, 0, diag->span.start).line);
  }
  write_items(&left, &parsed, parsed.ast.files.at[parsed.file].body);
  cr_expect_str_eq(out.bytes, codes, "%s\n  finds    %s\n  expected %s", text, out.bytes, codes);
  if (tree) cr_expect_str_eq(left.bytes, tree, "%s\n  leaves   %s\n  expected %s", text, left.bytes, tree);
  sce_text_release(&out);
  sce_text_release(&left);
  release(&parsed);
}

/* ---- expressions ---- */

Test(lang_parse, precedence) {
  expect("1 + 2 * 3 - 4 / 5", "bare 1 2 3 * + 4 5 / -");
  expect("-2^2", "bare 2 2 ^ neg");
  expect("2^-3^2", "bare 2 3 2 ^ neg ^");
  expect("2^3^4", "bare 2 3 4 ^ ^");
  expect("--1 * -2", "bare 1 neg neg 2 neg *");
  expect("1 - 2 - 3", "bare 1 2 - 3 -");
  expect("a * b + c to d - e as km", "bare a b * c + d e - to as[km]");
  expect("a + 1 <= b as m and not c == d or e", "bare a 1 + b as[m] <= c d == not and e or");
  expect("a .. b + 1 by c * 2", "bare a b 1 + .. c 2 * by");
  expect("a + b over x.y", "bare a b + x .y over");
  expect("(a < b)", "bare a b < ()");
  expect("(a + 1 > b) and (c < d)", "bare a 1 + b > () c d < () and");
  expect("if a == b then 1 + 2 else if c then 3 else 4 + 5", "bare a b == 1 2 + c 3 4 5 + if if");
}

Test(lang_parse, operands) {
  expect("a.b.c", "bare a .b .c");
  expect("f(1, b = 2)", "bare f~ 1 2 b= call2");
  expect("std.f()", "bare std .f~ call0");
  expect("x[year = 2026] + y[low] + z[1]", "bare x 2026 year= index1 y low? index1 + z 1 index1 +");
  expect("[1, [2, 3], []]", "bare 1 2 3 list2 list0 list3");
  expect("f(x)[1].y", "bare f~ x call1 1 index1 .y");
  expect("(1440/8) frame", "bare 1440 8 / () [frame]");
  expect("$2.50/hour * 40%", "bare 2.5$ [USD/hour] 0.4% *");
  expect("\"text\"", "bare \"text\"");
  expect("unit + each.from", "bare unit each .from +");
}

Test(lang_parse, result_positions) {
  expect("a = b + 1", "a = b 1 +!");
  expect("a = (((5)))", "a = 5! ()! ()! ()!");
  expect("a = if b then (1) else 2", "a = b 1! ()! 2! if!");
  expect("a = 4 to 10", "a = 4! 10! to!");
  expect("a = sweep(1, 2 * 3)", "a = sweep~ 1! 2 3 *! call2!");
  expect("a = sweep(0 .. 5 by 1)", "a = sweep~ 0! 5! ..! 1! by! call1!");
  expect("a = [1, 2] over year", "a = 1! 2! list2! year over!");
  expect("a = normal(mean = 1, sd = 2)", "a = normal~ 1! mean=! 2! sd=! call2!");
  expect("a = mixture([1 to 2, 3], [0.5, 0.5])", "a = mixture~ 1! 2! to! 3! list2! 0.5 0.5 list2 call2!");
  expect("a = gamma(1, 2)", "a = gamma~ 1 2! call2!");
  expect("a = gamma(scale = 1, shape = 2)", "a = gamma~ 1! scale=! 2 shape= call2!");
  expect("a = lognormal(mean = 1, sd = 2)", "a = lognormal~ 1! mean=! 2! sd=! call2!");
  expect("a = lognormal(mu = 1, sigma = 2)", "a = lognormal~ 1 mu= 2 sigma= call2!");
  expect("a = correlate(normal(1, 2), b, 0.5)", "a = correlate~ normal~ 1! 2! call2! b 0.5 call3!");
  expect("a = prev(x over year, back = 1, first = 5)", "a = prev~ x year over 1 back= 5! first=! call3!");
  expect("a = max(1, 2)", "a = max~ 1 2 call2!");
  expect("a = 5 km", "a = 5 [km]!");
  expect("fn f(a = 1) = 2", "fn f = 2! {a = 1!}");
}

/* ---- items ---- */

Test(lang_parse, fields) {
  expect("a = 1; b : gpu = 2 @ \"x y\"; c.d.e = 3", "a = 1!; b : gpu = 2! @x y; c path c .d .e = 3!");
  expect("a = 50% in 0 .. 1 @ \"s\"", "a = 0.5!% in 0 1 .. @s");
  expect("k < a : u; b : 1/s in 0 .. 9 >", "block  of k {a : u; b : 1/s in 0 9 ..}");
  expect("out = 1; from = 2; unit : m = 3", "out = 1!; from = 2!; unit : m = 3!");
  expect("a @ \"why\"", "bare a @why");
}

Test(lang_parse, blocks_and_kinds) {
  expect("model sora < params = 20e9; frames = 1440/8; steps = 250 >", "block sora of model {params = 2e+10!; frames = 1440 8 /!; steps = 250!}");
  expect("fleet < tiktok = 17e6 * 0.5 >", "block  of fleet {tiktok = 17000000 0.5 *!}");
  expect("fleet <>\nfleet a <;;>", "block  of fleet; block a of fleet");
  expect("model b from p.a < x = 1 > @ \"s\"", "block b of model from p .a @s {x = 1!}");
  expect("p.model b < a < x = 1 >; y = 2 >", "block b of p.model {block  of a {x = 1!}; y = 2!}");
  expect("fleet from b < x.y = 1 >", "block  of fleet from b {x path x .y = 1!}");
  expect("scenario s from t < a.b = 1 >", "block s of scenario from t {a path a .b = 1!}");
  expect("claim c < value = a; disputed = \"why\" >", "block c of claim {value = a!; disputed = \"why\"!}");
  expect("kind k from m < each p : u/day; out g : gpu = 1; out h = 2 >", "kind k from m {each p : u/day; out g : gpu = 1!; out h = 2!}");
}

Test(lang_parse, definitions) {
  expect("use \"./a.sce\"; use \"b\" as c", "use  \"./a.sce\"; use c \"b\"");
  expect("dimension work as scientific; dimension a = work/time; dimension b", "dimension work of scientific; dimension a : work/time; dimension b");
  expect("unit s (second, sec) : time prefix si", "unit s : time second sec +prefix +si");
  expect("unit minute (min) = 60 s @ \"x\"", "unit minute min = 60 [s] @x");
  expect("unit FLOPS = none prefix si @ \"two readings\"", "unit FLOPS +prefix +si = none @two readings");
  expect("fn f(a: gpu, b = 1, c : s = 2) : USD = a * b", "fn f : USD = a b *! {a : gpu; b = 1!; c : s = 2!}");
  expect("fn f() = 1", "fn f = 1!");
  expect("extern \"./q.so\" w(rate: 1/s, n: 1) : s", "extern w \"./q.so\" : s {rate : 1/s; n : 1}");
}

Test(lang_parse, spans_and_flags) {
  Parsed parsed;
  const char *text = "a = 1\nm x <\n  b = (1 + f(2, [3])) as km\n>  @ \"s\"\nm < c = 1 >";
  parse_text(&parsed, text);
  const SceItem *block = &parsed.ast.items.at[1], *field = &parsed.ast.items.at[2], *last = &parsed.ast.items.at[3];
  cr_expect_eq(parsed.ast.items.at[0].more, 0, "a plain field needs no further record");
  cr_expect(!strncmp(text + block->start, "m x <", 5) && block->end == strchr(text, '@') + 5 - text);
  cr_expect_eq(block->name_at, 8);
  cr_expect_eq(block->flags & SCE_ITEM_ONE_LINE, 0);
  cr_expect(last->flags & SCE_ITEM_ONE_LINE);
  SceSpan span = sce_ast_span(&parsed.ast, &parsed.sources, field->expr.last);
  cr_expect_eq(span.end - span.start, strlen("(1 + f(2, [3])) as km"));
  span = sce_ast_span(&parsed.ast, &parsed.sources, field->expr.last - 1);
  cr_expect_eq(span.end - span.start, strlen("(1 + f(2, [3]))"));
  cr_expect_eq(sce_ast_first(&parsed.ast, field->expr.last), field->expr.first);
  release(&parsed);
}

/* ---- errors ---- */

Test(lang_parse, one_mistake_one_finding) {
  expect_errors("a = b > c", "111@1", "a?");
  expect_errors("f < a = b < c; d = 1 >", "111@1", "block  of f {a?; d = 1!}");
  expect_errors("m s { a = 1; b = 2 }", "112@1", "block s of m {a = 1!; b = 2!}");
  expect_errors("a = {1, 2}\nb = 1", "112@1", "a?; b = 1!");
  expect_errors("a = (b = c)\nd = 1", "113@1", "a?; d = 1!");
  expect_errors("a = if b = c then 1 else 2", "113@1", "a?");
  expect_errors("a = b = c", "113@1", "a?");
  expect_errors("m s <\n a = 1\n", "114@2", "block s of m {a = 1!}");
  expect_errors("m s <\n a = 1\nkind k < b = 2 >", "114@3", "block s of m {a = 1!}; kind k {b = 2!}");
  expect_errors("m s < a = 1, b = 2 >", "115@1", "block s of m {a = 1!; b = 2!}");
  expect_errors("a = 1 b = 2", "116@1", "a = 1!; b = 2!");
  expect_errors("m s < a = 1 > m t < b = 2 >", "116@1", "block s of m {a = 1!}; block t of m {b = 2!}");
  expect_errors("a = 1)\nb = 2 >\nc = ]", "117@1 117@2 117@3", "a = 1!; b = 2!; c?");
  expect_errors("a = f(x) gpu", "118@1", "a?");
  expect_errors("a = x gpu\nb = 5 km h", "118@1 118@2", "a?; b?");
}

Test(lang_parse, one_wrong_text_one_finding) {
  expect_errors("a = 1,000,000", "104@1", NULL);
  expect_errors("a = 17 M", "105@1", NULL);
  expect_errors("a = 3 \xC3\x97 4\nb = \xC2\xA7", "101@1 101@2", "a?; b?");
  expect_errors("a = 1 @ \"x\nb = 2", "102@1", "a? @x; b = 2!");
  expect_errors("a = 1e999", "103@1", NULL);
  expect_errors("a = 1 # caf\xE9\nb = 2", "106@1", "a = 1!; b = 2!");
}

Test(lang_parse, unexpected_text) {
  expect_errors("a = \nb = 2", "110@1", "a?; b = 2!");
  expect_errors("a = 1 +* 2; b = 4 4; c = 5", "110@1 110@1", "a?; b?; c = 5!");
  expect_errors("a = if b then 1\nc = if d 1 else 2", "110@1 110@2", "a?; c?");
  expect_errors("to = 5\nx.in = 3\na = 1", "110@1 110@2", "a = 1!");
  expect_errors("a = 3 in 5", "110@1", "a?");
  expect_errors("a = (b < c < d)", "110@1", "a?");
  expect_errors("m s\na = 1", "110@1", "a = 1!");
  expect_errors("m s\n< a = 1 >", "110@2", "block s of m {a = 1!}");
  expect_errors("a = f < b = 1 >\nc = 2", "110@1", "a?; c = 2!");
  expect_errors("a + b = 3", "110@1", "");
  expect_errors("a : gpu\nout b = 1\neach c : s", "110@1 110@2 110@3", NULL);
  expect_errors("m s < 5 + 5; a = 1 >", "110@1", "block s of m {a = 1!}");
  expect_errors("m < 5 + 5; a = 1 >", "111@1", "a = 1!");
  expect_errors("a = x as km + 1\nb = 1 + not c\nd = 2 * if e then 1 else 2", "110@1 110@2 110@3", NULL);
  expect_errors("a = 1 @ 2\nb = 3 @\nc = 4", "110@1 110@2", "a?; b?; c = 4!");
  expect_errors("a = 5 km as\nb : = 5\nc = if a 1 else 2", "110@1 110@2 110@3", "a?; b?; c?");
  expect_errors("fn f(a b) = 1\nfn g(a = 1) = 2", "110@1", "fn f?; fn g = 2! {a = 1!}");
}

Test(lang_parse, open_brackets_swallow_nothing) {
  expect_errors("a = (1 + 2\nb = 3", "110@1", "a?; b = 3!");
  expect_errors("a = f(1,\n  first = 2\nm x < b = 3 >", "110@2", NULL);
  expect_errors("m < a = (1 + 2 >\nb = 3", "110@1", "block  of m {a?}; b = 3!");
  expect_errors("a = (1 2\nb = 3", "110@1", "a?; b = 3!");
  expect_errors("a = (1; 2)\nb = 3", "110@1", "a?; b = 3!");
  expect_errors("a = ((1", "110@1", "a?");
}

Test(lang_parse, wrong_heads_keep_their_blocks_apart) {
  expect_errors("model 5 < a = 1; b = +; c = 2 >\nd = 3", "110@1 110@1", "d = 3!");
  expect_errors("m a b < x = 1 > ; c = 2", "110@1", "c = 2!");
  expect_errors("m a < x = 1 > foo\nb = 2", "110@1", "block a of m {x = 1!}; b = 2!");
  expect_errors("m a < n < x = * >; y = * ; z = 1 >\nb = *\nc = 2", "110@1 110@1 110@2", "block a of m {block  of n {x?}; y?; z = 1!}; b?; c = 2!");
}

Test(lang_parse, help_names_the_way_out) {
  Parsed parsed;
  parse_text(&parsed, "m s <\n a = b > c\n\n");
  sce_diags_sort(&parsed.diags);
  cr_assert_eq(parsed.diags.list.count, 2);
  cr_expect_str_eq(parsed.diags.list.at[0].help, "write (b > c)");
  cr_assert_eq(parsed.diags.list.at[1].notes.count, 1);
  cr_expect_eq(parsed.diags.list.at[1].notes.at[0].span.start, 4, "the note points at the `<` that opened the block");
  release(&parsed);
}

/* ---- the prompt ---- */

static char is_open(const char *text) { return sce_parse_is_open(text, (uint32_t)strlen(text)); }

Test(lang_parse, open_ends) {
  cr_expect_eq(is_open("a = 1"), 0);
  cr_expect_eq(is_open("a = (1"), '(');
  cr_expect_eq(is_open("a = [1, f(2)"), '[');
  cr_expect_eq(is_open("m s < a = 1"), '<');
  cr_expect_eq(is_open("m s < a = (1"), '(');
  cr_expect_eq(is_open("m s < a = 1 >"), 0);
  cr_expect_eq(is_open("a = 1 +"), '=');
  cr_expect_eq(is_open("a ="), '=');
  cr_expect_eq(is_open("a = b < c"), 0);
  cr_expect_eq(is_open("a = 1 @ \"a map"), '"');
  cr_expect_eq(is_open("a = 1 @ \"a map\""), 0);
  cr_expect_eq(is_open(""), 0);
}

/* ---- size and depth ---- */

static char *repeat(const char *before, const char *piece, const char *middle, const char *after, uint32_t times) {
  SceText text = {0};
  sce_text_add_string(&text, before);
  for (uint32_t i = 0; i < times; i++) sce_text_add_string(&text, piece);
  sce_text_add_string(&text, middle);
  for (uint32_t i = 0; i < times; i++) sce_text_add_string(&text, after);
  return text.bytes;
}

static void expect_nodes(char *text, uint32_t nodes, uint32_t items) {
  Parsed parsed;
  parse_text(&parsed, text);
  cr_expect_eq(parsed.diags.errors, 0);
  cr_expect_eq(parsed.ast.nodes.count, nodes);
  cr_expect_eq(parsed.ast.items.count, items);
  if (nodes > 1) {
    SceSpan span = sce_ast_span(&parsed.ast, &parsed.sources, parsed.ast.items.at[parsed.ast.items.count - 1].expr.last);
    cr_expect_leq(span.end, strlen(text));
  }
  release(&parsed);
  free(text);
}

Test(lang_parse, depth_has_no_ceiling) {
  enum { DEEP = 50000 };
  expect_nodes(repeat("a = ", "(", "1", ")", DEEP), DEEP + 1, 1);
  expect_nodes(repeat("a = ", "[", "1", "]", DEEP), DEEP + 1, 1);
  expect_nodes(repeat("a = ", "f(", "1", ")", DEEP), 2 * DEEP + 1, 1);
  expect_nodes(repeat("a = ", "x[", "1", "]", DEEP), 2 * DEEP + 1, 1);
  expect_nodes(repeat("a = ", "-", "1", "", DEEP), DEEP + 1, 1);
  expect_nodes(repeat("a = ", "2^", "1", "", DEEP), 2 * DEEP + 1, 1);
  expect_nodes(repeat("a = ", "1 + ", "1", "", DEEP), 2 * DEEP + 1, 1);
  expect_nodes(repeat("a = ", "if b then 1 else ", "1", "", DEEP), 3 * DEEP + 1, 1);
  expect_nodes(repeat("a = b", ".c", "", "", DEEP), DEEP + 1, 1);
  expect_nodes(repeat("", "a < ", "x = 1", " >", DEEP), 1, DEEP + 1);
  expect_nodes(repeat("", "a = 1\n", "", "", DEEP), DEEP, DEEP);
}

Test(lang_parse, depth_without_end_is_one_finding) {
  char *text = repeat("a = ", "(", "", "", 50000);
  expect_errors(text, "110@1", "a?");
  free(text);
}

static const char sample[] =
  "# sample\nmodel sora <\n  params = 20e9 @ \"a guess\"\n  video_share = 50%\n>\nscenario s from t < sora.scale = 4 >\n"
  "kind fleet from std.x <\n  serves : generator\n  each p : video_minute/day\n  u = 100% in 0 .. 1\n  out g : gpu = ceil(d / x, 8 gpu)\n>\n"
  "dimension w = work/time as prefixed\nunit B (byte) = 8 bit prefix si binary required\nfn f(a: 1/s, b = 1) : USD/(gpu*hour) = a * b ^ -2\n"
  "extern \"./q.so\" w(r: 1/s) : s\nuse \"p.sce\" as p\na = $2.50/hour + (1440/8) frame - x[year = 2026] to 5 \xC2\xB5s\n"
  "b = if (a > c) and not d == e then [1, 2] over y else prev(x over y, first = 0)\n  + 1\n\nclaim c < holds = (a > b); disputed = \"why\" > @ \"s\"\n";

static void check_places(const Parsed *parsed, uint32_t length) {
  for (uint32_t i = 0; i < parsed->ast.nodes.count; i++) {
    SceSpan span = sce_ast_span(&parsed->ast, &parsed->sources, i);
    cr_assert(span.start <= span.end && span.end <= length);
  }
  for (uint32_t i = 0; i < parsed->diags.list.count; i++) cr_assert_leq(parsed->diags.list.at[i].span.end, length);
}

Test(lang_parse, a_text_cut_anywhere_gives_findings_and_no_crash) {
  Parsed parsed;
  uint32_t length = sizeof sample - 1;
  parse_bytes(&parsed, sample, length);
  cr_expect_eq(parsed.diags.errors, 0);
  release(&parsed);
  for (uint32_t cut = 0; cut < length; cut++) {
    parse_bytes(&parsed, sample, cut);
    check_places(&parsed, cut);
    release(&parsed);
    parse_bytes(&parsed, sample + cut, length - cut);
    check_places(&parsed, length - cut);
    release(&parsed);
    sce_parse_is_open(sample, cut);
  }
}

Test(lang_parse, a_part_of_a_source) {
  Parsed parsed;
  const char *text = "a = 1\nm b < c = 2 >\nd = (\n";
  parse_text(&parsed, "");
  SceSourceId source = sce_sources_add(&parsed.sources, "u.sce", "u.sce", text, (uint32_t)strlen(text), false);
  uint32_t file = sce_parse_part(&parsed.ast, &parsed.intern, &parsed.sources, &parsed.diags, source, 6, 20);
  cr_expect_eq(parsed.diags.errors, 0);
  cr_expect_eq(parsed.ast.items.count, 2);
  cr_expect_eq(sce_ast_item_source(&parsed.ast, parsed.ast.files.at[file].body), source);
  cr_expect_eq(sce_ast_node_source(&parsed.ast, 0), source);
  release(&parsed);
}

static bool takes(const char *text, int kind) {
  bool expected[SCE_PARSE_KINDS];
  sce_parse_expected(text, (uint32_t)strlen(text), expected);
  return expected[kind];
}

Test(lang_parse, what_may_come) {
  bool expected[SCE_PARSE_KINDS];
  cr_expect(takes("", SCE_TOKEN_NAME) && takes("", SCE_TOKEN_KIND) && !takes("", SCE_TOKEN_UNIT), "an item starts");
  cr_expect(takes("a = 3 ", SCE_TOKEN_UNIT) && takes("a = 3 ", SCE_TOKEN_AS) && !takes("a = 3 ", SCE_TOKEN_NUMBER));
  cr_expect(takes("a = b as ", SCE_TOKEN_UNIT) && !takes("a = b as ", SCE_TOKEN_NUMBER));
  cr_expect(takes("a = (1 + ", SCE_TOKEN_NUMBER) && !takes("a = (1 + ", SCE_TOKEN_UNIT), "in an open bracket");
  cr_expect(takes("a = (1", SCE_TOKEN_RPAREN));
  cr_expect(takes("m s < a = 1\n", SCE_TOKEN_KIND), "a line end in an open block starts an item");
  cr_expect(!takes("m s < a = (1\n", SCE_TOKEN_KIND), "in a bracket it does not");
  cr_expect(takes("a.", SCE_TOKEN_NAME) && !takes("a.", SCE_TOKEN_NUMBER));
  cr_expect(sce_parse_expected("a = if b then ", 14, expected) && expected[SCE_TOKEN_NUMBER]);
  cr_expect_not(sce_parse_expected("a = 1 then ", 11, expected), "a syntax error before is told");
  cr_expect(takes("a = = 3\nb = ", SCE_TOKEN_NUMBER), "an earlier error is passed over");
}
