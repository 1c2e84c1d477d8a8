/* The syntax tree: what a text says, before anybody asks what it means.
 *
 * Expressions are stored as nodes in evaluation order (operands before their operator), so that a whole expression is
 * a contiguous run [first, last] with its root at `last`, the right operand of a binary node ends just before it, and
 * every pass over an expression is a loop, never a recursion. Items (fields, blocks, kinds …) are linked lists of records. All files
 * of a program share one SceAst; nodes of a file are contiguous.
 *
 * What an operator's fields hold is said in ast.def, beside its name.
 */
#ifndef SCE_AST_H
#define SCE_AST_H

#include "intern.h"
#include "source.h"

typedef enum SceNodeKind {
#define SCE_NODE(name, text) SCE_NODE_##name,
#include "ast.def"
#undef SCE_NODE
} SceNodeKind;

enum {                              /* SceNode.flags */
  SCE_NODE_PERCENT = 1,             /* NUMBER: written with % (number holds the ratio) */
  SCE_NODE_CALLEE = 2,              /* NAME, MEMBER: names the function of the CALL that follows, is no value */
  SCE_NODE_LABEL = 4,               /* NAME alone as an argument of INDEX: perhaps a label of the axis */
  SCE_NODE_RESULT = 8,              /* stands in a result position: the formula, a branch of if, a list element, an end of to … */
  SCE_NODE_MONEY = 16,              /* NUMBER: written with $; a UNIT node with "USD" or "USD/…" follows */
};

typedef struct SceNode {            /* 16 bytes; see ast.def for a and b */
  uint8_t kind;                     /* SceNodeKind */
  uint8_t flags;
  uint16_t length;                  /* bytes of the node's own token (0xFFFF: longer; ask the text) */
  uint32_t at;                      /* offset of the node's own token in its source */
  union {
    double number;
    struct { uint32_t a, b; };
  };
} SceNode;

typedef struct SceExpr {            /* a run of nodes; empty when last < first */
  uint32_t first, last;
} SceExpr;

#define SCE_NO_EXPR ((SceExpr){1, 0})
static inline bool sce_expr_is_empty(SceExpr expr) { return expr.last < expr.first; }

typedef enum SceItemKind {
  SCE_ITEM_FIELD,        /* name [: unit] [= expr] [in range] [@ source]; left side in `left`; a path there is a replacement */
  SCE_ITEM_EXPRESSION,   /* a bare expression, to be shown */
  SCE_ITEM_BLOCK,        /* KIND [name] [from path] < items > */
  SCE_ITEM_KIND,         /* kind NAME [from path] < items > */
  SCE_ITEM_EACH,         /* each NAME : unit-or-kind */
  SCE_ITEM_FUNCTION,     /* fn NAME(parameters) [: unit] = expr */
  SCE_ITEM_EXTERN,       /* extern "lib" NAME(parameters) : unit */
  SCE_ITEM_UNIT,         /* unit NAME (aliases) : dimension | = expr, prefix words */
  SCE_ITEM_DIMENSION,    /* dimension NAME [= product] [as style] */
  SCE_ITEM_USE,          /* use "path" [as NAME] */
  SCE_ITEM_PARAMETER,    /* one parameter of a function: name [: unit] [= default] */
} SceItemKind;

enum {                              /* SceItem.flags */
  SCE_ITEM_OUT = 1,                 /* out field */
  SCE_ITEM_ONE_LINE = 2,            /* block whose < and > stand on one line */
  SCE_ITEM_UNCLOSED = 8,            /* block or kind whose > is missing: what its last items belong to is not known */
  SCE_ITEM_BROKEN = 16,             /* block or kind with an item that is not known: nothing in it is called missing */
  SCE_ITEM_FAILED = 4,              /* field or expression whose formula has a syntax error: it is given, and has no value */
};

#define SCE_NO_ITEM UINT32_MAX

/* One record for every kind of item. The common case, a field, is small; whatever else an item may carry stands in an
 * SceItemMore, reached by `more` (0: none). */
typedef struct SceItem {
  uint8_t kind, flags;
  uint16_t spare;
  uint32_t start, end;              /* span of the whole item, in bytes */
  SceName name;                     /* of what is defined; for a path the first name; 0: none (a block takes its kind's name) */
  uint32_t name_at;                 /* offset of the name (of the kind, where a block has no name) */
  SceExpr expr;                     /* formula, bare expression, unit's definition, parameter's default; may be empty */
  SceName unit;                     /* text of the unit or kind behind ':' (for a dimension: behind '='); 0: none */
  uint32_t more;                    /* index into SceAst.more; 0: none */
  uint32_t next;                    /* next item of the same list; SCE_NO_ITEM ends it */
} SceItem;                          /* 48 bytes */

typedef struct SceItemMore {
  SceExpr left;                     /* replacement: the path, NAME MEMBER… */
  SceExpr from;                     /* block, kind: the path behind `from` */
  SceExpr range;                    /* field: behind `in`: a RANGE node */
  SceName block_kind;               /* block: its kind's name; dimension: the style behind `as` */
  uint32_t kind_at;                 /* block: offset of the kind's name */
  uint32_t unit_at;                 /* offset of `unit` */
  uint32_t body;                    /* first item of a block or kind, first parameter of a function; SCE_NO_ITEM: none */
  uint32_t open_at;                 /* offset of the opening < */
  uint32_t source_at, source_length;/* the text behind @, without quotes; length 0 and at 0: none */
  uint32_t string_at, string_length;/* use, extern: the path, without quotes */
  uint32_t names, name_count;       /* unit: aliases, then prefix words (run in SceAst.names) */
  uint32_t prefix_count;            /* unit: how many of these names are prefix words (the last ones) */
  SceName alias;                    /* use … as NAME */
} SceItemMore;

typedef struct SceAstName {
  SceName name;
  uint32_t at;
} SceAstName;

typedef struct SceAstFile {
  SceSourceId source;
  uint32_t first_node, first_item;  /* where this file's nodes and items start in SceAst */
  uint32_t body;                    /* first top-level item; SCE_NO_ITEM when empty */
} SceAstFile;

typedef struct SceAst {
  SCE_ARRAY(SceNode) nodes;
  SCE_ARRAY(SceItem) items;
  SCE_ARRAY(SceItemMore) more;      /* [0] is all "none" */
  SCE_ARRAY(SceAstName) names;
  SCE_ARRAY(SceAstFile) files;      /* in the order parsed */
} SceAst;

void sce_ast_init(SceAst *ast);
void sce_ast_release(SceAst *ast);

/* The extra record of an item, never NULL. */
static inline const SceItemMore *sce_ast_more(const SceAst *ast, const SceItem *item) { return &ast->more.at[item->more]; }

/* The source that a node or an item stands in. */
SceSourceId sce_ast_node_source(const SceAst *ast, uint32_t node);
SceSourceId sce_ast_item_source(const SceAst *ast, uint32_t item);

/* First node of the subtree that ends with root `node`. */
uint32_t sce_ast_first(const SceAst *ast, uint32_t node);

/* The text that the subtree of `node` covers, and the token of the node alone. */
SceSpan sce_ast_span(const SceAst *ast, const SceSources *sources, uint32_t node);
SceSpan sce_ast_token_span(const SceAst *ast, const SceSources *sources, uint32_t node);

/* Roots of the operands: left and right of a binary node; the one operand of a unary node is node - 1. */
static inline uint32_t sce_ast_left(const SceAst *ast, uint32_t node) { return ast->nodes.at[node].a; }

const char *sce_node_kind_text(SceNodeKind kind);

#endif
