/* The layout: what it makes of each thing, that a second run changes nothing, and that the text reads as the same tokens with the same
 * comments, also with a comment, a line end or a tight spelling forced into every gap.
 */
#include "format.h"
#include "lexer.h"
#include "parse.h"

#include <criterion/criterion.h>
#include <stdio.h>

/* The text in the layout; NULL with syntax errors. The caller frees it. */
static char *lay_out(const char *text, uint32_t length) {
  SceSources sources;
  SceDiags diags;
  SceText out = {0};
  sce_sources_init(&sources);
  sce_diags_init(&diags);
  SceSourceId id = sce_sources_add(&sources, "t.sce", "t.sce", text, length, false);
  bool sound = sce_format(&out, &sources, &diags, id);
  cr_expect_eq(sound, diags.errors == 0);
  cr_expect(sound || out.count == 0);
  if (sound) sce_text_add(&out, "", 0);
  sce_diags_release(&diags);
  sce_sources_release(&sources);
  return out.bytes;
}

/* Tokens one a line, with separators that mean nothing left out; then the comments. */
static void list_tokens(const char *text, uint32_t length, SceText *tokens, SceText *comments) {
  SceLexer lexer;
  SceToken token;
  sce_lexer_init(&lexer, text, 0, length, NULL, NULL, 0);
  uint32_t end = 0;
  SceTokenKind last = SCE_TOKEN_LANGLE;
  bool separated = false;
  do {
    sce_lexer_next(&lexer, &token);
    for (uint32_t at = end; at < token.start; at++) {
      if (text[at] != '#') continue;
      uint32_t start = at + 1;
      while (at < token.start && text[at] != '\n') at++;
      uint32_t stop = at;
      while (start < stop && (text[start] == ' ' || text[start] == '\t')) start++;
      while (stop > start && strchr(" \t\r", text[stop - 1])) stop--;
      sce_text_add(comments, text + start, stop - start);
      sce_text_add_byte(comments, '\n');
    }
    end = token.end;
    if (token.kind == SCE_TOKEN_SEP) {
      separated = true;
      continue;
    }
    if (separated && last != SCE_TOKEN_LANGLE && token.kind != SCE_TOKEN_RANGLE && token.kind != SCE_TOKEN_END) sce_text_add_string(tokens, ";\n");
    sce_text_add_format(tokens, "%d %.*s\n", (int)token.kind, (int)(token.end - token.start), text + token.start);
    last = token.kind;
    separated = false;
  } while (token.kind != SCE_TOKEN_END);
  sce_lexer_release(&lexer);
}

static void expect_same_program(const char *before, uint32_t before_length, const char *after, uint32_t after_length) {
  SceText tokens[2] = {{0}, {0}}, comments[2] = {{0}, {0}};
  list_tokens(before, before_length, &tokens[0], &comments[0]);
  list_tokens(after, after_length, &tokens[1], &comments[1]);
  cr_expect_str_eq(tokens[0].bytes, tokens[1].bytes, "tokens differ:\n%s\n---- laid out:\n%s", before, after);
  const char *old_comments = comments[0].bytes ? comments[0].bytes : "", *new_comments = comments[1].bytes ? comments[1].bytes : "";
  cr_expect_str_eq(old_comments, new_comments, "comments differ:\n%s\n---- laid out:\n%s", before, after);
  for (int i = 0; i < 2; i++) {
    sce_text_release(&tokens[i]);
    sce_text_release(&comments[i]);
  }
}

/* Everything that holds for any text: same program, same comments, a second run changes nothing, no white space at line ends. */
static bool check_any(const char *text, uint32_t length) {
  char *once = lay_out(text, length);
  if (!once) return false;
  uint32_t once_length = (uint32_t)strlen(once);
  expect_same_program(text, length, once, once_length);
  char *twice = lay_out(once, once_length);
  cr_assert_not_null(twice, "does not parse any more:\n%s\n---- laid out:\n%s", text, once);
  cr_expect_str_eq(once, twice, "not idempotent:\n%s\n---- once:\n%s\n---- twice:\n%s", text, once, twice);
  cr_expect_null(strstr(once, " \n"), "white space at a line end:\n%s", once);
  cr_expect_null(strstr(once, "\n\n\n"), "two empty lines:\n%s", once);
  cr_expect(!once_length || (once[once_length - 1] == '\n' && (once_length < 2 || once[once_length - 2] != '\n')), "end of file:\n%s", once);
  free(once);
  free(twice);
  return true;
}

static void expect(const char *text, const char *expected) {
  char *once = lay_out(text, (uint32_t)strlen(text));
  cr_assert_not_null(once, "does not parse:\n%s", text);
  cr_expect_str_eq(once, expected, "from:\n%s\n---- got:\n%s\n---- expected:\n%s", text, once, expected);
  free(once);
  check_any(text, (uint32_t)strlen(text));
}

Test(lang_format, spaces) {
  expect("a=1+2*3", "a = 1 + 2*3\n");
  expect("a = x*y/z", "a = x * y / z\n");
  expect("a = 1440/8; b = 1440 /8; c = 24*60*60; d = 24*60 minute", "a = 1440/8; b = 1440 / 8; c = 24*60*60; d = 24 * 60 minute\n");
  expect("a = - x ^ 2\nb = x^ - 2\nc = - - x", "a = -x^2\nb = x^-2\nc = - -x\n");
  expect("a = f ( x,y ) . b [1 , 2]", "a = f(x, y).b[1, 2]\n");
  expect("a = [ 1,2 ]\nb = x [ y=2026 ]", "a = [1, 2]\nb = x[y = 2026]\n");
  expect("a = if(x>=2)then 3 else(4)", "a = if (x >= 2) then 3 else (4)\n");
  expect("a = (x<y)\nb = not(x>y)", "a = (x < y)\nb = not (x > y)\n");
  expect("a = 0..1 by 0.1", "a = 0 .. 1 by 0.1\n");
  expect("a:km=5km in 0..1@\"s\"", "a : km = 5 km in 0 .. 1 @ \"s\"\n");
  expect("a.b . c=3", "a.b.c = 3\n");
  expect("x+1", "x + 1\n");
}

Test(lang_format, units_keep_their_meaning) {
  expect("a = 80GB", "a = 80 GB\n");
  expect("a = 10 km/hour/x", "a = 10 km/hour/x\n");
  expect("a = 10 km / x", "a = 10 km / x\n");
  expect("a = 10 km/ x", "a = 10 km / x\n");
  expect("a = 5 m ^2", "a = 5 m ^ 2\n");
  expect("a = 5 m^2", "a = 5 m^2\n");
  expect("a = (1440/8)frame", "a = (1440/8) frame\n");
  expect("a = $2.50/hour*3\nb = $30k*2\nc = $30k ^ 2", "a = $2.50/hour * 3\nb = $30k * 2\nc = $30k ^ 2\n");
  expect("a = x  as  TB/s", "a = x as TB/s\n");
}

Test(lang_format, definitions) {
  expect("unit s(second,sec):time prefix si", "unit s (second, sec) : time prefix si\n");
  expect("unit  minute ( min )=60s", "unit minute (min) = 60 s\n");
  expect("dimension work_per_time=work/time as prefixed", "dimension work_per_time = work/time as prefixed\n");
  expect("fn f( a:s,b=1 ):s=a*b", "fn f(a: s, b = 1) : s = a * b\n");
  expect("extern \"./q.so\"wait( rate:1/s,n:1 ):s", "extern \"./q.so\" wait(rate: 1/s, n: 1) : s\n");
  expect("use  \"./p.sce\"  as p", "use \"./p.sce\" as p\n");
  expect("kind k from  m<out a:gpu=1;each p:image/day>", "kind k from m < out a : gpu = 1; each p : image/day >\n");
}

Test(lang_format, lines) {
  expect("", "");
  expect("\n\n", "");
  expect("a = 1", "a = 1\n");
  expect("\n\na = 1;\r\n\r\n\r\n\r\nb = 2 ; ; c = 3\t;\n\n", "a = 1\n\nb = 2; c = 3\n");
  expect("a = max(1,\n2,\n3\n)", "a = max(1,\n  2,\n  3\n)\n");
  expect("a = f(g(\n1\n))", "a = f(g(\n  1\n  ))\n");
  expect("a = 1\n + 2\n@ \"s\"", "a = 1\n  + 2\n  @ \"s\"\n");
  expect("a =\n  if x == 1\n then 2\nelse 3", "a =\n  if x == 1\n  then 2\n  else 3\n");
}

Test(lang_format, an_item_with_a_sign_in_front_stays_an_item) {
  expect("a = 1; -3", "a = 1; -3\n");
  expect("a = 1;\n-3", "a = 1\n\n-3\n");
  expect("a = 1\n\n-3", "a = 1\n\n-3\n");
  expect("a = 1; # c\n-3", "a = 1  # c\n\n-3\n");
  expect("a = 1;\n# c\n-3", "a = 1\n# c\n\n-3\n");
  expect("a = 1\n\n# c\n-3", "a = 1\n\n# c\n\n-3\n");
  expect("k a < >; -3", "k a < >; -3\n");
  expect("k a <\nb = 1\n>;-3", "k a <\n  b = 1\n>\n\n-3\n");
}

Test(lang_format, blocks) {
  expect("k a<b=1;c=2>", "k a < b = 1; c = 2 >\n");
  expect("k a<b=1;\nc=2;d=3>@\"s\"", "k a <\n  b = 1\n  c = 2; d = 3\n> @ \"s\"\n");
  expect("k a<k2 b<c=1>>", "k a < k2 b < c = 1 > >\n");
  expect("k a<\n\n\nk2 b<\nc=1>\n\n>", "k a <\n  k2 b <\n    c = 1\n  >\n>\n");
  expect("k a<\n>", "k a < >\n");
  expect("k a<# c\n>", "k a <  # c\n>\n");
  expect("k a < b = 1 >; c = 2", "k a < b = 1 >; c = 2\n");
  expect("k a <\n b = 1 >; c = 2", "k a <\n  b = 1\n>\nc = 2\n");
  expect("k a from b.c<>", "k a from b.c < >\n");
}

#define LONG(name) name "234567890123456789012345678901234567890123456789"

Test(lang_format, what_does_not_fit_is_taken_apart) {
  expect(LONG("a") " = 1; " LONG("b") " = 2", LONG("a") " = 1\n" LONG("b") " = 2\n");
  expect("k x < " LONG("a") " = 1; " LONG("b") " = 2 >", "k x <\n  " LONG("a") " = 1\n  " LONG("b") " = 2\n>\n");
  expect("k x < " LONG("a") " = 1; " LONG("b") " = 2; c = 3; d = 4 >", "k x <\n  " LONG("a") " = 1\n  " LONG("b") " = 2\n  c = 3\n  d = 4\n>\n");
  expect("k x < " LONG("a") " = 1; b = 2; c = 3; d = 4; e = 5; f = 6; g = 7 >",
         "k x <\n  " LONG("a") " = 1; b = 2; c = 3; d = 4; e = 5; f = 6; g = 7\n>\n");
  expect("k x < k y < " LONG("a") " = 1 >; k z < " LONG("b") " = 2 > >", "k x <\n  k y < " LONG("a") " = 1 >\n  k z < " LONG("b") " = 2 >\n>\n");
  expect("k x < " LONG("a") " = 1; c = 2 > @ \"" LONG("s") "\"", "k x <\n  " LONG("a") " = 1; c = 2\n> @ \"" LONG("s") "\"\n");
  expect("a = " LONG("b") " + " LONG("c") " + " LONG("d"), "a = " LONG("b") " + " LONG("c") " + " LONG("d") "\n");
}

Test(lang_format, comments) {
  expect("#a\n#!b\n##c\n#\n#  d  \na = 1#e", "# a\n#!b\n##c\n#\n#  d\na = 1  # e\n");
  expect("# only", "# only\n");
  expect("\n\n# first\n\n\na = 1\n\n\n# last\n\n", "# first\n\na = 1\n\n# last\n");
  expect("k a < # one\n    # two\n b = 1 # three\n # four\n > # five\n", "k a <  # one\n  # two\n  b = 1  # three\n  # four\n>  # five\n");
  expect("a = # why\n 5", "a =  # why\n  5\n");
  expect("a =\n# why\n5", "a =\n  # why\n  5\n");
  expect("a = f(1, # one\n2 # two\n)", "a = f(1,  # one\n  2  # two\n)\n");
  expect("a = 1 # one\n + 2", "a = 1  # one\n  + 2\n");
  expect("a = 1; # one\nb = 2", "a = 1  # one\nb = 2\n");
  expect("a = 1 # one\n; b = 2", "a = 1  # one\nb = 2\n");
  expect("a = \"# no\" # yes", "a = \"# no\"  # yes\n");
}

Test(lang_format, a_text_with_errors_is_left_alone) {
  cr_expect_null(lay_out("a = = 1", 7));
  cr_expect_null(lay_out("k a < b = 1", 11));
}

static const char corpus[] =
    "# An estimate.\n"
    "use \"./prices.sce\" as p\n"
    "dimension work as scientific\n"
    "dimension rate = work/time as prefixed\n"
    "unit s (second, sec) : time prefix si; unit minute (min) = 60 s\n"
    "fn cost(a: hour, b = 2 + 1) : USD = a * b * $2.50/hour / (3 m)^2\n"
    "extern \"./q.so\" wait(rate: 1/s, n: 1) : s\n"
    "\n"
    "kind fleet from base.one <\n"
    "  serves : generator; gpu : accelerator = serves.gpu\n"
    "  each platform : video_minute/day\n"
    "  utilization = 100% in 0 .. 1 @ \"a guess\"\n"
    "  out gpus : gpu = if demand >= 3 and not (x < 2) then ceil(x, 8 gpu) else none\n"
    ">\n"
    "model sora < params = 20e9; frames = 1440/8; scale = (1440/8) frame ^2 > @ \"section 04\"\n"
    "model two from sora < model inner < a = 1 >; b = 80GB > # end\n"
    "scenario low < sora.steps = 4 to 10; x = sweep(0% .. 50% by 5%) >\n"
    "t = [40k, 20k, 0] over year\n"
    "u = sum(x over year) + x[year = 2026] - prev(x over year, back = 1, first = 0)\n"
    "v = 3 hour\n"
    "  + 2 minute\n"
    "  as minute\n"
    "\n"
    "-3 * sora.steps\n"
    "claim c < value = p50(x); says = 4211 gpu; under = low >\n";

/* Puts `extra` into the text at each place and checks whatever still parses; returns how many did. */
static uint32_t check_with_everywhere(const char *extra) {
  uint32_t length = sizeof corpus - 1, extra_length = (uint32_t)strlen(extra), sound = 0;
  char *text = malloc(length + extra_length + 1);
  for (uint32_t at = 0; at <= length; at++) {
    memcpy(text, corpus, at);
    memcpy(text + at, extra, extra_length);
    memcpy(text + at + extra_length, corpus + at, length - at + 1);
    sound += check_any(text, length + extra_length);
  }
  free(text);
  return sound;
}

Test(lang_format, corpus_parses) { cr_assert(check_any(corpus, sizeof corpus - 1)); }
Test(lang_format, a_comment_anywhere) { cr_expect_gt(check_with_everywhere(" # c\n"), 200); }
Test(lang_format, a_comment_on_its_own_line_anywhere) { cr_expect_gt(check_with_everywhere("\n# c\n"), 150); }
Test(lang_format, a_line_end_anywhere) { cr_expect_gt(check_with_everywhere("\n"), 200); }
Test(lang_format, two_line_ends_anywhere) { cr_expect_gt(check_with_everywhere("\n\n"), 100); }
Test(lang_format, a_semicolon_anywhere) { cr_expect_gt(check_with_everywhere(";"), 50); }
Test(lang_format, a_space_anywhere) { cr_expect_gt(check_with_everywhere(" "), 400); }
Test(lang_format, a_minus_anywhere) { cr_expect_gt(check_with_everywhere(";\n-"), 20); }

/* Whatever is left when one byte is taken away. */
Test(lang_format, a_byte_less_anywhere) {
  uint32_t length = sizeof corpus - 1, sound = 0;
  char *text = malloc(length + 1);
  for (uint32_t at = 0; at < length; at++) {
    memcpy(text, corpus, at);
    memcpy(text + at, corpus + at + 1, length - at);
    sound += check_any(text, length - 1);
  }
  free(text);
  cr_expect_gt(sound, 400);
}

Test(lang_format, deep_nesting_grows_with_the_text) {
  SceText text = {0};
  for (int i = 0; i < 2000; i++) sce_text_add_string(&text, "k a <\n");
  for (int i = 0; i < 2000; i++) sce_text_add_string(&text, ">\n");
  char *once = lay_out(text.bytes, (uint32_t)text.count);
  if (once) cr_expect_lt(strlen(once), text.count * 20);
  free(once);
  sce_text_release(&text);
}
