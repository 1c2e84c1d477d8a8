/* What the grammar's actions work on. Private to grammar.y, parse.c and parse_errors.c.
 *
 * Borrows the tree, names, sources and findings; owns the lexer and its stacks (released by sce_parse).
 */
#ifndef SCE_PARSE_STATE_H
#define SCE_PARSE_STATE_H

#include "lexer.h"
#include "parse.h"

#define SCE_NO_NODE UINT32_MAX

typedef struct SceParseList {       /* a list of items under construction: the file's, or that of an open block */
  uint32_t owner;                   /* the block's item; SCE_NO_ITEM: the file, or a block whose head was wrong */
  uint32_t first, last;             /* SCE_NO_ITEM: none yet */
} SceParseList;

typedef struct SceParseWanted {     /* what may come at the end, by kind */
  bool *expected;
  bool known, failed;               /* failed: an error stands before it */
} SceParseWanted;

enum { SCE_PARSE_MARKED_CALLS = 13 };

struct SceParse {
  SceAst *ast;
  SceIntern *intern;
  SceSources *sources;
  SceDiags *diags;
  SceSourceId source;
  const char *text;
  SceLexer lexer;
  SceToken token;                   /* the last one read */
  SceTokenKind previous;            /* kind and end of the one before */
  uint32_t previous_end;
  uint32_t item_end;                /* where the last item, sound or wrong, `<` or `>` ended: errors look back to here */
  uint32_t nodes, items, more, names;   /* counts of the tree at that moment: a wrong item is taken back to here */
  uint32_t head;                    /* the block whose `<` comes next; SCE_NO_ITEM after a wrong head */
  uint32_t parameters, last_parameter;
  bool mended;                      /* a token of the item at hand was told wrong and guessed: its formula has no value */
  bool out;                         /* of the field at hand: `out` before it, the range and the source behind it */
  uint32_t tail_range;
  SceValue tail_source;
  SCE_ARRAY(SceParseList) lists;
  SCE_ARRAY(uint32_t) roots;        /* result positions still to mark */
  SceParseWanted *wanted;           /* NULL, or: what may come at the end of the text is all that is asked for */
  SceName marked[SCE_PARSE_MARKED_CALLS];   /* functions whose arguments are result positions */
};

extern const SceValue sce_parse_none;

/* Nodes; `left` and `b` as ast.def says. Each returns the new root. */
uint32_t sce_parse_node(SceParse *parse, SceNodeKind kind, SceLocation token, uint32_t a, uint32_t b);
uint32_t sce_parse_number(SceParse *parse, SceLocation token, double number);
uint32_t sce_parse_string(SceParse *parse, SceLocation token);
uint32_t sce_parse_list(SceParse *parse, SceLocation token, uint32_t count);
uint32_t sce_parse_call(SceParse *parse, SceLocation token, uint32_t callee, uint32_t count);
uint32_t sce_parse_index(SceParse *parse, SceLocation token, uint32_t indexed, uint32_t count);

/* Parts of items. */
SceValue sce_parse_text(SceParse *parse, SceLocation string);
SceValue sce_parse_path(SceParse *parse, SceValue path);
SceValue sce_parse_take_path(SceParse *parse, SceValue path);   /* as one name, "a.b"; its nodes are taken back */
void sce_parse_name(SceParse *parse, SceLocation at, SceValue name);
void sce_parse_parameter(SceParse *parse, SceLocation all, SceValue name, SceValue unit, uint32_t root);

/* Items. Those with a body are put into the list at their head, all others at their end. */
void sce_parse_use(SceParse *parse, SceLocation all, SceLocation string, SceName alias);
void sce_parse_dimension(SceParse *parse, SceLocation all, SceLocation at, SceValue name, SceValue product, SceValue style);
void sce_parse_unit(SceParse *parse, SceLocation all, SceLocation at, SceValue name, SceValue dimension, uint32_t root, SceValue counts, SceValue source);
void sce_parse_function(SceParse *parse, SceLocation all, SceLocation at, SceValue name, SceValue unit, uint32_t root);
void sce_parse_extern(SceParse *parse, SceLocation all, SceLocation string, SceLocation at, SceValue name, SceValue unit);
void sce_parse_each(SceParse *parse, SceLocation all, SceLocation at, SceValue name, SceValue unit);
void sce_parse_field(SceParse *parse, SceLocation all, SceLocation left_at, SceValue left, SceValue unit, uint32_t root);
void sce_parse_bare(SceParse *parse, SceLocation all, uint32_t root, SceValue source);
uint32_t sce_parse_kind(SceParse *parse, SceLocation all, SceLocation at, SceValue name, SceValue from);
uint32_t sce_parse_block(SceParse *parse, SceLocation all, SceLocation kind_at, SceValue path, SceLocation at, SceValue name, SceValue from);
void sce_parse_open(SceParse *parse, SceLocation at);
void sce_parse_close(SceParse *parse, SceLocation at);
void sce_parse_block_source(SceParse *parse, SceValue item, SceLocation all, SceValue source);

/* Takes the beginnings of a wrong item out of the tree; the next one is looked for from the token at hand. */
void sce_parse_take_back(SceParse *parse);

/* Errors: the finding for the token at hand, of whose alternatives `expected` tells by kind; then the way to the end of the item: the kind of
 * the token to go on with. */
void sce_parse_report(SceParse *parse, bool *expected);
SceTokenKind sce_parse_recover(SceParse *parse);

/* For those who only ask what may come at the end: an error before it is passed over. */
void sce_parse_note_wanted(SceParse *parse, const bool *expected);

/* A finding about [start, end) of this source, unless the lexer is quiet; true if notes and help may follow. */
bool sce_parse_find(SceParse *parse, SceCode code, uint32_t start, uint32_t end, const char *format, ...) __attribute__((format(printf, 5, 6)));

int sce_grammar_parse(SceParse *parse);

/* A field in whose formula the error stands is given all the same, without a value: so that no default comes back and nothing is called missing. */
void sce_parse_failed(SceParse *parse, SceLocation at);

#endif
