/* Text to tokens, one at a time: for the parser, and for the formatter and others who keep the layout.
 *
 * The lexer alone knows where an item ends at a line end, what is a unit and what a name, whether a word such as `from` is a word of the
 * language here, and whether `<` opens a block or compares. The grammar stays free of all of that. The lexer owns its stack of open
 * brackets and a scratch buffer (sce_lexer_release); it borrows the text, the table of names and the findings.
 *
 * Tokens (kinds are SCE_TOKEN_*, declared in grammar.y; every byte between two tokens is white space or comment):
 *   END                       end of the text, start == end; comes again and again
 *   NUMBER                    `20e9` `1_000` `17M` `40%` `$2.50` (the sign and the letter belong to it); number is the value; flags PERCENT, MONEY
 *   UNIT                      directly behind NUMBER or behind the `)` of a parenthesised expression on the same line, and behind `:`, `as` and the
 *                             `=` of a dimension: one product without spaces, `TB/s` `kg*day` `m^2` `USD/(kg*day)`; behind `:`, `as`, `=` also
 *                             `1` `1/s` `%`, the name of a kind, a style or an alias. name is its text. Behind money there is always
 *                             one: `$2.50/hour` is NUMBER `$2.50`, UNIT `/hour` with the name USD/hour; `$30k` is NUMBER, then an empty UNIT named USD
 *   STRING                    with its quotes
 *   NAME                      also every soft keyword that is a name where it stands
 *   USE DIMENSION TUNIT KIND FN EXTERN EACH OUT   at the start of an item, before a name or string on the same line; else they are NAME
 *   FROM                      behind a name and before a name; else it is NAME
 *   IF THEN ELSE TO AS AND OR NOT OVER BY IN      the reserved words
 *   PLUS MINUS STAR SLASH CARET EQUAL EQ NE LE GE DOT DOTDOT COMMA COLON AT    + - * / ^ = == != <= >= . .. , : @
 *   LPAREN RPAREN LBRACKET RBRACKET
 *   LANGLE RANGLE             `<` and `>` of a block; `>>` is two tokens
 *   LESS GREATER              `<` and `>` inside ( ) or [ ]: comparisons
 *   LT_OPERAND GT_OPERAND     outside brackets a `<` that no fields follow, a `>` that an operand follows: never correct, kept apart for the message
 *   SEP                       between items: every `;`, and a line end that separates (language reference, section 1). The token is the `;` or the
 *                             line's `\n`; what follows it up to the next token (blank lines, comments) is gap. A line end separates
 *                             once, and not at the start or the end of the text, behind another SEP or behind `<`
 *   WRONG                     a text that is no token; has been reported
 * A text with errors is mended on the way, each mend reported once: a bracket left open is closed by an empty RPAREN or RBRACKET, a block
 * by an empty RANGLE, two items on one line get an empty SEP, `{` reads as `<`, a closing sign that closes nothing is left out. So the
 * parser meets few errors of its own, and token.start == token.end tells the mends (and END, and the unit of `$5`) from what is written.
 */
#ifndef SCE_LEXER_H
#define SCE_LEXER_H

#include "diag.h"
#include "grammar.h"
#include "intern.h"

typedef enum sce_grammar_tokentype SceTokenKind;

enum {                            /* SceToken.flags */
  SCE_TOKEN_FLAG_PERCENT = 1,     /* NUMBER: written with % (number holds the ratio) */
  SCE_TOKEN_FLAG_MONEY = 2,       /* NUMBER: written with $; a UNIT follows */
  SCE_TOKEN_FLAG_CALL = 4,        /* LPAREN, LBRACKET: behind an operand or a name (call, parameters, index), not a parenthesis or a list */
  SCE_TOKEN_FLAG_UNARY = 8,       /* MINUS: no operand before it */
  SCE_TOKEN_FLAG_REPORTED = 16,   /* a finding has been added for this token */
};

typedef struct SceToken {
  SceTokenKind kind;
  uint32_t start, end;            /* bytes of the source text */
  SceName name;                   /* NAME (and soft keywords), UNIT */
  double number;                  /* NUMBER */
  uint32_t flags;
} SceToken;

typedef struct SceLexer {
  const char *text;               /* whole source, NUL-terminated */
  const char *cursor, *limit;     /* next byte, end of the part to read */
  SceIntern *intern;              /* NULL: names stay 0 */
  SceDiags *diags;                /* NULL: nothing is reported */
  SceSourceId source;
  SceTokenKind last;              /* kind of the last token; SEP at the start */
  uint8_t unit;                   /* whether a unit may come next, and which (enum in lexer.re) */
  uint8_t head;                   /* how far the item is the head of a block (enum in lexer.re) */
  SceTokenKind item;              /* TUNIT or DIMENSION inside such a line, else SEP */
  bool closing;                   /* open brackets are being closed because the item ended without them */
  bool unwinding;                 /* open blocks are being closed because something came that no block can hold */
  bool quiet;                     /* an error has been reported for this item: no more findings until it ends */
  char open;                      /* what the end of the text found open, `(` `[` `<`, else 0 */
  uint32_t last_end;              /* end of the last token */
  uint32_t braces;                /* open `{`, each reported */
  uint32_t unwound;               /* `>` that may come and close nothing, since their `<` has been reported */
  SCE_ARRAY(uint32_t) blocks;     /* open `<`: offset and, in the top bit, SCE_LEXER_MARK: that it is not closed has been said */
  SCE_ARRAY(uint32_t) brackets;   /* open ( and [: offset and, in the top bit, SCE_LEXER_MARK: a call, parameters or an index */
  SCE_ARRAY(char) scratch;
} SceLexer;

#define SCE_LEXER_MARK 0x80000000u

/* Reads bytes [start, end) of `text`, in which `end` is the end of the text or of a line. */
void sce_lexer_init(SceLexer *lexer, const char *text, uint32_t start, uint32_t end, SceIntern *intern, SceDiags *diags, SceSourceId source);
void sce_lexer_release(SceLexer *lexer);

void sce_lexer_next(SceLexer *lexer, SceToken *token);

/* Whether a token of this kind asks for more, so that a line end behind it does not separate. */
bool sce_lexer_continues(SceTokenKind kind);

/* Reports bytes that are not UTF-8 in [start, end), once a run. */
void sce_lexer_check_encoding(const char *text, uint32_t start, uint32_t end, SceDiags *diags, SceSourceId source);

/* Whether an item (`name =`, `name :`, `kind name <` …) seems to start at `at`; whether fields do, behind a `<`. */
bool sce_lexer_starts_item(const SceLexer *lexer, const char *at);
bool sce_lexer_starts_fields(const SceLexer *lexer, const char *at);

#endif
