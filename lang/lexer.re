/* The lexer: bytes to tokens, with everything that needs a look ahead, and with the repairs that keep one mistake from becoming many.
 *
 * White space and comments are walked by hand (most gaps are one blank), units are matched by hand (a unit is a context, not a shape), the rest
 * is re2c over the whole NUL-terminated buffer. Nothing here allocates a token; the tree of names does when a spelling is new.
 */
#include "lexer.h"

#include "literal.h"
#include "look.h"

#include <stdio.h>

enum { UNIT_NONE, UNIT_BEHIND, UNIT_MONEY, UNIT_DECLARED };   /* SceLexer.unit */
enum { HEAD_NONE, HEAD_PATH, HEAD_LABEL };                    /* SceLexer.head: no head; a path so far; two names, `from` or `kind`: no doubt */
enum { OPERAND = 1, CONTINUES = 2 };                          /* traits: ends an operand; the item goes on in the next line */
enum { LONGEST_GROUPED = 512 };                               /* bytes of a number spelled with commas; a longer row is a list */

static const uint8_t traits[SCE_TOKEN_GREATER + 1] = {
  [SCE_TOKEN_NUMBER] = OPERAND, [SCE_TOKEN_UNIT] = OPERAND, [SCE_TOKEN_STRING] = OPERAND, [SCE_TOKEN_NAME] = OPERAND,
  [SCE_TOKEN_RPAREN] = OPERAND, [SCE_TOKEN_RBRACKET] = OPERAND,
  [SCE_TOKEN_PLUS] = CONTINUES, [SCE_TOKEN_MINUS] = CONTINUES, [SCE_TOKEN_STAR] = CONTINUES, [SCE_TOKEN_SLASH] = CONTINUES,
  [SCE_TOKEN_CARET] = CONTINUES, [SCE_TOKEN_EQUAL] = CONTINUES, [SCE_TOKEN_EQ] = CONTINUES, [SCE_TOKEN_NE] = CONTINUES,
  [SCE_TOKEN_LE] = CONTINUES, [SCE_TOKEN_GE] = CONTINUES, [SCE_TOKEN_DOT] = CONTINUES, [SCE_TOKEN_DOTDOT] = CONTINUES,
  [SCE_TOKEN_COMMA] = CONTINUES, [SCE_TOKEN_COLON] = CONTINUES, [SCE_TOKEN_AT] = CONTINUES, [SCE_TOKEN_IF] = CONTINUES,
  [SCE_TOKEN_THEN] = CONTINUES, [SCE_TOKEN_ELSE] = CONTINUES, [SCE_TOKEN_TO] = CONTINUES, [SCE_TOKEN_AS] = CONTINUES,
  [SCE_TOKEN_AND] = CONTINUES, [SCE_TOKEN_OR] = CONTINUES, [SCE_TOKEN_NOT] = CONTINUES, [SCE_TOKEN_OVER] = CONTINUES,
  [SCE_TOKEN_BY] = CONTINUES, [SCE_TOKEN_IN] = CONTINUES, [SCE_TOKEN_LT_OPERAND] = CONTINUES, [SCE_TOKEN_GT_OPERAND] = CONTINUES,
};

bool sce_lexer_continues(SceTokenKind kind) { return traits[kind] & CONTINUES; }

#define REPORT(lexer, code, first, behind, ...) \
  ((lexer)->diags && !(lexer)->quiet && sce_diag_add((lexer)->diags, SCE_E_##code, span(lexer, first, behind), __VA_ARGS__))
#define HELP(lexer, ...) sce_diag_help((lexer)->diags, __VA_ARGS__)

static SceSpan span(const SceLexer *lexer, const char *first, const char *behind) {
  return (SceSpan){lexer->source, (uint32_t)(first - lexer->text), (uint32_t)(behind - lexer->text)};
}

/* ---- units ---- */

static SceName intern(const SceLexer *lexer, const char *at, const char *end) {
  return lexer->intern ? sce_intern_get(lexer->intern, at, (uint32_t)(end - at)) : 0;
}

static void finish(SceLexer *lexer, SceToken *token, SceTokenKind kind, const char *at, const char *end) {
  token->kind = lexer->last = kind;
  token->start = (uint32_t)(at - lexer->text);
  token->end = lexer->last_end = (uint32_t)(end - lexer->text);
  lexer->cursor = end;
}

static void separate(SceLexer *lexer, SceToken *token, const char *at, const char *end) {
  finish(lexer, token, SCE_TOKEN_SEP, at, end);
  lexer->item = SCE_TOKEN_SEP;
}

/* The unit of money: USD and what is written directly behind the amount. */
static void money_unit(SceLexer *lexer, SceToken *token, const char *at) {
  const char *end = *at == '/' || *at == '*' ? sce_look_unit(at + 1, false) : NULL;
  if (!end) end = at;
  lexer->scratch.count = 0;
  sce_array_reserve(&lexer->scratch, (uint64_t)(end - at) + 3);
  memcpy(lexer->scratch.at, "USD", 3);
  memcpy(lexer->scratch.at + 3, at, (size_t)(end - at));
  token->name = intern(lexer, lexer->scratch.at, lexer->scratch.at + 3 + (end - at));
  finish(lexer, token, SCE_TOKEN_UNIT, at, end);
}

/* A unit at `at`, if one may stand there (`mode`) and does. */
static bool unit(SceLexer *lexer, SceToken *token, const char *at, uint8_t mode) {
  const char *end = mode == UNIT_DECLARED || sce_look_name(at) ? sce_look_unit(at, mode == UNIT_DECLARED) : NULL;
  if (!end || end > lexer->limit) return false;
  if (mode == UNIT_BEHIND && !lexer->brackets.count) {
    if (lexer->item == SCE_TOKEN_TUNIT && sce_look_word(at, end, "prefix")) return false;
    if (sce_lexer_starts_item(lexer, at)) return false;
  }
  token->name = intern(lexer, at, end);
  finish(lexer, token, SCE_TOKEN_UNIT, at, end);
  return true;
}

/* ---- line ends ---- */

/* Opens the repair of brackets that the end of the item leaves open. */
static void close_brackets(SceLexer *lexer) {
  uint32_t open = sce_array_last(&lexer->brackets) & ~SCE_LEXER_MARK;
  bool square = lexer->text[open] == '[';
  const char *behind = lexer->text + lexer->last_end;
  if (REPORT(lexer, SYNTAX, behind, behind, "`%c` is missing: the item ends here", square ? ']' : ')'))
    sce_diag_note(lexer->diags, span(lexer, lexer->text + open, lexer->text + open + 1), "`%c` opened here", square ? '[' : '(');
  lexer->closing = true;
}

/* In brackets a line end is a blank, unless what follows can only be an item: then the brackets were forgotten. */
static bool leaves_brackets(const SceLexer *lexer, const char *at) {
  if (lexer->last == SCE_TOKEN_LPAREN || lexer->last == SCE_TOKEN_LBRACKET || lexer->last == SCE_TOKEN_COMMA) return false;
  return sce_lexer_starts_item(lexer, at);
}

/* Whether a line end separates items; `at` is the next token. An operator takes the next line in, unless an item starts there: then a value was
 * forgotten. */
static bool separates(SceLexer *lexer, bool blank, const char *at) {
  if (lexer->brackets.count) {
    if (!leaves_brackets(lexer, at)) return false;
    close_brackets(lexer);
    return false;
  }
  if (lexer->last == SCE_TOKEN_SEP || lexer->last == SCE_TOKEN_LANGLE || at >= lexer->limit) return false;
  if (blank) return true;
  if (traits[lexer->last] & CONTINUES) return lexer->last != SCE_TOKEN_COLON && sce_lexer_starts_item(lexer, at);
  if (sce_look_continues(at)) return false;
  if (*at == '<' && lexer->last == SCE_TOKEN_NAME && lexer->head && sce_lexer_starts_fields(lexer, at + 1)) {
    if (REPORT(lexer, SYNTAX, at, at + 1, "the `<` of a block stands on the line of its name")) HELP(lexer, "move it to the end of the line before");
    return false;
  }
  return true;
}

/* Walks white space and comments from `at`. *newline is the first line end met, or NULL; *blank whether an empty line was among it. */
static const char *skip_gap(const SceLexer *lexer, const char *at, const char **newline, bool *blank) {
  bool empty = false;
  *newline = NULL;
  *blank = false;
  for (; at < lexer->limit; at++) {
    if (*at == '\n') {
      if (!*newline) *newline = at;
      if (empty) *blank = true;
      empty = true;
    } else if (*at == '#') {
      empty = false;
      const char *end = memchr(at, '\n', (size_t)(lexer->limit - at));
      at = (end ? end : lexer->limit) - 1;
    } else if (*at != ' ' && *at != '\t' && *at != '\r') {
      break;
    }
  }
  return at;
}

/* ---- single tokens ---- */

/* The letter or `%` behind digits, directly or (an error) apart. Adds its power of ten to *scale; returns the new end. */
static const char *magnitude(SceLexer *lexer, SceToken *token, const char *at, const char *end, int32_t *scale) {
  const char *sign = sce_look_blanks(end);
  int32_t power = *sign == '%' ? -2 : *sign == 'k' ? 3 : *sign == 'M' ? 6 : *sign == 'B' ? 9 : *sign == 'T' ? 12 : 0;
  bool percent = *sign == '%';
  if (!power || (!percent && sce_look_name_byte(sign + 1))) return end;
  if (*sign == 'B' && sign > end && (sign[1] == '/' || sign[1] == '*')) return end;   /* bytes: the unit module says how they are spelled */
  if (sign > end) {
    const char *next = sce_look_blanks(sign + 1);
    const char *word = sce_look_name(next);
    bool operand = word ? !sce_look_reserved(next, word) : sce_look_name_byte(next) || *next == '(' || *next == '$';
    if (percent && operand) return end;
    if (lexer->item == SCE_TOKEN_TUNIT || (!lexer->brackets.count && sce_lexer_starts_item(lexer, sign))) return end;
    if (REPORT(lexer, MAGNITUDE, at, sign + 1, percent ? "a percent sign stands directly behind its number" : "a magnitude letter stands directly behind its number"))
      HELP(lexer, "write %.*s%c", (int)(end - at), at, *sign);
    token->flags |= SCE_TOKEN_FLAG_REPORTED;
  }
  if (percent) token->flags |= SCE_TOKEN_FLAG_PERCENT;
  *scale += power;
  return sign + 1;
}

/* A number spelled with commas, from its first comma. Returns its end, or `comma` if the comma is a separator here. */
static const char *commas(SceLexer *lexer, SceToken *token, const char *at, const char *comma) {
  const char *end = comma, *digits = *at == '$' ? at + 1 : at;
  bool grouped = comma - digits <= 3 && *digits != '0', zero = false;
  while (*end == ',' && sce_look_digit(end[1])) {
    const char *first = ++end;
    while (sce_look_digit(*end)) end++;
    grouped &= end - first == 3;
    zero |= *first == '0';
    if (lexer->brackets.count && (!grouped || end - at > LONGEST_GROUPED)) return comma;
  }
  if (lexer->brackets.count && !(grouped && zero)) return comma;
  if (grouped && *end == '.' && sce_look_digit(end[1]))
    for (end++; sce_look_digit(*end);) end++;
  lexer->scratch.count = 0;
  for (const char *c = at; c < end; c++)
    if (*c != ',') sce_array_push(&lexer->scratch, *c);
    else if (!grouped) sce_array_push(&lexer->scratch, '.');
  if (grouped ? REPORT(lexer, NUMBER_COMMA, at, end, "digits are not grouped by commas")
              : REPORT(lexer, NUMBER_COMMA, at, end, "a comma cannot stand in a number; the decimal sign is a point"))
    HELP(lexer, "write %.*s", (int)(lexer->scratch.count < 40 ? lexer->scratch.count : 40), lexer->scratch.at);
  token->flags |= SCE_TOKEN_FLAG_REPORTED;
  return end;
}

static ptrdiff_t exponent_length(const char *at) {
  const char *end = at;
  while (sce_look_name_byte(end)) end++;
  return end - at;
}

static void number(SceLexer *lexer, SceToken *token, const char *at, const char *end) {
  const char *digits = *at == '$' ? at + 1 : at, *spelled = end;
  int32_t scale = 0;
  lexer->unit = *at == '$' ? UNIT_MONEY : UNIT_BEHIND;
  if (*at == '$') token->flags |= SCE_TOKEN_FLAG_MONEY;
  if (*end == ',' && sce_look_digit(end[1])) end = commas(lexer, token, at, end);
  if (digits[0] == '0' && sce_look_digit(digits[1])) {
    if (REPORT(lexer, NUMBER, at, end, "a number does not start with a zero before other digits")) HELP(lexer, "write it without the zero; dates are no values, they stand in sources and comments");
    token->flags |= SCE_TOKEN_FLAG_REPORTED;
  }
  if (*end == '.' && end[1] != '.' && memchr(at, '.', (size_t)(end - at))) {
    while (*end == '.' || sce_look_name_byte(end)) end++;
    (void)REPORT(lexer, NUMBER, at, end, "a number has one point");
    token->flags |= SCE_TOKEN_FLAG_REPORTED;
  } else if (*end == '.' && end[1] != '.') {
    if (REPORT(lexer, NUMBER, at, end + 1, "a number does not end with its point")) HELP(lexer, sce_look_name_byte(end + 1) ? "write %.*s%.*s" : "write %.*s or %.*s.0", (int)(end - at), at, (int)(sce_look_name_byte(end + 1) ? exponent_length(end + 1) : end - at), sce_look_name_byte(end + 1) ? end + 1 : at);
    token->flags |= SCE_TOKEN_FLAG_REPORTED;
    end++;
    while (sce_look_name_byte(end)) end++;                                     /* what may be meant as its exponent */
  }
  if ((*end | 32) == 'e' && !sce_look_name_byte(end + 1)) {
    if (REPORT(lexer, NUMBER, at, end + 1, "an exponent without digits")) HELP(lexer, "write %.*se6 for a million times as much", (int)(end - at), at);
    token->flags |= SCE_TOKEN_FLAG_REPORTED;
    end++;
  }
  end = magnitude(lexer, token, at, end, &scale);
  SceLiteralProblem problem = sce_literal_read(digits, spelled, scale, &token->number);
  if (problem && REPORT(lexer, NUMBER, at, end, "%s", sce_literal_problem_text(problem)) && problem == SCE_LITERAL_UNDERSCORE)
    HELP(lexer, "one `_` between two digits groups them, as in 1_000_000");
  finish(lexer, token, SCE_TOKEN_NUMBER, at, end);
}

/* `"…"` on one line. */
static void string(SceLexer *lexer, SceToken *token, const char *at) {
  const char *end = at + 1;
  while (end < lexer->limit && *end != '"' && *end != '\n') end++;
  bool closed = end < lexer->limit && *end == '"';
  if (!closed) {
    while (end > at + 1 && (end[-1] == '\r' || end[-1] == ' ')) end--;
    if (REPORT(lexer, STRING_OPEN, at, end, "the text in quotes does not end on its line")) HELP(lexer, "close it with \"");
    token->flags |= SCE_TOKEN_FLAG_REPORTED;
  }
  finish(lexer, token, SCE_TOKEN_STRING, at, closed ? end + 1 : end);
}

enum { DEEPEST_BRACKETS = 50000 };   /* deeper is no formula that anybody wrote; nothing here depends on it */

static void open_bracket(SceLexer *lexer, SceToken *token, SceTokenKind kind, const char *at) {
  bool call = traits[lexer->last] & OPERAND;   /* behind an operand */
  sce_array_push(&lexer->brackets, (uint32_t)(at - lexer->text) | (call ? SCE_LEXER_MARK : 0));
  if (call) token->flags |= SCE_TOKEN_FLAG_CALL;
  if (lexer->brackets.count > DEEPEST_BRACKETS) {
    if (lexer->brackets.count == DEEPEST_BRACKETS + 1 && REPORT(lexer, TOO_LARGE, at, at + 1, "brackets are nested more than %d deep here", DEEPEST_BRACKETS)) HELP(lexer, "give the inner parts names of their own");
    token->flags |= SCE_TOKEN_FLAG_REPORTED;
  }
  finish(lexer, token, kind, at, at + 1);
}

/* Takes the innermost bracket off and gives the token that closes it, [at, end). */
static void close_bracket(SceLexer *lexer, SceToken *token, const char *at, const char *end) {
  uint32_t open = sce_array_pop(&lexer->brackets);
  bool round = lexer->text[open & ~SCE_LEXER_MARK] == '(';
  if (round && !(open & SCE_LEXER_MARK) && end > at) lexer->unit = UNIT_BEHIND;
  finish(lexer, token, round ? SCE_TOKEN_RPAREN : SCE_TOKEN_RBRACKET, at, end);
}

/* A closing sign that closes nothing has been reported: it is left out behind an operand, and wrong where a value should be. */
static bool stray(SceLexer *lexer, SceToken *token, const char *at) {
  if (!(traits[lexer->last] & CONTINUES)) return lexer->cursor = at + 1, false;
  finish(lexer, token, SCE_TOKEN_WRONG, at, at + 1);
  token->flags |= SCE_TOKEN_FLAG_REPORTED;
  return true;
}

/* `)` or `]`; false if it gives no token. */
static bool closing_sign(SceLexer *lexer, SceToken *token, const char *at) {
  if (!lexer->brackets.count) {
    if (REPORT(lexer, UNMATCHED, at, at + 1, "`%c` closes nothing", *at)) HELP(lexer, "remove it, or open with `%c`", *at == ')' ? '(' : '[');
    return stray(lexer, token, at);
  }
  uint32_t open = sce_array_last(&lexer->brackets) & ~SCE_LEXER_MARK;
  char sign = lexer->text[open];
  if ((sign == '(') != (*at == ')') && REPORT(lexer, UNMATCHED, at, at + 1, "`%c` where `%c` is needed", *at, sign == '(' ? ')' : ']'))
    sce_diag_note(lexer->diags, span(lexer, lexer->text + open, lexer->text + open + 1), "`%c` opened here", sign);
  close_bracket(lexer, token, at, at + 1);
  return true;
}

/* ---- angles and braces ---- */

static bool operand_follows(const char *at) {
  at = sce_look_blanks(at);
  return sce_look_name_byte(at) || (*at && strchr("($-", *at));
}

static void open_block(SceLexer *lexer, SceToken *token, const char *at) {
  sce_array_push(&lexer->blocks, (uint32_t)(at - lexer->text));
  finish(lexer, token, SCE_TOKEN_LANGLE, at, at + 1);
}

/* `<`. Of a block whose fields are no fields the `>` will come, too. */
static void less(SceLexer *lexer, SceToken *token, const char *at) {
  bool head = lexer->last == SCE_TOKEN_NAME && lexer->head == HEAD_LABEL;
  if (lexer->brackets.count) finish(lexer, token, SCE_TOKEN_LESS, at, at + 1);
  else if (head || sce_lexer_starts_fields(lexer, at + 1)) open_block(lexer, token, at);
  else lexer->unwound += lexer->last == SCE_TOKEN_NAME && lexer->head, finish(lexer, token, SCE_TOKEN_LT_OPERAND, at, at + 1);
}

/* Whether a `>` inside brackets closes a block because the brackets were forgotten. */
static bool closes_over_brackets(const SceLexer *lexer, const char *at) {
  const char *newline, *next = sce_look_blanks(at + 1);
  bool blank;
  if (!lexer->blocks.count || lexer->last == SCE_TOKEN_LPAREN || lexer->last == SCE_TOKEN_COMMA) return false;
  if (*next == ';' || *next == '@' || *next == '>') return true;
  next = skip_gap(lexer, next, &newline, &blank);
  return next >= lexer->limit || (newline && (*next == '>' || *next == '@' || sce_lexer_starts_item(lexer, next)));
}

/* Whether a `>` outside brackets is meant to compare: an operand follows, no item, and it is not the one `>` that a block opened on this line can
 * close with, one word behind it. */
static bool compares_bare(const SceLexer *lexer, const char *at) {
  const char *next = sce_look_blanks(at + 1), *word = sce_look_path(next);
  if (!(traits[lexer->last] & OPERAND) || !operand_follows(next) || sce_lexer_starts_item(lexer, next)) return false;
  if (!lexer->blocks.count || !word) return true;
  word = sce_look_blanks(word);
  const char *open = lexer->text + (sce_array_last(&lexer->blocks) & ~SCE_LEXER_MARK);
  return *word == '>' || (*word && *word != '\n' && *word != '#' && *word != ';') || at - open > 1024 || memchr(open, '\n', (size_t)(at - open));
}

/* `>`; false if it gives no token: it closes nothing, or brackets are closed before it. */
static bool greater(SceLexer *lexer, SceToken *token, const char *at) {
  bool compares = compares_bare(lexer, at);
  if (lexer->brackets.count) {
    if (closes_over_brackets(lexer, at)) return close_brackets(lexer), false;
    return finish(lexer, token, SCE_TOKEN_GREATER, at, at + 1), true;
  }
  if (compares) return finish(lexer, token, SCE_TOKEN_GT_OPERAND, at, at + 1), true;
  if (lexer->blocks.count) {
    (void)sce_array_pop(&lexer->blocks);
    return finish(lexer, token, SCE_TOKEN_RANGLE, at, at + 1), true;
  }
  if (lexer->unwound) lexer->unwound--;
  else if (REPORT(lexer, UNMATCHED, at, at + 1, "`>` closes no block"))
    HELP(lexer, "remove it; a comparison needs both sides and stands in parentheses: (a > b)");
  return stray(lexer, token, at);
}

static bool brace(SceLexer *lexer, SceToken *token, const char *at) {
  bool open = *at == '{', known = !open && lexer->braces;
  if (known) lexer->braces--;
  else if (REPORT(lexer, BRACE, at, at + 1, "`%c` is no sign of the language", *at))
    HELP(lexer, open ? "a block is written between < and >: KIND NAME < field = 3 >; a list between [ and ]" : "a block ends with >");
  bool head = lexer->last == SCE_TOKEN_NAME && lexer->head;
  if (open && !lexer->brackets.count && (head || sce_lexer_starts_fields(lexer, at + 1))) {
    lexer->braces++;
    open_block(lexer, token, at);
  } else if (!open && lexer->blocks.count && !lexer->brackets.count) {
    (void)sce_array_pop(&lexer->blocks);
    finish(lexer, token, SCE_TOKEN_RANGLE, at, at + 1);
  } else if (open) {
    finish(lexer, token, SCE_TOKEN_WRONG, at, at + 1);
  } else {
    return lexer->cursor = at + 1, false;
  }
  token->flags |= SCE_TOKEN_FLAG_REPORTED;
  return true;
}

/* ---- blocks that are left open ---- */

/* Reports that the innermost block is not closed, at [at, end); `what` stands there. */
static void report_open_block(SceLexer *lexer, const char *at, const char *end, const char *what) {
  uint32_t open = sce_array_last(&lexer->blocks);
  if (open & SCE_LEXER_MARK || !lexer->diags) return;
  if (!sce_diag_add(lexer->diags, SCE_E_BLOCK_OPEN, span(lexer, at, end), "%s", what)) return;
  sce_diag_note(lexer->diags, span(lexer, lexer->text + open, lexer->text + open + 1), "this `<` opened it");
  if (lexer->blocks.count > 1) {
    uint32_t outer = lexer->blocks.at[lexer->blocks.count - 2] & ~SCE_LEXER_MARK;
    sce_diag_note(lexer->diags, span(lexer, lexer->text + outer, lexer->text + outer + 1), "%u more around it, this one first", lexer->blocks.count - 1);
  }
}

/* A word at `at` that starts what no block can hold: open blocks are closed before it. */
static bool unwinds(SceLexer *lexer, const char *at, const char *end) {
  char what[96];
  if (!lexer->blocks.count || lexer->brackets.count || (lexer->last != SCE_TOKEN_SEP && lexer->last != SCE_TOKEN_LANGLE)) return false;
  snprintf(what, sizeof what, "`%.*s` cannot stand in a block: is the `>` of the block before it missing?", (int)(end - at), at);
  report_open_block(lexer, at, end, what);
  lexer->unwound += lexer->blocks.count;
  lexer->unwinding = true;
  lexer->cursor = at;
  return true;
}

/* The next token of a repair under way; false when it is done without one. */
static bool mend(SceLexer *lexer, SceToken *token) {
  const char *at = lexer->text + lexer->last_end;
  const char *resume = lexer->cursor;
  if (lexer->closing && lexer->brackets.count) {
    close_bracket(lexer, token, at, at);
    token->flags |= SCE_TOKEN_FLAG_REPORTED;
  } else if (lexer->unwinding) {
    if (lexer->blocks.count) (void)sce_array_pop(&lexer->blocks), finish(lexer, token, SCE_TOKEN_RANGLE, at, at);
    else lexer->unwinding = false, separate(lexer, token, at, at);
  } else {
    return lexer->closing = false;
  }
  lexer->cursor = resume;
  return true;
}

/* The end of the text: what is open is closed, then END. */
static bool at_end(SceLexer *lexer, SceToken *token, const char *at) {
  lexer->cursor = at;
  if (lexer->brackets.count) {
    lexer->open = lexer->text[sce_array_last(&lexer->brackets) & ~SCE_LEXER_MARK];
    close_brackets(lexer);
    return false;
  }
  if (lexer->blocks.count) {
    if (!lexer->open) lexer->open = '<';
    const char *last = lexer->text + lexer->last_end;
    report_open_block(lexer, last, last, "`>` is missing: the text ends in a block");
    lexer->unwinding = true;
    return false;
  }
  finish(lexer, token, SCE_TOKEN_END, at, at);
  return true;
}

/* ---- signs that are none of the language ---- */

typedef struct Stranger {
  const char *bytes;        /* as it stands in the text */
  const char *name;         /* what to call it */
  const char *write;        /* what is meant; NULL: nothing helps */
  SceTokenKind kind;        /* read on as this token; SEP: leave it out */
} Stranger;

static const Stranger strangers[] = {
  {"&&", "`&&`", "and", SCE_TOKEN_AND}, {"&", "`&`", "and", SCE_TOKEN_AND},
  {"||", "`||`", "or", SCE_TOKEN_OR}, {"|", "`|`", "or", SCE_TOKEN_OR},
  {"!", "`!`", "not", SCE_TOKEN_NOT}, {"**", "`**`", "^", SCE_TOKEN_CARET},
  {"?", "`?`", "if c then a else b", SCE_TOKEN_WRONG}, {"$", "`$`", "a number directly behind it: $2.50", SCE_TOKEN_WRONG},
  {"%", "`%`", "40% directly behind digits, or a - b * floor(a / b) for a remainder", SCE_TOKEN_WRONG},
  {"\xC3\x97", "the sign \xC3\x97", "*", SCE_TOKEN_STAR}, {"\xC2\xB7", "the sign \xC2\xB7", "*", SCE_TOKEN_STAR},
  {"\xE2\x8B\x85", "the sign \xE2\x8B\x85", "*", SCE_TOKEN_STAR}, {"\xE2\x88\x97", "the sign \xE2\x88\x97", "*", SCE_TOKEN_STAR},
  {"\xC3\xB7", "the sign \xC3\xB7", "/", SCE_TOKEN_SLASH}, {"\xE2\x88\x95", "the sign \xE2\x88\x95", "/", SCE_TOKEN_SLASH},
  {"\xE2\x81\x84", "the sign \xE2\x81\x84", "/", SCE_TOKEN_SLASH},
  {"\xE2\x88\x92", "the minus sign \xE2\x88\x92", "-", SCE_TOKEN_MINUS}, {"\xE2\x80\x93", "the dash \xE2\x80\x93", "-", SCE_TOKEN_MINUS},
  {"\xE2\x80\x94", "the dash \xE2\x80\x94", "-", SCE_TOKEN_MINUS}, {"\xE2\x80\x91", "the hyphen \xE2\x80\x91", "-", SCE_TOKEN_MINUS},
  {"\xE2\x80\x90", "the hyphen \xE2\x80\x90", "-", SCE_TOKEN_MINUS},
  {"\xE2\x89\xA4", "the sign \xE2\x89\xA4", "<=", SCE_TOKEN_LE}, {"\xE2\x89\xA5", "the sign \xE2\x89\xA5", ">=", SCE_TOKEN_GE},
  {"\xE2\x89\xA0", "the sign \xE2\x89\xA0", "!=", SCE_TOKEN_NE}, {"\xE2\x80\xA6", "the sign \xE2\x80\xA6", "..", SCE_TOKEN_DOTDOT},
  {"\xC2\xB2", "the raised \xC2\xB2", "^2", SCE_TOKEN_SEP}, {"\xC2\xB3", "the raised \xC2\xB3", "^3", SCE_TOKEN_SEP},
  {"\xC2\xA0", "a non-breaking space", "a space", SCE_TOKEN_SEP}, {"\xE2\x80\xAF", "a narrow non-breaking space", "a space", SCE_TOKEN_SEP},
  {"\xE2\x80\x87", "a figure space", "a space", SCE_TOKEN_SEP}, {"\xE2\x80\x89", "a thin space", "a space", SCE_TOKEN_SEP},
  {"\xE2\x80\x8A", "a hair space", "a space", SCE_TOKEN_SEP}, {"\xE3\x80\x80", "a wide space", "a space", SCE_TOKEN_SEP},
  {"\xE2\x80\x8B", "a space of no width", "nothing", SCE_TOKEN_SEP}, {"\xEF\xBB\xBF", "a byte order mark", "nothing", SCE_TOKEN_SEP},
  {"\xE2\x82\xAC", "the sign \xE2\x82\xAC", "an amount in USD and the rate with its source", SCE_TOKEN_WRONG},
  {"\xC2\xA3", "the sign \xC2\xA3", "an amount in USD and the rate with its source", SCE_TOKEN_WRONG},
  {"\xC2\xB0", "the sign \xC2\xB0", "temperatures in K", SCE_TOKEN_WRONG},
};

/* A name with letters of another alphabet: one finding, one token. */
static void foreign_name(SceLexer *lexer, SceToken *token, const char *at) {
  const char *end = at;
  for (uint32_t count; end < lexer->limit && ((count = sce_look_name_byte(end)) || (count = sce_look_foreign_letter(end)));) end += count;
  if (REPORT(lexer, CHARACTER, at, end, "names are made of the letters a to z and A to Z, digits and `_`")) HELP(lexer, "spell it with these letters");
  token->flags |= SCE_TOKEN_FLAG_REPORTED;
  token->name = intern(lexer, at, end);
  finish(lexer, token, SCE_TOKEN_NAME, at, end);
}

/* A text between quotes of another shape, the first of them `open` bytes long: read as if it stood between straight ones. */
static void foreign_string(SceLexer *lexer, SceToken *token, const char *at, uint32_t open) {
  const char *end = at + open;
  uint32_t close = 0;
  for (; end < lexer->limit && *end != '\n'; end++) {
    if (*end == '"' || (open == 1 && *end == '\'')) close = 1;
    else if (open > 1 && (!strncmp(end, "\xE2\x80\x9C", 3) || !strncmp(end, "\xE2\x80\x9D", 3))) close = 3;
    if (close) break;
  }
  if (REPORT(lexer, CHARACTER, at, at + open, "a text stands between straight double quotes")) HELP(lexer, "write \"%.*s\"", (int)(end - at - open), at + open);
  token->flags |= SCE_TOKEN_FLAG_REPORTED;
  finish(lexer, token, SCE_TOKEN_STRING, at, end + close);
}

static bool stranger(SceLexer *lexer, SceToken *token, const char *at, const Stranger *known) {
  const char *end = at;
  size_t count = strlen(known->bytes);
  do end += count;
  while (known->kind == SCE_TOKEN_SEP && !strncmp(end, known->bytes, count));
  if (at == lexer->text && *at == '\xEF') return lexer->cursor = end, false;
  if (REPORT(lexer, CHARACTER, at, end, "%s is no sign of the language", known->name)) HELP(lexer, "write %s", known->write);
  if (known->kind == SCE_TOKEN_SEP) return lexer->cursor = end, false;
  finish(lexer, token, known->kind, at, end);
  token->flags |= SCE_TOKEN_FLAG_REPORTED;
  return true;
}

/* Whatever no rule knows; false if it is left out. */
static bool unknown(SceLexer *lexer, SceToken *token, const char *at) {
  uint32_t code, count = sce_look_decode(at, &code);
  if (!memcmp(at, "//", 2) || !memcmp(at, "/*", 2)) {
    const char *end = memchr(at, '\n', (size_t)(lexer->limit - at));
    if (REPORT(lexer, CHARACTER, at, at + 2, "`%.2s` does not start a comment", at)) HELP(lexer, "a comment starts with #");
    return lexer->cursor = end ? end : lexer->limit, false;
  }
  if (*at == '\'') return foreign_string(lexer, token, at, 1), true;
  if (count == 3 && code >= 0x201C && code <= 0x201E) return foreign_string(lexer, token, at, 3), true;
  if (sce_look_foreign_letter(at)) return foreign_name(lexer, token, at), true;
  for (size_t i = 0; i < sizeof strangers / sizeof *strangers; i++)
    if (!strncmp(at, strangers[i].bytes, strlen(strangers[i].bytes))) return stranger(lexer, token, at, &strangers[i]);
  if (!count) {                                          /* not UTF-8: reported for the whole text before */
    while (at < lexer->limit && !sce_look_decode(at, &code)) at++;
    return lexer->cursor = at, false;
  }
  if (code < 32 || code == 127) {
    (void)REPORT(lexer, CHARACTER, at, at + 1, "a control character, byte %u", (unsigned)code);
    return lexer->cursor = at + 1, false;
  }
  (void)REPORT(lexer, CHARACTER, at, at + count, "`%.*s` is no sign of the language", (int)count, at);
  finish(lexer, token, SCE_TOKEN_WRONG, at, at + count);
  token->flags |= SCE_TOKEN_FLAG_REPORTED;
  return true;
}

/* ---- names, separators, and the rules ---- */

/* Whether the name at `at` starts a second item on the line of the first. */
static bool second_item(const SceLexer *lexer, const char *at) {
  bool behind = lexer->last == SCE_TOKEN_RANGLE || (traits[lexer->last] & OPERAND);
  if (!behind || lexer->brackets.count || (lexer->last == SCE_TOKEN_NAME && lexer->head)) return false;
  return sce_lexer_starts_item(lexer, at);
}

static bool starts_item_here(const SceLexer *lexer) { return lexer->last == SCE_TOKEN_SEP || lexer->last == SCE_TOKEN_LANGLE; }

static bool name(SceLexer *lexer, SceToken *token, const char *at, const char *end) {
  static const char *const outermost[] = {"claim", "scenario", NULL};
  if (starts_item_here(lexer)) {
    const char *next = sce_look_blanks(end);
    if (lexer->blocks.count && sce_look_one_of(at, end, outermost) && sce_look_path(next) && unwinds(lexer, at, end)) return false;
    lexer->head = HEAD_PATH;
  } else if (lexer->last == SCE_TOKEN_NAME && lexer->head) {
    lexer->head = HEAD_LABEL;
  } else if (lexer->last != SCE_TOKEN_DOT && lexer->last != SCE_TOKEN_FROM) {
    lexer->head = lexer->last == SCE_TOKEN_KIND ? HEAD_LABEL : lexer->last == SCE_TOKEN_FN ? HEAD_PATH : HEAD_NONE;
    if (second_item(lexer, at)) {
      if (REPORT(lexer, SEPARATOR, at, end, "a second item starts on the line of the first")) HELP(lexer, "write `;` or a new line before it");
      separate(lexer, token, at, at);
      return true;
    }
  }
  if ((unsigned char)*end >= 0x80 && sce_look_foreign_letter(end)) return foreign_name(lexer, token, at), true;
  token->name = intern(lexer, at, end);
  finish(lexer, token, SCE_TOKEN_NAME, at, end);
  return true;
}

/* A word that is one of the language only at the start of an item (`from`: behind a name) and before another word. */
static bool soft(SceLexer *lexer, SceToken *token, SceTokenKind kind, const char *at, const char *end) {
  const char *next = sce_look_blanks(end);
  bool place = kind == SCE_TOKEN_FROM ? lexer->last == SCE_TOKEN_NAME && !lexer->brackets.count : starts_item_here(lexer);
  const char *word = *next == '"' ? next : sce_look_path(next);
  if (!place || next == end || !word) return name(lexer, token, at, end);
  if (kind == SCE_TOKEN_FROM && sce_look_word(next, word, "from") && sce_look_path(sce_look_blanks(word))) return name(lexer, token, at, end);
  if (kind == SCE_TOKEN_FROM) lexer->head = HEAD_LABEL;
  else if (kind != SCE_TOKEN_EACH && kind != SCE_TOKEN_OUT && unwinds(lexer, at, end)) return false;
  if (kind == SCE_TOKEN_TUNIT || kind == SCE_TOKEN_DIMENSION) lexer->item = kind;
  token->name = intern(lexer, at, end);
  finish(lexer, token, kind, at, end);
  return true;
}

static void comma(SceLexer *lexer, SceToken *token, const char *at) {
  if (lexer->brackets.count) {
    finish(lexer, token, SCE_TOKEN_COMMA, at, at + 1);
    return;
  }
  if (REPORT(lexer, COMMA, at, at + 1, "`,` stands only inside ( ) and [ ]")) HELP(lexer, "separate items by `;` or a new line");
  if (sce_lexer_starts_fields(lexer, at + 1)) separate(lexer, token, at, at + 1);
  else finish(lexer, token, SCE_TOKEN_WRONG, at, at + 1);
  token->flags |= SCE_TOKEN_FLAG_REPORTED;
}

/* `;`: false when brackets must be closed before it. Brackets that are closed later on the line only hold a wrong sign. */
static bool semicolon(SceLexer *lexer, SceToken *token, const char *at) {
  if (lexer->brackets.count) {
    const char *end = at;
    int32_t depth = 1;
    for (; depth && *end && *end != '\n' && end - at < 1024; end++) depth += (*end == '(' || *end == '[') - (*end == ')' || *end == ']');
    if (depth) return close_brackets(lexer), false;
  }
  separate(lexer, token, at, at + 1);
  return true;
}

static bool point_number(SceLexer *lexer, SceToken *token, const char *at, const char *end) {
  if (REPORT(lexer, NUMBER, at, end, "a number does not start with its point")) HELP(lexer, "write 0%.*s", (int)(end - at), at);
  finish(lexer, token, SCE_TOKEN_NUMBER, at, end);
  lexer->unit = UNIT_BEHIND;
  token->number = 0;
  token->flags |= SCE_TOKEN_FLAG_REPORTED;
  return true;
}

#define GIVE(kind) return finish(lexer, token, SCE_TOKEN_##kind, at, (const char *)cursor), true
#define SOFT(kind) return soft(lexer, token, SCE_TOKEN_##kind, at, (const char *)cursor)

/* The token at `at`; false if what stands there gives none. */
static bool scan(SceLexer *lexer, SceToken *token, const char *at) {
  const unsigned char *cursor = (const unsigned char *)at, *marker;
  /*!re2c
    re2c:define:YYCTYPE = "unsigned char";
    re2c:define:YYCURSOR = cursor;
    re2c:define:YYMARKER = marker;
    re2c:yyfill:enable = 0;
    re2c:indent:string = "  ";

    digits = [0-9] [0-9_]*;
    number = digits ("." digits)? ([eE] [+-]? [0-9]+)?;
    letter = [A-Za-z_] | "\xC2\xB5" | "\xCE\xBC";
    name   = letter (letter | [0-9])*;

    "use" { SOFT(USE); }    "dimension" { SOFT(DIMENSION); }  "unit" { SOFT(TUNIT); }  "kind" { SOFT(KIND); }  "fn" { SOFT(FN); }
    "extern" { SOFT(EXTERN); }  "each" { SOFT(EACH); }  "out" { SOFT(OUT); }  "from" { SOFT(FROM); }
    "if" { GIVE(IF); }  "then" { GIVE(THEN); }  "else" { GIVE(ELSE); }  "to" { GIVE(TO); }  "and" { GIVE(AND); }  "or" { GIVE(OR); }
    "not" { GIVE(NOT); }  "over" { GIVE(OVER); }  "by" { GIVE(BY); }  "in" { GIVE(IN); }
    "as" { lexer->unit = UNIT_DECLARED; GIVE(AS); }
    name { return name(lexer, token, at, (const char *)cursor); }
    "$"? number { return number(lexer, token, at, (const char *)cursor), true; }
    "." [0-9]+ { return point_number(lexer, token, at, (const char *)cursor); }
    "\"" { return string(lexer, token, at), true; }
    "+" { GIVE(PLUS); }  "*" { GIVE(STAR); }  "/" { GIVE(SLASH); }  "^" { GIVE(CARET); }  "==" { GIVE(EQ); }  "!=" { GIVE(NE); }
    "<=" { GIVE(LE); }  ">=" { GIVE(GE); }  "." { GIVE(DOT); }  ".." { GIVE(DOTDOT); }  "@" { GIVE(AT); }
    "-" { if (!(traits[lexer->last] & OPERAND)) token->flags |= SCE_TOKEN_FLAG_UNARY; GIVE(MINUS); }
    "=" { if (lexer->item == SCE_TOKEN_DIMENSION) lexer->unit = UNIT_DECLARED; GIVE(EQUAL); }
    ":" { lexer->unit = UNIT_DECLARED; GIVE(COLON); }
    "," { return comma(lexer, token, at), true; }
    ";" { return semicolon(lexer, token, at); }
    "(" { return open_bracket(lexer, token, SCE_TOKEN_LPAREN, at), true; }
    "[" { return open_bracket(lexer, token, SCE_TOKEN_LBRACKET, at), true; }
    [)\]] { lexer->cursor = at + 1; return closing_sign(lexer, token, at); }
    "<" { return less(lexer, token, at), true; }
    ">" { lexer->cursor = at; return greater(lexer, token, at); }
    [{}] { return brace(lexer, token, at); }
    "//" | "/*" | "**" { return unknown(lexer, token, at); }
    * { return unknown(lexer, token, at); }
  */
}

void sce_lexer_next(SceLexer *lexer, SceToken *token) {
  token->flags = 0;
  token->name = 0;
  for (;;) {
    if ((lexer->closing | lexer->unwinding) && mend(lexer, token)) return;
    const char *at = lexer->cursor, *newline = NULL;
    uint8_t mode = lexer->unit;
    lexer->unit = UNIT_NONE;
    if (mode == UNIT_MONEY) {
      money_unit(lexer, token, at);
      return;
    }
    while (*at == ' ') at++;
    if (*at == '\n' || *at == '#' || *at == '\r' || *at == '\t') {
      bool blank;
      at = skip_gap(lexer, at, &newline, &blank);
      if (newline && separates(lexer, blank, at)) {
        separate(lexer, token, newline, newline + 1);
        lexer->cursor = at;
        return;
      }
      lexer->cursor = lexer->closing ? newline : at;
      if (lexer->closing) continue;
    }
    if (at >= lexer->limit) {
      if (at_end(lexer, token, lexer->limit)) return;
      continue;
    }
    if (mode && (mode == UNIT_DECLARED || !newline) && unit(lexer, token, at, mode)) return;
    if (scan(lexer, token, at)) return;
    lexer->unit = mode;
  }
}

void sce_lexer_init(SceLexer *lexer, const char *text, uint32_t start, uint32_t end, SceIntern *names, SceDiags *diags, SceSourceId source) {
  *lexer = (SceLexer){.text = text, .cursor = text + start, .limit = text + end, .intern = names, .diags = diags, .source = source,
                      .last = SCE_TOKEN_SEP, .item = SCE_TOKEN_SEP, .last_end = start};
}

void sce_lexer_release(SceLexer *lexer) {
  sce_array_release(&lexer->blocks);
  sce_array_release(&lexer->brackets);
  sce_array_release(&lexer->scratch);
}
