/* Syntax errors in the words of the language. The grammar says which token it could not take; what its author meant shows in the item around
 * it, which is read again here, quietly, up to the error. Then the known mistakes are tried in order, and if it is none of them, what
 * was expected and what was found is said. Also the way from an error to the end of its item.
 */
#include "parse_state.h"

#include "look.h"

#include <stdio.h>

enum { MOST_QUOTED = 72, MOST_EXPECTED = 6 };

typedef struct Scene {            /* the item with the error, up to the error */
  SceTokenKind first;             /* its first token */
  uint32_t start;                 /* and where that stands */
  uint32_t count;                 /* tokens before the error */
  uint32_t names;                 /* how many of them are names; the head of a block has nothing else */
  bool equal;                     /* an `=` outside brackets was among them */
  bool in;                        /* behind `in`, and no `..` yet */
  bool ranged;                    /* an `in` was among them */
  uint32_t hyphens;               /* `-` without white space around */
  bool only_names;                /* names, `.`, `from` and `kind` were all */
  uint32_t depth;                 /* open brackets at the error */
  uint32_t ifs, thens, elses;     /* outside brackets, or since the innermost one opened */
  uint32_t formula;               /* start of the formula or of the part of it that a comparison would take in */
  uint32_t operand;               /* start of the last operand outside brackets */
} Scene;

bool sce_parse_find(SceParse *parse, SceCode code, uint32_t start, uint32_t end, const char *format, ...) {
  char message[512];
  va_list list;
  if (parse->lexer.quiet) return false;
  va_start(list, format);
  vsnprintf(message, sizeof message, format, list);
  va_end(list);
  return sce_diag_add(parse->diags, code, (SceSpan){parse->source, start, end}, "%s", message);
}

/* ---- reading the item again ---- */

static bool starts_part(SceTokenKind kind) {
  return kind == SCE_TOKEN_EQUAL || kind == SCE_TOKEN_IF || kind == SCE_TOKEN_THEN || kind == SCE_TOKEN_ELSE || kind == SCE_TOKEN_AND ||
         kind == SCE_TOKEN_OR || kind == SCE_TOKEN_NOT;
}

static bool is_operand_part(SceTokenKind kind) {
  return kind == SCE_TOKEN_NAME || kind == SCE_TOKEN_NUMBER || kind == SCE_TOKEN_DOT || kind == SCE_TOKEN_UNIT || kind == SCE_TOKEN_STRING ||
         kind == SCE_TOKEN_LPAREN || kind == SCE_TOKEN_RPAREN || kind == SCE_TOKEN_LBRACKET || kind == SCE_TOKEN_RBRACKET;
}

static void see(Scene *scene, const SceToken *token, SceTokenKind before) {
  SceTokenKind kind = token->kind;
  if (!scene->count) scene->first = kind, scene->start = scene->formula = token->start;
  if (starts_part(before)) scene->formula = token->start;
  if (!scene->depth && is_operand_part(kind) && !is_operand_part(before)) scene->operand = token->start;
  scene->count++;
  scene->names += kind == SCE_TOKEN_NAME;
  scene->only_names &= kind == SCE_TOKEN_NAME || kind == SCE_TOKEN_DOT || kind == SCE_TOKEN_FROM || kind == SCE_TOKEN_KIND;
  if (kind == SCE_TOKEN_LPAREN || kind == SCE_TOKEN_LBRACKET) {
    scene->depth++;
    scene->ifs = scene->thens = scene->elses = 0;
  } else if (kind == SCE_TOKEN_RPAREN || kind == SCE_TOKEN_RBRACKET) {
    scene->depth -= scene->depth > 0;
  }
  if (kind == SCE_TOKEN_IN) scene->in = scene->ranged = true;
  scene->hyphens += kind == SCE_TOKEN_MINUS;
  if (kind == SCE_TOKEN_DOTDOT) scene->in = false;
  scene->equal |= kind == SCE_TOKEN_EQUAL && !scene->depth;
  scene->ifs += kind == SCE_TOKEN_IF;
  scene->thens += kind == SCE_TOKEN_THEN;
  scene->elses += kind == SCE_TOKEN_ELSE;
}

static Scene look_back(SceParse *parse) {
  Scene scene = {.first = SCE_TOKEN_SEP, .only_names = true, .start = parse->token.start};
  SceLexer lexer;
  SceToken token = {.kind = SCE_TOKEN_SEP};
  sce_lexer_init(&lexer, parse->text, parse->item_end, parse->token.start, NULL, NULL, parse->source);
  for (SceTokenKind before = SCE_TOKEN_SEP;; before = token.kind) {
    sce_lexer_next(&lexer, &token);
    bool mended = token.start == token.end && token.kind != SCE_TOKEN_UNIT;
    if (token.kind == SCE_TOKEN_END || mended) break;
    if (token.kind != SCE_TOKEN_SEP) see(&scene, &token, before);
  }
  sce_lexer_release(&lexer);
  return scene;
}

/* Where the part of the formula ends that the token at hand stands in. */
static uint32_t part_end(const SceParse *parse) {
  SceLexer lexer;
  SceToken token;
  uint32_t end = parse->token.end, depth = 0;
  sce_lexer_init(&lexer, parse->text, end, (uint32_t)(parse->lexer.limit - parse->text), NULL, NULL, parse->source);
  lexer.last = SCE_TOKEN_PLUS;
  for (;;) {
    sce_lexer_next(&lexer, &token);
    bool word = starts_part(token.kind) || token.kind == SCE_TOKEN_LT_OPERAND || token.kind == SCE_TOKEN_GT_OPERAND || token.kind == SCE_TOKEN_IN || token.kind == SCE_TOKEN_AT;
    if (token.kind == SCE_TOKEN_SEP || token.kind == SCE_TOKEN_END || token.kind == SCE_TOKEN_RANGLE || (word && !depth)) break;
    if (token.start == token.end && token.kind != SCE_TOKEN_UNIT) break;
    depth += (token.kind == SCE_TOKEN_LPAREN) - (token.kind == SCE_TOKEN_RPAREN && depth);
    end = token.end;
    if (end - parse->token.end > MOST_QUOTED) break;
  }
  sce_lexer_release(&lexer);
  return end;
}

/* ---- words ---- */

static bool is_end(const SceToken *token) {
  return token->kind == SCE_TOKEN_END || (token->start == token->end && token->kind == SCE_TOKEN_RANGLE);
}

/* Whether the token is a line end, `;`, `>` or the end: the item stops before it. */
static bool is_stop(const SceToken *token) {
  return token->kind == SCE_TOKEN_SEP || token->kind == SCE_TOKEN_RANGLE || token->kind == SCE_TOKEN_END;
}

static bool is_reserved(SceTokenKind kind) { return kind >= SCE_TOKEN_IF && kind <= SCE_TOKEN_IN; }
static bool is_comparison(SceTokenKind kind) {
  return (kind >= SCE_TOKEN_EQ && kind <= SCE_TOKEN_GE) || kind == SCE_TOKEN_LESS || kind == SCE_TOKEN_GREATER;
}
static bool ends_operand(SceTokenKind kind) {
  return kind == SCE_TOKEN_NUMBER || kind == SCE_TOKEN_UNIT || kind == SCE_TOKEN_STRING || kind == SCE_TOKEN_NAME || kind == SCE_TOKEN_RPAREN ||
         kind == SCE_TOKEN_RBRACKET;
}

static const char *found_text(SceParse *parse, char *buffer, size_t size) {
  const SceToken *token = &parse->token;
  uint32_t length = token->end - token->start;
  if (is_end(token)) return "the end of the text";
  if (token->kind == SCE_TOKEN_SEP && parse->text[token->start] == '\n') return "the end of the line";
  if (token->kind == SCE_TOKEN_STRING) return "a text in quotes";
  snprintf(buffer, size, "`%.*s`", (int)(length < 40 ? length : 40), parse->text + token->start);
  return buffer;
}

static uint32_t error_start(const SceParse *parse) {
  bool line_end = is_end(&parse->token) || (parse->token.kind == SCE_TOKEN_SEP && parse->text[parse->token.start] == '\n');
  return line_end ? parse->previous_end : parse->token.start;
}

static uint32_t error_end(const SceParse *parse) {
  return error_start(parse) < parse->token.start ? error_start(parse) : parse->token.end;
}

/* A finding at the token at hand. */
#define FIND(code, ...) sce_parse_find(parse, SCE_E_##code, error_start(parse), error_end(parse), __VA_ARGS__)
#define HELP(...) sce_diag_help(parse->diags, __VA_ARGS__)

/* ---- the known mistakes: each says whether it was the one ---- */

static bool bare_comparison(SceParse *parse, const Scene *scene) {
  SceTokenKind kind = parse->token.kind;
  if (kind != SCE_TOKEN_LT_OPERAND && kind != SCE_TOKEN_GT_OPERAND) return false;
  char sign = kind == SCE_TOKEN_LT_OPERAND ? '<' : '>';
  uint32_t end = part_end(parse), length = end - scene->formula;
  if (!FIND(COMPARISON, "`%c` compares only inside parentheses: outside of them it delimits blocks", sign)) return true;
  if (memchr(parse->text + scene->formula, '?', length)) HELP("a choice is written if (a %c b) then x else y", sign);
  else if (length <= MOST_QUOTED && end > parse->token.end && !memchr(parse->text + scene->formula, '\n', length)) HELP("write (%.*s)", (int)length, parse->text + scene->formula);
  else HELP("write (a %c b)", sign);
  return true;
}

static bool block_as_value(SceParse *parse, const Scene *scene) {
  if (parse->token.kind != SCE_TOKEN_LANGLE) return false;
  if (scene->equal && FIND(SYNTAX, "a block is not a value")) HELP("write the block as an item of its own: kind name < … >; a comparison stands in parentheses: (a < b)");
  else if (!scene->count && FIND(SYNTAX, "a block starts with its kind")) HELP("write the kind before `<`: KIND NAME < … >");
  return scene->equal || !scene->count;
}

static bool single_equal(SceParse *parse, const Scene *scene) {
  if (parse->token.kind != SCE_TOKEN_EQUAL) return false;
  if (is_reserved(parse->previous)) return false;
  if (scene->depth || scene->equal) {
    if (FIND(EQUALS, "`=` defines and does not compare")) HELP("write == to compare");
    return true;
  }
  if ((scene->only_names && scene->names > 1) || !ends_operand(parse->previous)) return false;
  if (FIND(SYNTAX, "the left side of `=` is a name or a path of names")) HELP("write name = …; to compare, write ==");
  return true;
}

static bool starts_line(const SceParse *parse, uint32_t at) {
  while (at && (parse->text[at - 1] == ' ' || parse->text[at - 1] == '\t')) at--;
  return !at || parse->text[at - 1] == '\n';
}

static bool reserved_name(SceParse *parse, const bool *expected) {
  SceTokenKind kind = parse->token.kind;
  bool before = (kind == SCE_TOKEN_EQUAL || kind == SCE_TOKEN_COLON || kind == SCE_TOKEN_DOT || kind == SCE_TOKEN_LANGLE) && is_reserved(parse->previous);
  bool here = is_reserved(kind) && expected[SCE_TOKEN_NAME] && (!expected[SCE_TOKEN_NUMBER] || parse->previous == SCE_TOKEN_SEP || parse->previous == SCE_TOKEN_LANGLE);
  const char *next = sce_look_blanks(parse->text + parse->token.end);
  here |= is_reserved(kind) && starts_line(parse, parse->token.start) && ((*next == '=' && next[1] != '=') || *next == ':');
  if (!before && !here) return false;
  uint32_t end = here ? parse->token.end : parse->previous_end, start = end;
  while (start && parse->text[start - 1] >= 'a' && parse->text[start - 1] <= 'z') start--;
  if (sce_parse_find(parse, SCE_E_SYNTAX, start, end, "`%.*s` is a reserved word and cannot be a name", (int)(end - start), parse->text + start))
    HELP("choose another name, such as %.*s_", (int)(end - start), parse->text + start);
  return true;
}

/* Whether the item starts with a word. */
static bool starts_with(const SceParse *parse, const Scene *scene, const char *word) {
  const char *start = parse->text + scene->start, *end = sce_look_name(start);
  return end && sce_look_word(start, end, word);
}

/* What people bring along from other languages. */
static bool foreign_habit(SceParse *parse, const Scene *scene) {
  static const char *const words[] = {"let", "const", "var", "set", "local", NULL}, *const functions[] = {"def", "function", "func", NULL}, *const imports[] = {"import", "include", "require", NULL};
  SceTokenKind kind = parse->token.kind;
  const char *start = parse->text + scene->start, *end = sce_look_name(start);
  if (!end || !scene->count) return false;
  if (kind == SCE_TOKEN_EQUAL && scene->names == 2 && sce_look_one_of(start, end, words)) {
    if (FIND(SYNTAX, "a definition has no word such as `%.*s` before it", (int)(end - start), start)) HELP("write NAME = …");
  } else if (kind == SCE_TOKEN_LPAREN && sce_look_one_of(start, end, functions)) {
    if (FIND(SYNTAX, "a function is defined with `fn`")) HELP("write fn NAME(x) = …");
  } else if (kind == SCE_TOKEN_STRING && scene->only_names && sce_look_one_of(start, end, imports)) {
    if (FIND(SYNTAX, "files are imported with `use`")) HELP("write use \"./file.sce\"");
  } else if (kind == SCE_TOKEN_STRING && scene->only_names) {
    if (FIND(SYNTAX, "a name stands without quotes")) HELP("write %.*s NAME < … >", (int)(end - start), start);
  } else if (kind == SCE_TOKEN_IN && parse->previous == SCE_TOKEN_STRING) {
    if (FIND(SYNTAX, "the range stands before the source")) HELP("write NAME = … in low .. high @ \"source\"");
  } else if (kind == SCE_TOKEN_EQUAL && scene->equal == false && scene->ranged) {
    if (FIND(SYNTAX, "the range stands behind the formula")) HELP("write NAME : UNIT = … in low .. high");
  } else if (kind == SCE_TOKEN_EQUAL && parse->previous == SCE_TOKEN_RPAREN && scene->names >= 2 && !scene->depth && scene->first == SCE_TOKEN_NAME && !starts_with(parse, scene, "fn")) {
    if (FIND(SYNTAX, "a function is defined with `fn`")) HELP("write fn %.*s(x) = …", (int)(end - start), start);
  } else if (kind == SCE_TOKEN_EQUAL && scene->hyphens && scene->names > 1 && parse->previous == SCE_TOKEN_NAME && scene->names == scene->hyphens + 1 && scene->count == 2 * scene->names - 1) {
    if (FIND(SYNTAX, "a name has no `-`")) HELP("write it with `_`");
  } else if (parse->previous == SCE_TOKEN_COLON && starts_with(parse, scene, "unit") && kind == SCE_TOKEN_NUMBER) {
    if (FIND(SYNTAX, "behind `:` stands a dimension; a unit's value stands behind `=`")) HELP("write unit NAME = …");
  } else if (parse->previous == SCE_TOKEN_COLON && (kind == SCE_TOKEN_NUMBER || kind == SCE_TOKEN_EQUAL)) {
    if (FIND(SYNTAX, "behind `:` stands a unit; a field is given by `=`")) HELP("write %.*s = …", (int)(end - start), start);
  } else if (parse->previous == SCE_TOKEN_NAME && scene->first == SCE_TOKEN_FN && kind == SCE_TOKEN_NAME && scene->count == 2) {
    if (FIND(SYNTAX, "the parameters of a function stand in parentheses")) HELP("write fn NAME(x) = …");
  } else if (starts_with(parse, scene, "fn") && kind == SCE_TOKEN_EQUAL && scene->names < 3) {
    if (FIND(SYNTAX, "a function needs a name")) HELP("write fn NAME(x) = …");
  } else if (starts_with(parse, scene, "use") && !scene->equal && (kind == SCE_TOKEN_SLASH || kind == SCE_TOKEN_DOT || kind == SCE_TOKEN_DOTDOT || scene->names == 2)) {
    if (FIND(SYNTAX, "`use` takes a path in quotes")) HELP("write use \"./file.sce\"");
  } else {
    return false;
  }
  return true;
}

/* A name directly behind an operand that takes no unit. */
static bool unit_place(SceParse *parse, const Scene *scene, const bool *expected) {
  SceTokenKind before = parse->previous;
  const SceToken *token = &parse->token;
  if (token->kind != SCE_TOKEN_NAME || !expected[SCE_TOKEN_PLUS] || (scene->only_names && !scene->depth)) return false;
  if (before != SCE_TOKEN_RPAREN && before != SCE_TOKEN_RBRACKET && before != SCE_TOKEN_NAME && before != SCE_TOKEN_UNIT) return false;
  int length = (int)(token->end - token->start), operand = (int)(parse->previous_end - scene->operand);
  const char *name = parse->text + token->start, *name_before = parse->text + parse->previous_end;
  if (before == SCE_TOKEN_UNIT && length == 3 && !memcmp(name, "per", 3)) {
    if (FIND(UNIT_PLACE, "`per` is written `/`")) HELP("write one unit without spaces, such as km/hour");
  } else if (before == SCE_TOKEN_UNIT && parse->previous_end > 4 && !memcmp(name_before - 4, " per", 4)) {
    if (FIND(UNIT_PLACE, "`per` is written `/`")) HELP("write `/%.*s` directly behind the number or its unit", length, name);
  } else if (before == SCE_TOKEN_UNIT && sce_look_magnitude(parse->text, parse->previous_end)) {
    if (FIND(UNIT_PLACE, "a magnitude is a letter directly behind its number")) HELP("write 5k, 17M, 20B or 1T, then the unit");
  } else if (before == SCE_TOKEN_UNIT) {
    if (FIND(UNIT_PLACE, "a second unit behind the first")) HELP("write one product without spaces, such as km*h or km/h; an operator if `%.*s` is no unit", length, name);
  } else if (FIND(UNIT_PLACE, "a unit stands directly behind a number or a parenthesis")) {
    if (!scene->depth && operand > 0 && operand < MOST_QUOTED) HELP("write (%.*s) %.*s, or an operator if `%.*s` is no unit", operand, parse->text + scene->operand, length, name, length, name);
    else HELP("write (…) %.*s, or an operator if `%.*s` is no unit", length, name, length, name);
  }
  return true;
}

static bool half_condition(SceParse *parse, const Scene *scene, const bool *expected) {
  SceTokenKind kind = parse->token.kind;
  bool stop = is_stop(&parse->token) || kind == SCE_TOKEN_RPAREN || kind == SCE_TOKEN_COMMA || kind == SCE_TOKEN_AT || kind == SCE_TOKEN_IN || kind == SCE_TOKEN_RBRACKET;
  if (!ends_operand(parse->previous)) return false;
  bool operand = kind == SCE_TOKEN_NUMBER || kind == SCE_TOKEN_NAME || kind == SCE_TOKEN_LPAREN;
  if (expected[SCE_TOKEN_THEN] && scene->ifs > scene->thens && (stop || operand || kind == SCE_TOKEN_ELSE)) {
    if (FIND(SYNTAX, "`then` is missing")) HELP("write if … then … else …");
  } else if (expected[SCE_TOKEN_ELSE] && scene->thens > scene->elses && stop) {
    if (FIND(SYNTAX, "`else` is missing: every `if` has a value on both ways")) HELP("write if … then … else …; `else none` if there is no such value");
  } else {
    return false;
  }
  return true;
}

static bool half_range(SceParse *parse, const Scene *scene) {
  if (!scene->in || !ends_operand(parse->previous) || !(is_stop(&parse->token) || parse->token.kind == SCE_TOKEN_AT)) return false;
  if (FIND(SYNTAX, "behind `in` stands a range")) HELP("write in low .. high");
  return true;
}

static bool chained_comparison(SceParse *parse) {
  if (!is_comparison(parse->token.kind) || !ends_operand(parse->previous)) return false;
  if (FIND(SYNTAX, "comparisons do not chain")) HELP("write (a < b) and (b < c)");
  return true;
}

static bool missing_operator(SceParse *parse, const Scene *scene, const bool *expected) {
  SceTokenKind kind = parse->token.kind;
  bool operand = kind == SCE_TOKEN_NUMBER || kind == SCE_TOKEN_NAME || kind == SCE_TOKEN_STRING || kind == SCE_TOKEN_LPAREN || kind == SCE_TOKEN_LBRACKET;
  if (!operand || !expected[SCE_TOKEN_PLUS] || !ends_operand(parse->previous) || (scene->only_names && !scene->depth)) return false;
  char buffer[64];
  if (!FIND(SYNTAX, "an operator is missing before %s", found_text(parse, buffer, sizeof buffer))) return true;
  if (kind == SCE_TOKEN_LPAREN && parse->previous == SCE_TOKEN_NUMBER) HELP("write * to multiply");
  else if (!scene->depth && kind != SCE_TOKEN_LPAREN) HELP("write an operator such as *, or `;` or a new line if another item starts here");
  return true;
}

static bool block_head(SceParse *parse, const Scene *scene) {
  if (!scene->only_names || scene->names < 2 || !ends_operand(parse->previous) || scene->depth) return false;
  char buffer[64];
  if (FIND(SYNTAX, "expected the `<` of a block, found %s", found_text(parse, buffer, sizeof buffer)))
    HELP("a block is written kind name < fields >; a field is written name = formula, its name one word such as data_scale");
  return true;
}

static bool lonely_source(SceParse *parse) {
  if (parse->previous != SCE_TOKEN_AT) return false;
  if (FIND(SYNTAX, "behind `@` stands the source, a text in quotes")) HELP("write @ \"where the number comes from\"");
  return true;
}

/* ---- what was expected ---- */

typedef struct Words {
  const char *at[MOST_EXPECTED];
  uint32_t count;
} Words;

static void add_word(Words *words, bool yes, const char *text) {
  if (yes && words->count < MOST_EXPECTED) words->at[words->count++] = text;
}

/* The alternatives. Tables of an LALR parser promise too much where rules share states, so that what closes is asked of the brackets, not of them. */
static Words expected_words(const SceParse *parse, const Scene *scene, const bool *expected) {
  Words words = {.count = 0};
  bool value = expected[SCE_TOKEN_NUMBER], operator = expected[SCE_TOKEN_PLUS] && !value;
  char open = parse->lexer.brackets.count ? parse->text[sce_array_last(&parse->lexer.brackets) & ~SCE_LEXER_MARK] : 0;
  bool call = parse->lexer.brackets.count && (open == '[' || sce_array_last(&parse->lexer.brackets) & SCE_LEXER_MARK);
  bool start = expected[SCE_TOKEN_KIND];
  add_word(&words, start, scene->count || parse->lexer.blocks.count ? "a field" : "a definition");
  add_word(&words, value && !start, "a value");
  add_word(&words, expected[SCE_TOKEN_NAME] && !value && !operator, "a name");
  add_word(&words, expected[SCE_TOKEN_STRING] && !value, "a text in quotes");
  add_word(&words, expected[SCE_TOKEN_UNIT] && !operator, "a unit");
  add_word(&words, expected[SCE_TOKEN_EQUAL], "`=`");
  add_word(&words, expected[SCE_TOKEN_COLON], "`:`");
  add_word(&words, expected[SCE_TOKEN_LANGLE], "`<`");
  add_word(&words, expected[SCE_TOKEN_LPAREN] && !value && !operator, "`(`");
  add_word(&words, operator, "an operator");
  add_word(&words, expected[SCE_TOKEN_DOTDOT] && !operator, "`..`");
  add_word(&words, expected[SCE_TOKEN_THEN] && scene->ifs > scene->thens, "`then`");
  add_word(&words, expected[SCE_TOKEN_ELSE] && scene->thens > scene->elses, "`else`");
  add_word(&words, expected[SCE_TOKEN_COMMA] && call, "`,`");
  add_word(&words, expected[SCE_TOKEN_RPAREN] && open == '(', "`)`");
  add_word(&words, expected[SCE_TOKEN_RBRACKET] && open == '[', "`]`");
  add_word(&words, expected[SCE_TOKEN_SEP] && !open && !start, "the end of the item");
  add_word(&words, expected[SCE_TOKEN_RANGLE] && !open && parse->lexer.blocks.count, "`>`");
  return words;
}

static void report_expected(SceParse *parse, const Scene *scene, const bool *expected) {
  char buffer[64];
  SceText text = {0};
  Words words = expected_words(parse, scene, expected);
  for (uint32_t i = 0; i < words.count; i++) sce_text_add_format(&text, "%s%s", !i ? "expected " : i + 1 < words.count ? ", " : " or ", words.at[i]);
  const char *found = found_text(parse, buffer, sizeof buffer);
  bool unit = parse->token.kind == SCE_TOKEN_SLASH || parse->token.kind == SCE_TOKEN_STAR;
  if (words.count ? !FIND(SYNTAX, "%s, found %s", text.bytes, found) : !FIND(SYNTAX, "%s cannot stand here", found)) {
  } else if (unit && parse->previous == SCE_TOKEN_UNIT) {
    HELP("a unit is written without spaces: USD/hour");
  } else if (scene->depth && parse->token.kind == SCE_TOKEN_SEP) {
    HELP("inside ( ) and [ ] values are separated by `,`");
  } else if (parse->previous == SCE_TOKEN_EQUAL && is_stop(&parse->token)) {
    HELP("write a formula behind `=`; `none` if there is no such value");
  }
  sce_text_release(&text);
}

void sce_parse_report(SceParse *parse, bool *expected) {
  if (parse->token.flags & SCE_TOKEN_FLAG_REPORTED || parse->lexer.quiet) return;
  Scene scene = look_back(parse);
  if (foreign_habit(parse, &scene)) return;
  if (bare_comparison(parse, &scene) || block_as_value(parse, &scene) || reserved_name(parse, expected) || single_equal(parse, &scene)) return;
  if (lonely_source(parse) || half_condition(parse, &scene, expected) || half_range(parse, &scene) || chained_comparison(parse)) return;
  if (block_head(parse, &scene) || unit_place(parse, &scene, expected) || missing_operator(parse, &scene, expected)) return;
  report_expected(parse, &scene, expected);
}

/* ---- on to the next item ---- */

SceTokenKind sce_parse_recover(SceParse *parse) {
  SceToken *token = &parse->token;
  parse->lexer.quiet = true;
  while (token->kind != SCE_TOKEN_END && token->kind != SCE_TOKEN_RANGLE && token->kind != SCE_TOKEN_LANGLE &&
         !(token->kind == SCE_TOKEN_SEP && !parse->lexer.brackets.count))
    sce_lexer_next(&parse->lexer, token);
  parse->lexer.quiet = false;
  sce_parse_take_back(parse);
  return token->kind;
}
