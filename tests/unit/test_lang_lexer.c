/* The lexer: which tokens a text gives, above all what is decided by context, separators, units, soft keywords, angles, and the exact
 * values of numbers. A token is written by its kind; names, units and numbers with their value.
 */
#include "lexer.h"

#include <criterion/criterion.h>
#include <stdio.h>

static const char *kind_name(SceTokenKind kind) {
  switch (kind) {
    case SCE_TOKEN_SEP: return ";";
    case SCE_TOKEN_LT_OPERAND: return "LT_OPERAND";
    case SCE_TOKEN_GT_OPERAND: return "GT_OPERAND";
    case SCE_TOKEN_WRONG: return "WRONG";
    case SCE_TOKEN_USE: return "USE";
    case SCE_TOKEN_DIMENSION: return "DIMENSION";
    case SCE_TOKEN_TUNIT: return "TUNIT";
    case SCE_TOKEN_KIND: return "KIND";
    case SCE_TOKEN_FN: return "FN";
    case SCE_TOKEN_EXTERN: return "EXTERN";
    case SCE_TOKEN_EACH: return "EACH";
    case SCE_TOKEN_OUT: return "OUT";
    case SCE_TOKEN_FROM: return "FROM";
    case SCE_TOKEN_LANGLE: return "{";
    case SCE_TOKEN_RANGLE: return "}";
    default: return NULL;
  }
}

static void write_token(SceText *out, const SceIntern *intern, const char *text, const SceToken *token) {
  const char *name = kind_name(token->kind);
  if (out->count) sce_text_add_byte(out, ' ');
  if (name) sce_text_add_string(out, name);
  else if (token->kind == SCE_TOKEN_NUMBER) sce_text_add_format(out, "%.17g", token->number);
  else if (token->kind == SCE_TOKEN_UNIT) sce_text_add_format(out, "[%s]", sce_intern_spelling(intern, token->name));
  else if (token->start == token->end) sce_text_add_string(out, token->kind == SCE_TOKEN_RPAREN ? "<)>" : "<]>");
  else sce_text_add(out, text + token->start, token->end - token->start);
}

/* Lexes `text` up to END; the caller releases `out`. Returns the number of findings. */
static uint32_t lex(SceText *out, const char *text) {
  SceIntern intern;
  SceDiags diags;
  SceLexer lexer;
  SceToken token;
  sce_intern_init(&intern);
  sce_diags_init(&diags);
  sce_lexer_init(&lexer, text, 0, (uint32_t)strlen(text), &intern, &diags, 0);
  for (sce_lexer_next(&lexer, &token); token.kind != SCE_TOKEN_END; sce_lexer_next(&lexer, &token)) write_token(out, &intern, text, &token);
  uint32_t errors = diags.errors;
  sce_lexer_release(&lexer);
  sce_diags_release(&diags);
  sce_intern_release(&intern);
  return errors;
}

static void expect(const char *text, const char *tokens, uint32_t errors) {
  SceText out = {0};
  sce_text_add_string(&out, "");
  uint32_t found = lex(&out, text);
  cr_expect_str_eq(out.bytes, tokens, "%s\n  gives    %s\n  expected %s", text, out.bytes, tokens);
  cr_expect_eq(found, errors, "%s\n  has %u findings, expected %u", text, found, errors);
  sce_text_release(&out);
}

#define EXPECT(text, tokens) expect(text, tokens, 0)
#define EXPECT_ERROR(text, tokens) expect(text, tokens, 1)

Test(lang_lexer, separators_at_line_ends) {
  EXPECT("a = 1\nb = 2", "a = 1 ; b = 2");
  EXPECT("a = 1; b = 2;", "a = 1 ; b = 2 ;");
  EXPECT("\n\n a = 1\r\n\n\n# note\nb = 2 # note\n\n", "a = 1 ; b = 2");
  EXPECT("a = 1;\n;\nb", "a = 1 ; ; b");
  EXPECT("f <\n\na = 1\n>\n", "f { a = 1 ; }");
  EXPECT("", "");
  EXPECT("# only a note", "");
}

Test(lang_lexer, line_ends_that_do_not_separate) {
  EXPECT("a =\n1 +\n2 *\n 3", "a = 1 + 2 * 3");
  EXPECT("a = 1\n  + 2\n  - 3\n * 4\n / 5\n ^ 6", "a = 1 + 2 - 3 * 4 / 5 ^ 6");
  EXPECT("a = b\n == c\n <= d\n >= e\n != f\n .. g", "a = b == c <= d >= e != f .. g");
  EXPECT("a = if b\n then 1\n else 2\n as km\n @ \"x\"", "a = if b then 1 else 2 as [km] @ \"x\"");
  EXPECT("a = 1\n to 2\n by 3\n over x\n and y\n or z\n in 0 .. 1", "a = 1 to 2 by 3 over x and y or z in 0 .. 1");
  EXPECT("a = 1 # one\n# two\n + 2", "a = 1 + 2");
  EXPECT("a = f(1,\n2\n\n)", "a = f ( 1 , 2 )");
  EXPECT("a = [1\n, 2\n]", "a = [ 1 , 2 ]");
  EXPECT("a :\n gpu = 3", "a : [gpu] = 3");
}

Test(lang_lexer, line_ends_that_separate_all_the_same) {
  EXPECT("a = 1\n\n+ 2", "a = 1 ; + 2");
  EXPECT("a =\n\n2", "a = ; 2");
  EXPECT("a = 1\n(-3)", "a = 1 ; ( - 3 )");
  EXPECT("a = 1\ntotal", "a = 1 ; total");
  EXPECT("a = 1\nthenx = 2", "a = 1 ; thenx = 2");
  EXPECT("f < a = 1\n>\nb", "f { a = 1 ; } ; b");
  EXPECT("a = 1 +\nb = 2", "a = 1 + ; b = 2");
}

Test(lang_lexer, numbers_are_exact) {
  EXPECT("1440 0.5 20e9 1_000_000 1.5e-3 2E+2", "1440 0.5 20000000000 1000000 0.0015 200");
  EXPECT("5k 17M 20B 1T 1.1k 0.1M 12.34k", "5000 17000000 20000000000 1000000000000 1100 100000 12340");
  EXPECT("40% 7% 12.5% 0.1%", "0.40000000000000002 0.070000000000000007 0.125 0.001");
  EXPECT("9007199254740993 1e22 1e23 123456789012345678901234567890", "9007199254740992 1e+22 9.9999999999999992e+22 1.2345678901234568e+29");
  EXPECT("1.7976931348623157e308 5e-324 2.2250738585072014e-308", "1.7976931348623157e+308 4.9406564584124654e-324 2.2250738585072014e-308");
  EXPECT("0.1234567890123456789012345 0e999 0.0", "0.12345678901234568 0 0");
  EXPECT("1..5", "1 .. 5");
}

Test(lang_lexer, malformed_numbers) {
  EXPECT_ERROR("a = 1e400", "a = inf");
  EXPECT_ERROR("a = 1e-400", "a = 0");
  EXPECT_ERROR("a = 1__0", "a = 10");
  EXPECT_ERROR("a = 1_", "a = 1");
  EXPECT_ERROR("a = 5.", "a = 5");
  EXPECT_ERROR("a = .5", "a = 0");
  EXPECT_ERROR("a = 5e", "a = 5");
  EXPECT_ERROR("a = 1,000,000", "a = 1");
  EXPECT_ERROR("a = 1,5", "a = 1");
  EXPECT_ERROR("a = f(1,000)", "a = f ( 1 )");
  EXPECT("a = max(100,200)", "a = max ( 100 , 200 )");
  EXPECT("a = [1,20,300]", "a = [ 1 , 20 , 300 ]");
  EXPECT_ERROR("a = 17 M", "a = 17000000");
  EXPECT_ERROR("a = 17 M token", "a = 17000000 [token]");
  EXPECT_ERROR("a = 40 %", "a = 0.40000000000000002");
  EXPECT_ERROR("a = 40 % 3", "a = 40 WRONG 3");
  EXPECT("a = 300 K", "a = 300 [K]");
}

Test(lang_lexer, units_behind_numbers_and_parentheses) {
  EXPECT("80 GB 80GB 5s 5kW 5m", "80 [GB] 80 [GB] 5 [s] 5 [kW] 5 [m]");
  EXPECT("3.35 TB/s; (1440/8) frame", "3.3500000000000001 [TB/s] ; ( 1440 / 8 ) [frame]");
  EXPECT("40 km / 5 km/hour", "40 [km] / 5 [km/hour]");
  EXPECT("2 m^2 2 m^-1 2 m^(1/2) 3 USD/(gpu*hour)", "2 [m^2] 2 [m^-1] 2 [m^(1/2)] 3 [USD/(gpu*hour)]");
  EXPECT("3 GB*x 3 GB*2 3 GB* x 3 m/(2*x)", "3 [GB*x] 3 [GB] * 2 3 [GB] * x 3 [m] / ( 2 * x )");
  EXPECT("3 s*f(x) 3 s/fleet.x 3 s*x[1]", "3 [s] * f ( x ) 3 [s] / fleet . x 3 [s] * x [ 1 ]");
  EXPECT("17M token 5 to 6 km", "17000000 [token] 5 to 6 [km]");
  EXPECT("5 from 5 each", "5 [from] 5 [each]");
  EXPECT("f(x) gpu", "f ( x ) gpu");
  EXPECT("5 \xC2\xB5s 5 \xCE\xBCs", "5 [\xC2\xB5s] 5 [\xCE\xBCs]");
  EXPECT("a = 5\ns = 3", "a = 5 ; s = 3");
  EXPECT("40% x", "0.40000000000000002 [x]");
}

Test(lang_lexer, money) {
  EXPECT("$2.50/hour $30k $5*x", "2.5 [USD/hour] 30000 [USD] 5 [USD*x]");
  EXPECT("$0.60 / 1M token", "0.59999999999999998 [USD] / 1000000 [token]");
  EXPECT("$1M/(gpu*hour) $5/(2*x)", "1000000 [USD/(gpu*hour)] 5 [USD] / ( 2 * x )");
  EXPECT_ERROR("$ 5", "WRONG 5");
}

Test(lang_lexer, declared_units) {
  EXPECT("a : 1/s = 5", "a : [1/s] = 5");
  EXPECT("a : 1 = 5; b : % = 5; c : %/year", "a : [1] = 5 ; b : [%] = 5 ; c : [%/year]");
  EXPECT("x as 1; f(rate: 1/s, n: 1) : s", "x as [1] ; f ( rate : [1/s] , n : [1] ) : [s]");
  EXPECT("gpu : p.accelerator = a.b", "gpu : [p.accelerator] = a . b");
  EXPECT("dimension a = work/time as prefixed", "DIMENSION a = [work/time] as [prefixed]");
  EXPECT("unit d (e, f) : time prefix si", "TUNIT d ( e , f ) : [time] prefix si");
  EXPECT("unit d = 12 prefix si", "TUNIT d = 12 prefix si");
  EXPECT("unit d = 60 s prefix si", "TUNIT d = 60 [s] prefix si");
}

Test(lang_lexer, soft_keywords) {
  EXPECT("use \"a\" as b; kind k from m < >; fn f(a) = 1", "USE \"a\" as [b] ; KIND k FROM m { } ; FN f ( a ) = 1");
  EXPECT("use = 1; unit = 2; out = 3; each : x; kind", "use = 1 ; unit = 2 ; out = 3 ; each : [x] ; kind");
  EXPECT("a.from = unit + out(kind, fn = 1)", "a . from = unit + out ( kind , fn = 1 )");
  EXPECT("f < out a = 1; each p : u >", "f { OUT a = 1 ; EACH p : [u] }");
  EXPECT("model from from x < >", "model from FROM x { }");
  EXPECT("extern \"l\" f(a: s) : s", "EXTERN \"l\" f ( a : [s] ) : [s]");
}

Test(lang_lexer, angles) {
  EXPECT("f < a = 1 >", "f { a = 1 }");
  EXPECT("f <> g", "f { } g");
  EXPECT("f < g < h < i < a = 1 >>>>", "f { g { h { i { a = 1 } } } }");
  EXPECT("a = (b < c) + (d > e)", "a = ( b < c ) + ( d > e )");
  EXPECT("a = x[b < c]", "a = x [ b < c ]");
  EXPECT("a = b > c", "a = b GT_OPERAND c");
  EXPECT("a = b < c", "a = b LT_OPERAND c");
  EXPECT("f <\n a = b > c\n>", "f { a = b GT_OPERAND c ; }");
  EXPECT_ERROR("f < a = 1 > g < b = 2 >", "f { a = 1 } ; g { b = 2 }");
  EXPECT_ERROR("a = 1 >", "a = 1");
  EXPECT_ERROR("f { a = 1 }", "f { a = 1 }");
  EXPECT_ERROR("f < a = 1 }", "f { a = 1 }");
}

Test(lang_lexer, repairs) {
  EXPECT_ERROR("a = (1 + 2\nb = 3", "a = ( 1 + 2 <)> ; b = 3");
  EXPECT_ERROR("a = f(1, [2\nb < c = 3 >", "a = f ( 1 , [ 2 <]> <)> ; b { c = 3 }");
  EXPECT_ERROR("m < a = (1 + 2 >\nb = 3", "m { a = ( 1 + 2 <)> } ; b = 3");
  EXPECT_ERROR("a = (1 + 2; b = 3", "a = ( 1 + 2 <)> ; b = 3");
  EXPECT_ERROR("a = 1)", "a = 1");
  EXPECT_ERROR("a = (1]", "a = ( 1 ]");
  EXPECT_ERROR("a = 5 b = 3", "a = 5 ; b = 3");
  EXPECT_ERROR("a = x b = 3", "a = x ; b = 3");
  EXPECT_ERROR("a = 1, b = 2", "a = 1 ; b = 2");
  EXPECT_ERROR("m < a = 1\nfn f(x) = 2", "m { a = 1 ; } ; FN f ( x ) = 2");
  EXPECT_ERROR("m < a = 1\nclaim c < b = 2 >", "m { a = 1 ; } ; claim c { b = 2 }");
}

Test(lang_lexer, pasted_signs) {
  EXPECT_ERROR("a = 3 \xC3\x97 4", "a = 3 \xC3\x97 4");
  EXPECT_ERROR("a = 3 \xE2\x88\x92 4", "a = 3 \xE2\x88\x92 4");
  EXPECT_ERROR("a = 5\xC2\xA0km", "a = 5 [km]");
  EXPECT_ERROR("a = \xE2\x80\x9Cx\xE2\x80\x9D", "a = \xE2\x80\x9Cx\xE2\x80\x9D");
  EXPECT_ERROR("gr\xC3\xB6\xC3\x9F" "e = 5", "gr\xC3\xB6\xC3\x9F" "e = 5");
  EXPECT_ERROR("a = b && c", "a = b && c");
  EXPECT_ERROR("a = 1 // note", "a = 1");
  EXPECT_ERROR("a = \"x\nb = 2", "a = \"x ; b = 2");
  EXPECT("\xEF\xBB\xBF" "a = 1", "a = 1");
}

static uint32_t encoding_errors(const char *text, uint32_t length) {
  SceDiags diags;
  sce_diags_init(&diags);
  sce_lexer_check_encoding(text, 0, length, &diags, 0);
  uint32_t errors = diags.errors;
  sce_diags_release(&diags);
  return errors;
}

Test(lang_lexer, encoding) {
  cr_expect_eq(encoding_errors("plain \xC3\xA9 \xE2\x82\xAC \xF0\x9F\x98\x80 plain", 23), 0);
  cr_expect_eq(encoding_errors("# caf\xE9 and na\xEFve", 16), 2);
  cr_expect_eq(encoding_errors("\xC0\x80", 2), 1, "an overlong form");
  cr_expect_eq(encoding_errors("\xED\xA0\x80 x", 5), 1, "a surrogate");
  cr_expect_eq(encoding_errors("abc\xE2\x82", 5), 1, "cut in the middle");
}

Test(lang_lexer, a_byte_of_zero_is_an_unknown_character) {
  static const char text[] = "a = 1\0; b = 2";
  SceDiags diags;
  SceLexer lexer;
  SceToken token;
  uint32_t count = 0;
  sce_diags_init(&diags);
  sce_lexer_init(&lexer, text, 0, sizeof text - 1, NULL, &diags, 0);
  for (sce_lexer_next(&lexer, &token); token.kind != SCE_TOKEN_END; sce_lexer_next(&lexer, &token)) count++;
  cr_expect_eq(count, 7);
  cr_expect_eq(diags.errors, 1);
  sce_lexer_release(&lexer);
  sce_diags_release(&diags);
}
