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

typedef struct SceLocation {
  uint32_t start, end;
} SceLocation;

/* What a symbol carries: a number, a name, the root of an expression, a count, or two of them. */
typedef union SceValue {
  double number;
  struct { uint32_t a, b; };
} SceValue;
}

%code {
#include "parse_state.h"

#define YYMAXDEPTH 60000000
#define YYLLOC_DEFAULT(current, rhs, count) \
  ((current).start = (count) ? YYRHSLOC(rhs, 1).start : YYRHSLOC(rhs, 0).end, (current).end = YYRHSLOC(rhs, count).end)

static int sce_grammar_lex(SceValue *value, SceLocation *location, SceParse *parse);
static void sce_grammar_error(const SceLocation *location, SceParse *parse, const char *message);

#define NODE(kind, token, left) sce_parse_node(parse, SCE_NODE_##kind, token, left, 0)
#define RECOVER() (yychar = (yychar == SCE_TOKEN_YYEMPTY ? (void)sce_grammar_lex(&yylval, &yylloc, parse) : (void)0, sce_parse_recover(parse)), \
                   yylloc.start = parse->token.start, yylloc.end = parse->token.end, yylval.a = parse->token.name)
}

%token END 0
%token NUMBER UNIT STRING NAME SEP LT_OPERAND GT_OPERAND WRONG
%token USE DIMENSION TUNIT KIND FN EXTERN EACH OUT FROM
%token IF THEN ELSE TO AS AND OR NOT OVER BY IN
%token PLUS MINUS STAR SLASH CARET EQUAL EQ NE LE GE DOT DOTDOT COMMA COLON AT
%token LPAREN RPAREN LBRACKET RBRACKET LANGLE RANGLE LESS GREATER

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

file: body ;

body: seps | seps items | seps items SEP seps ;
seps: %empty | seps SEP ;
items: item | items SEP seps item ;

item:
  USE STRING                                              { sce_parse_use(parse, @$, @2, 0); }
| USE STRING AS UNIT                                      { sce_parse_use(parse, @$, @2, $4.a); }
| DIMENSION NAME                                          { sce_parse_dimension(parse, @$, @2, $2, sce_parse_none, sce_parse_none); }
| DIMENSION NAME AS UNIT                                  { sce_parse_dimension(parse, @$, @2, $2, sce_parse_none, $4); }
| DIMENSION NAME EQUAL product                            { sce_parse_dimension(parse, @$, @2, $2, $4, sce_parse_none); }
| DIMENSION NAME EQUAL product AS UNIT                    { sce_parse_dimension(parse, @$, @2, $2, $4, $6); }
| TUNIT NAME aliases COLON product words source           { sce_parse_unit(parse, @$, @2, $2, $3, $5, SCE_NO_NODE, $6, $7); }
| TUNIT NAME aliases EQUAL expr words source              { sce_parse_unit(parse, @$, @2, $2, $3, sce_parse_none, $5.a, $6, $7); }
| FN NAME LPAREN params RPAREN typed EQUAL expr           { sce_parse_function(parse, @$, @2, $2, $6, $8.a); }
| EXTERN STRING NAME LPAREN params RPAREN COLON product   { sce_parse_extern(parse, @$, @2, @3, $3, $8); }
| EACH NAME COLON product                                 { sce_parse_each(parse, @$, @2, $2, $4); }
| field                                                   { sce_parse_item_end(parse, $1, @$, 0); }
| OUT field                                               { sce_parse_item_end(parse, $2, @$, SCE_ITEM_OUT); }
| expr source                                             { sce_parse_bare(parse, @$, $1.a, $2); }
| kind_head open body close source                        { sce_parse_block_source(parse, $1, @$, $5); }
| block_head open body close source                       { sce_parse_block_source(parse, $1, @$, $5); }
| wrong
| wrong_head open body close source
;

/* An error: everything up to the end of the item is skipped, up to the fields of a block if there are some. */
wrong: error                                              { RECOVER(); yyerrok; } ;
wrong_head: wrong                                         { sce_parse_block_wrong(parse); } ;

open: LANGLE                                              { sce_parse_open(parse, @1); } ;
close: RANGLE                                             { sce_parse_close(parse, @1); } ;

kind_head: KIND NAME from                                 { $$.a = sce_parse_kind(parse, @$, @2, $2, $3); } ;
block_head:
  path from                                               { $$.a = sce_parse_block(parse, @$, @1, $1, @1, sce_parse_none, $2); }
| path NAME from                                          { $$.a = sce_parse_block(parse, @$, @1, $1, @2, $2, $3); }
;
from: %empty                                              { $$ = sce_parse_none; }
| FROM path                                               { $$ = sce_parse_take_path(parse, $2); } ;

field:
  left COLON product bounds source                        { $$.a = sce_parse_field(parse, @1, $1, $3, SCE_NO_NODE, $4, $5); }
| left EQUAL expr bounds source                           { $$.a = sce_parse_field(parse, @1, $1, sce_parse_none, $3.a, $4, $5); }
| left COLON product EQUAL expr bounds source             { $$.a = sce_parse_field(parse, @1, $1, $3, $5.a, $6, $7); }
;
left: path                                                { $$ = sce_parse_left(parse, $1); } ;
typed: %empty                                             { $$ = sce_parse_none; }
| COLON product                                           { $$ = $2; } ;
product: UNIT                                             { $$.a = $1.a; $$.b = @1.start; } ;
bounds: %empty                                            { $$.a = SCE_NO_NODE; }
| IN range                                                { $$ = $2; } ;
source: %empty                                            { $$ = sce_parse_none; }
| AT STRING                                               { $$ = sce_parse_text(parse, @2); } ;

aliases: %empty                                           { $$.a = 0; }
| LPAREN names RPAREN                                     { $$ = $2; } ;
names: NAME                                               { $$.a = 1; sce_parse_name(parse, @1, $1); }
| names COMMA NAME                                        { $$.a = $1.a + 1; sce_parse_name(parse, @3, $3); } ;
words: %empty                                             { $$.a = 0; }
| words NAME                                              { $$.a = $1.a + 1; sce_parse_name(parse, @2, $2); } ;

params: %empty | plist ;
plist: param | plist COMMA param ;
param:
  NAME typed                                              { sce_parse_parameter(parse, @$, $1, $2, SCE_NO_NODE); }
| NAME typed EQUAL expr                                   { sce_parse_parameter(parse, @$, $1, $2, $4.a); }
;

expr: op
| IF expr THEN expr ELSE expr                             { $$.a = sce_parse_node(parse, SCE_NODE_IF, @1, $2.a, $4.a); } ;

op:
  path
| other
| MINUS op %prec NEGATIVE                                 { $$.a = NODE(NEGATE, @1, 0); }
| op PLUS op                                              { $$.a = NODE(ADD, @2, $1.a); }
| op MINUS op                                             { $$.a = NODE(SUBTRACT, @2, $1.a); }
| op STAR op                                              { $$.a = NODE(MULTIPLY, @2, $1.a); }
| op SLASH op                                             { $$.a = NODE(DIVIDE, @2, $1.a); }
| op CARET op                                             { $$.a = NODE(POWER, @2, $1.a); }
| op TO op                                                { $$.a = NODE(TO, @2, $1.a); }
| op OVER path                                            { $$.a = NODE(OVER, @2, $1.a); }
| range %prec DOTDOT
| range BY op                                             { $$.a = NODE(BY, @2, $1.a); }
| op AS UNIT                                              { $$.a = sce_parse_as(parse, @2, $3); }
| op EQ op                                                { $$.a = NODE(EQUAL, @2, $1.a); }
| op NE op                                                { $$.a = NODE(NOT_EQUAL, @2, $1.a); }
| op LE op                                                { $$.a = NODE(LESS_EQUAL, @2, $1.a); }
| op GE op                                                { $$.a = NODE(GREATER_EQUAL, @2, $1.a); }
| op LESS op                                              { $$.a = NODE(LESS, @2, $1.a); }
| op GREATER op                                           { $$.a = NODE(GREATER, @2, $1.a); }
| NOT op                                                  { $$.a = NODE(NOT, @1, 0); }
| op AND op                                               { $$.a = NODE(AND, @2, $1.a); }
| op OR op                                                { $$.a = NODE(OR, @2, $1.a); }
;
range: op DOTDOT op                                       { $$.a = NODE(RANGE, @2, $1.a); } ;

path: NAME                                                { $$.a = NODE(NAME, @1, $1.a); }
| path DOT NAME                                           { $$.a = NODE(MEMBER, @3, $3.a); } ;

other:
  number
| number UNIT                                             { $$.a = NODE(UNIT, @2, $2.a); }
| STRING                                                  { $$.a = sce_parse_string(parse, @1); }
| LPAREN expr RPAREN                                      { $$.a = NODE(PAREN, @1, 0); }
| LPAREN expr RPAREN UNIT                                 { NODE(PAREN, @1, 0); $$.a = NODE(UNIT, @4, $4.a); }
| LBRACKET args RBRACKET                                  { $$.a = sce_parse_list(parse, @1, $2.a); }
| path LPAREN args RPAREN                                 { $$.a = sce_parse_call(parse, @2, $1.a, $3.a); }
| path LBRACKET args RBRACKET                             { $$.a = sce_parse_index(parse, @2, $1.a, $3.a); }
| other LBRACKET args RBRACKET                            { $$.a = sce_parse_index(parse, @2, $1.a, $3.a); }
| other DOT NAME                                          { $$.a = NODE(MEMBER, @3, $3.a); }
;
number: NUMBER                                            { $$.a = sce_parse_number(parse, @1, $1.number); } ;

args: %empty                                              { $$.a = 0; }
| arglist ;
arglist: arg                                              { $$.a = 1; }
| arglist COMMA arg                                       { $$.a = $1.a + 1; } ;
arg: expr
| NAME EQUAL expr                                         { NODE(NAMED, @1, $1.a); } ;

%%

/* The next token; the parser keeps the whole of it for messages. */
static int sce_grammar_lex(SceValue *value, SceLocation *location, SceParse *parse) {
  SceToken *token = &parse->token;
  parse->previous = token->kind;
  sce_lexer_next(&parse->lexer, token);
  if (token->kind == SCE_TOKEN_NUMBER) value->number = token->number;
  else value->a = token->name;
  location->start = token->start;
  location->end = token->end;
  return token->kind;
}

static int sce_grammar_report_syntax_error(const yypcontext_t *context, SceParse *parse) {
  yysymbol_kind_t expected[YYNTOKENS];
  int count = yypcontext_expected_tokens(context, expected, YYNTOKENS);
  bool set[YYNTOKENS] = {0};
  for (int i = 0; i < count; i++) set[expected[i]] = true;
  sce_parse_report(parse, set);
  return 0;
}

/* Reached only when the parser's stack is exhausted: syntax errors go through the function above. */
static void sce_grammar_error(const SceLocation *location, SceParse *parse, const char *message) {
  (void)message;
  sce_diag_add(parse->diags, SCE_E_TOO_LARGE, (SceSpan){parse->source, location->start, location->end}, "nested too deeply for the memory there is");
}
