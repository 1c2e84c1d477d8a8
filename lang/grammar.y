/* The grammar of the language: what may follow what, and nothing else. What needs a look ahead (line ends, units, soft keywords, which
 * `<` is a block) the lexer has decided; what an item becomes in the tree is done in parse.c. Expressions are one rule with
 * precedences instead of a ladder of rules: half of the reductions. Lists of items are kept in SceParse, not on the parser's stack, so that
 * recovery from an error can never lose items.
 */
%require "3.8"
%define api.pure full
%define api.prefix {sce_grammar_}
%define api.token.prefix {SCE_TOKEN_}
%define api.token.raw
%define api.location.type {SceLocation}
%define api.value.type {SceValue}
%define parse.error custom
%define lr.default-reduction consistent
%locations
%param { SceParse *parse }
%expect 0

%code requires {
#include <stdint.h>

typedef struct SceParse SceParse;

/* Pairs are written whole, through `both`: a pair written in halves and copied whole at once stalls the processor, ten times a line. */
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
#define SCE_PAIR(low, high) struct { uint32_t high, low; }
#else
#define SCE_PAIR(low, high) struct { uint32_t low, high; }
#endif
#define SCE_BOTH(low, high) ((uint32_t)(low) | (uint64_t)(high) << 32)

typedef union SceLocation {
  SCE_PAIR(start, end);
  uint64_t both;
} SceLocation;

/* What a symbol carries: a number; a name or the root of an expression in `a`; counts and runs in `a` and `b`. */
typedef union SceValue {
  double number;
  SCE_PAIR(a, b);
  uint64_t both;
} SceValue;
}

%code {
#include "parse_state.h"

#define YYMAXDEPTH 60000000
#define YYLLOC_DEFAULT(current, rhs, count) \
  ((current).both = SCE_BOTH((count) ? YYRHSLOC(rhs, 1).start : YYRHSLOC(rhs, 0).end, YYRHSLOC(rhs, count).end))

static int sce_grammar_lex(SceValue *value, SceLocation *location, SceParse *parse);
static void sce_grammar_error(const SceLocation *location, SceParse *parse, const char *message);

#define NODE(kind, token, left) sce_parse_node(parse, SCE_NODE_##kind, token, left, 0)
#define PLAIN(name) ((SceValue){.both = SCE_BOTH((name).a, SCE_NO_NODE)})
#define COUNTS(aliases, words) ((SceValue){.both = SCE_BOTH((aliases).a, (words).a)})
#define RECOVER() (yychar = sce_parse_recover(parse), yylloc.both = SCE_BOTH(parse->token.start, parse->token.end))
}

%token END 0
%token NUMBER UNIT STRING NAME SEP LT_OPERAND GT_OPERAND WRONG
%token USE DIMENSION TUNIT KIND FN EXTERN EACH OUT FROM
%token IF THEN ELSE TO AS AND OR NOT OVER BY IN
%token PLUS MINUS STAR SLASH CARET EQUAL EQ NE LE GE DOT DOTDOT COMMA COLON AT
%token LPAREN RPAREN LBRACKET RBRACKET LANGLE RANGLE LESS GREATER

%precedence ELSE
%left OR
%left AND
%precedence NOT
%nonassoc EQ NE LE GE LESS GREATER
%precedence AS
%nonassoc TO DOTDOT OVER
%precedence BY
%left PLUS MINUS
%left STAR SLASH
%precedence NEGATIVE
%right CARET

%%

file: list ;

list: %empty | item | list SEP | list SEP item ;

item:
  USE STRING                                              { sce_parse_use(parse, @$, @2, 0); }
| USE STRING AS UNIT                                      { sce_parse_use(parse, @$, @2, $4.a); }
| DIMENSION NAME                                          { sce_parse_dimension(parse, @$, @2, $2, sce_parse_none, sce_parse_none); }
| DIMENSION NAME AS UNIT                                  { sce_parse_dimension(parse, @$, @2, $2, sce_parse_none, $4); }
| DIMENSION NAME EQUAL UNIT                               { sce_parse_dimension(parse, @$, @2, $2, $4, sce_parse_none); }
| DIMENSION NAME EQUAL UNIT AS UNIT                       { sce_parse_dimension(parse, @$, @2, $2, $4, $6); }
| TUNIT NAME aliases COLON UNIT words source              { sce_parse_unit(parse, @$, @2, $2, $5, SCE_NO_NODE, COUNTS($3, $6), $7); }
| TUNIT NAME aliases EQUAL expr words source              { sce_parse_unit(parse, @$, @2, $2, sce_parse_none, $5.a, COUNTS($3, $6), $7); }
| FN NAME LPAREN params RPAREN typed EQUAL expr           { sce_parse_function(parse, @$, @2, $2, $6, $8.a); }
| EXTERN STRING NAME LPAREN params RPAREN COLON UNIT      { sce_parse_extern(parse, @$, @2, @3, $3, $8); }
| EACH NAME COLON UNIT                                    { sce_parse_each(parse, @$, @2, $2, $4); }
| left COLON UNIT tail                                    { sce_parse_field(parse, @$, @1, $1, $3, SCE_NO_NODE); }
| left COLON UNIT EQUAL expr tail                         { sce_parse_field(parse, @$, @1, $1, $3, $5.a); }
| NAME EQUAL expr tail                                    { sce_parse_field(parse, @$, @1, PLAIN($1), sce_parse_none, $3.a); }
| member EQUAL expr tail                                  { sce_parse_field(parse, @$, @1, sce_parse_path(parse, $1), sce_parse_none, $3.a); }
| out left COLON UNIT tail                                { sce_parse_field(parse, @$, @2, $2, $4, SCE_NO_NODE); }
| out left COLON UNIT EQUAL expr tail                     { sce_parse_field(parse, @$, @2, $2, $4, $6.a); }
| out left EQUAL expr tail                                { sce_parse_field(parse, @$, @2, $2, sce_parse_none, $4.a); }
| expr source                                             { sce_parse_bare(parse, @$, $1.a, $2); }
| block source                                            { sce_parse_block_source(parse, $1, @$, $2); }
| wrong
;

/* A block is complete with its `>`, so that an error behind it cannot fall back into it. */
block: head open list close ;
head: kind_head | block_head | wrong_head ;

/* An error: everything up to the end of the item is skipped, or up to the fields of a block if there are some. */
wrong: error                                              { uint32_t before = parse->item_end; RECOVER(); if (@1.start >= before) sce_parse_failed(parse, @1); yyerrok; } ;
wrong_head: wrong                                         { $$.both = parse->head = SCE_NO_ITEM; } ;

open: LANGLE                                              { sce_parse_open(parse, @1); } ;
close: RANGLE                                             { sce_parse_close(parse, @1); } ;

kind_head: KIND NAME from                                 { $$.both = sce_parse_kind(parse, @$, @2, $2, $3); } ;
block_head:
  path from                                               { $$.both = sce_parse_block(parse, @$, @1, $1, @1, sce_parse_none, $2); }
| path NAME from                                          { $$.both = sce_parse_block(parse, @$, @1, $1, @2, $2, $3); }
;
from: %empty                                              { $$ = sce_parse_none; }
| FROM path                                               { $$ = sce_parse_path(parse, $2); } ;

/* The left side of a field. The commonest, NAME EQUAL, stands in `item` itself, and no node is made for it. */
left: NAME                                                { $$ = PLAIN($1); }
| member                                                  { $$ = sce_parse_path(parse, $1); } ;
out: OUT                                                  { parse->out = true; } ;
typed: %empty                                             { $$ = sce_parse_none; }
| COLON UNIT                                              { $$ = $2; } ;
tail: %empty
| AT STRING                                               { parse->tail_source = sce_parse_text(parse, @2); }
| IN range                                                { parse->tail_range = $2.a; }
| IN range AT STRING                                      { parse->tail_range = $2.a; parse->tail_source = sce_parse_text(parse, @4); } ;
source: %empty                                            { $$ = sce_parse_none; }
| AT STRING                                               { $$ = sce_parse_text(parse, @2); } ;

aliases: %empty                                           { $$.both = 0; }
| LPAREN names RPAREN                                     { $$ = $2; } ;
names: NAME                                               { $$.both = 1; sce_parse_name(parse, @1, $1); }
| names COMMA NAME                                        { $$.both = $1.a + 1; sce_parse_name(parse, @3, $3); } ;
words: %empty                                             { $$.both = 0; }
| words NAME                                              { $$.both = $1.a + 1; sce_parse_name(parse, @2, $2); } ;

params: %empty | plist ;
plist: param | plist COMMA param ;
param:
  NAME typed                                              { sce_parse_parameter(parse, @$, $1, $2, SCE_NO_NODE); }
| NAME typed EQUAL expr                                   { sce_parse_parameter(parse, @$, $1, $2, $4.a); }
;

expr:
  path
| other
| NUMBER                                                  { $$.both = sce_parse_number(parse, @1, $1.number); }
| NUMBER UNIT                                             { sce_parse_number(parse, @1, $1.number); $$.both = NODE(UNIT, @2, $2.a); }
| MINUS expr %prec NEGATIVE                               { $$.both = NODE(NEGATE, @1, 0); }
| expr PLUS expr                                          { $$.both = NODE(ADD, @2, $1.a); }
| expr MINUS expr                                         { $$.both = NODE(SUBTRACT, @2, $1.a); }
| expr STAR expr                                          { $$.both = NODE(MULTIPLY, @2, $1.a); }
| expr SLASH expr                                         { $$.both = NODE(DIVIDE, @2, $1.a); }
| expr CARET expr                                         { $$.both = NODE(POWER, @2, $1.a); }
| expr TO expr                                            { $$.both = NODE(TO, @2, $1.a); }
| expr OVER path                                          { $$.both = NODE(OVER, @2, $1.a); }
| range %prec DOTDOT
| range BY expr                                           { $$.both = NODE(BY, @2, $1.a); }
| expr AS UNIT                                            { $$.both = NODE(AS, @3, $3.a); }
| expr EQ expr                                            { $$.both = NODE(EQUAL, @2, $1.a); }
| expr NE expr                                            { $$.both = NODE(NOT_EQUAL, @2, $1.a); }
| expr LE expr                                            { $$.both = NODE(LESS_EQUAL, @2, $1.a); }
| expr GE expr                                            { $$.both = NODE(GREATER_EQUAL, @2, $1.a); }
| expr LESS expr                                          { $$.both = NODE(LESS, @2, $1.a); }
| expr GREATER expr                                       { $$.both = NODE(GREATER, @2, $1.a); }
| NOT expr                                                { $$.both = NODE(NOT, @1, 0); }
| expr AND expr                                           { $$.both = NODE(AND, @2, $1.a); }
| expr OR expr                                            { $$.both = NODE(OR, @2, $1.a); }
| IF expr THEN expr ELSE expr                             { $$.both = sce_parse_node(parse, SCE_NODE_IF, @1, $2.a, $4.a); }
;
range: expr DOTDOT expr                                   { $$.both = NODE(RANGE, @2, $1.a); } ;

path: NAME                                                { $$.both = NODE(NAME, @1, $1.a); }
| member ;
member: path DOT NAME                                     { $$.both = NODE(MEMBER, @3, $3.a); } ;

/* What can be indexed and asked for a member, and is no path. */
other:
  STRING                                                  { $$.both = sce_parse_string(parse, @1); }
| LPAREN expr RPAREN                                      { $$.both = NODE(PAREN, @1, 0); }
| LPAREN expr RPAREN UNIT                                 { NODE(PAREN, @1, 0); $$.both = NODE(UNIT, @4, $4.a); }
| LBRACKET args RBRACKET                                  { $$.both = sce_parse_list(parse, @1, $2.a); }
| path LPAREN args RPAREN                                 { $$.both = sce_parse_call(parse, @2, $1.a, $3.a); }
| path LBRACKET arglist RBRACKET                             { $$.both = sce_parse_index(parse, @2, $1.a, $3.a); }
| other LBRACKET arglist RBRACKET                            { $$.both = sce_parse_index(parse, @2, $1.a, $3.a); }
| other DOT NAME                                          { $$.both = NODE(MEMBER, @3, $3.a); }
;

args: %empty                                              { $$.both = 0; }
| arglist ;
arglist: arg                                              { $$.both = 1; }
| arglist COMMA arg                                       { $$.both = $1.a + 1; } ;
arg: expr
| NAME EQUAL expr                                         { NODE(NAMED, @1, $1.a); }
| named expr                                              { NODE(NAMED, @1, $1.a); } ;
named: member EQUAL                                       { $$ = sce_parse_take_path(parse, $1); } ;

%%

/* The next token; the parser keeps the whole of it for messages. */
static int sce_grammar_lex(SceValue *value, SceLocation *location, SceParse *parse) {
  SceToken *token = &parse->token;
  parse->previous = token->kind;
  parse->previous_end = token->end;
  sce_lexer_next(&parse->lexer, token);
  parse->mended |= (token->flags & SCE_TOKEN_FLAG_REPORTED) && token->kind != SCE_TOKEN_SEP && token->kind != SCE_TOKEN_RANGLE && token->kind != SCE_TOKEN_LANGLE && token->kind != SCE_TOKEN_END;
  if (parse->wanted && token->start == token->end && token->kind != SCE_TOKEN_UNIT && parse->lexer.cursor >= parse->lexer.limit) return SCE_TOKEN_WRONG;
  if (token->kind == SCE_TOKEN_NUMBER) value->number = token->number;
  else value->both = SCE_BOTH(token->name, token->start);
  location->both = SCE_BOTH(token->start, parse->lexer.last_end);
  return token->kind;
}

static int yyreport_syntax_error(const yypcontext_t *context, SceParse *parse) {
  yysymbol_kind_t expected[YYNTOKENS];
  int count = yypcontext_expected_tokens(context, expected, YYNTOKENS);
  bool set[YYNTOKENS] = {0};
  for (int i = 0; i < count; i++) set[expected[i]] = true;
  if (parse->wanted) sce_parse_note_wanted(parse, set);
  else sce_parse_report(parse, set);
  return 0;
}

/* Reached only when the parser's stack is exhausted: syntax errors go through the function above. */
static void sce_grammar_error(const SceLocation *location, SceParse *parse, const char *message) {
  (void)message;
  sce_diag_add(parse->diags, SCE_E_TOO_LARGE, (SceSpan){parse->source, location->start, location->end}, "nested too deeply for the memory there is");
}
