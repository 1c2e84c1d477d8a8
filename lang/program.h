/* The contract between the halves: what a text means, ready to be computed.
 *
 * A program is a list of operations in an order in which every value is computed before it is used (one assignment each:
 * operation i defines value i; `order` where recurrences make it another one), a list of results that name values, and claims. A value ranges over named axes: scenarios
 * and the members of an `each`. Which axes a value has is known here: it has an axis only when something that it depends on has.
 * Names, units and places are kept for showing; the operations themselves are pure arithmetic on doubles, each value in its own unit.
 *
 * The program borrows the sources that it was compiled from; everything else in it is its own. sce_program_free releases it.
 */
#ifndef SCE_PROGRAM_H
#define SCE_PROGRAM_H

#include "ast.h"
#include "diag.h"
#include "unit.h"

typedef enum SceOpKind {
#define SCE_OP(name, arguments) SCE_OP_##name,
#include "op.def"
#undef SCE_OP
} SceOpKind;

#define SCE_NO_OP UINT32_MAX

typedef struct SceOp {              /* 16 bytes */
  uint8_t kind;                     /* SceOpKind */
  uint8_t sampled;                  /* 1: it has a value for each sample */
  uint16_t axes;                    /* index into SceProgram.axis_sets */
  uint32_t a;
  union {
    struct { uint32_t b, c; };
    double number;                  /* CONSTANT */
  };
} SceOp;

/* Poison: a quiet NaN whose low bits say which operation failed (op + 1), or 0 for a value that is none. */
static inline double sce_poison(uint32_t op_plus_one) {
  uint64_t bits = UINT64_C(0x7FF8000000000000) | op_plus_one;
  double value;
  memcpy(&value, &bits, sizeof value);
  return value;
}
static inline uint32_t sce_poison_cause(double poison) {     /* op + 1, or 0 for none */
  uint64_t bits;
  memcpy(&bits, &poison, sizeof bits);
  return (uint32_t)bits;
}

typedef enum SceAxisKind { SCE_AXIS_SCENARIO, SCE_AXIS_EACH, SCE_AXIS_SWEEP } SceAxisKind;

typedef struct SceAxis {
  SceAxisKind kind;
  SceName name;                     /* "scenario", or the name behind `each` */
  SceName path;                     /* the block that it belongs to and the name: "site.hall"; unique */
  uint32_t labels, count;           /* run in SceProgram.labels; an axis may have no points. A sweep's labels are its points as spelled */
  uint32_t values;                  /* of a sweep of numbers that are known here: run in SceProgram.axis_values; SCE_NO_OP: it has only labels */
  SceUnit unit;                     /* that these count */
} SceAxis;

/* A distribution, and the parameters that DISTRIBUTE takes for it, each in the unit of the result (but for pure numbers). */
typedef enum SceFamily {
  SCE_FAMILY_INTERVAL,              /* low, high: 5th and 95th percentile; lognormal when both are positive, normal when one is negative, never 0 */
  SCE_FAMILY_UNIFORM,               /* low, high */
  SCE_FAMILY_NORMAL,                /* mean, sd */
  SCE_FAMILY_LOGNORMAL,             /* low, high: 5th and 95th percentile, both positive */
  SCE_FAMILY_LOGNORMAL_MEAN,        /* mean, sd of the value itself */
  SCE_FAMILY_LOGNORMAL_LOG,         /* mu, sigma: mean and sd of its logarithm */
  SCE_FAMILY_TRIANGULAR,            /* low, mode, high */
  SCE_FAMILY_PERT,                  /* low, mode, high */
  SCE_FAMILY_BETA,                  /* a, b */
  SCE_FAMILY_GAMMA,                 /* shape, scale */
  SCE_FAMILY_EXPONENTIAL,           /* mean */
  SCE_FAMILY_COUNT,
} SceFamily;
#define SCE_TRUNCATED 0x80u

/* A stream of random numbers: what it is keyed by beside the seed, the point of its axes (by the hashes of their labels) and the sample. */
typedef struct SceDraw {
  uint64_t path;                    /* sce_hash_text of the path of the field */
  uint32_t ordinal;                 /* which draw of the field's formula */
  uint32_t order;                   /* of several axes: the order in which `over` names them, from inside out: index + 1 into SceProgram.axis_ids; 0: ascending */
} SceDraw;

uint64_t sce_hash_text(const char *text, size_t length);    /* frozen: FNV-1a, 64 bits */

/* Operations that need each other along an axis: through PREV, each point from earlier ones. They are computed together, point by point of the axis. */
typedef struct SceLoop {
  uint32_t first, count;            /* run in SceProgram.order */
  uint16_t axis;                    /* all of them have it */
} SceLoop;

typedef struct SceAxisSet {         /* which axes a value has, ascending; set 0 is the empty one */
  uint32_t first, count;            /* run in SceProgram.axis_ids */
} SceAxisSet;

typedef enum SceRole { SCE_ROLE_INPUT, SCE_ROLE_FORMULA, SCE_ROLE_OUTPUT } SceRole;

enum {                              /* SceResult.flags */
  SCE_RESULT_SHOWN = 1,             /* shown without --all: given by the file, an out field of its blocks, a bare expression */
  SCE_RESULT_EXPRESSION = 2,        /* a bare expression; its path is its text */
  SCE_RESULT_LITERAL = 4,           /* the formula is one literal: text shows it as spelled (sce_program_literal) */
  SCE_RESULT_NONE = 8,              /* compiled to nothing because of an error that is among the findings */
  SCE_RESULT_UNIT_FIXED = 32,       /* the unit was declared, or asked for with `as`: it is shown in that one, whatever the style */
  SCE_RESULT_PERCENT = 64,          /* a ratio that every column spells with %: text shows it so */
  SCE_RESULT_REFERENCE = 128,       /* a block that is referred to: no value, its name is shown; `range` is an index + 1 into SceProgram.references */
  SCE_RESULT_TRUTH = 16,            /* a truth value (a bare comparison): shown as true or false */
};

typedef struct SceResult {
  uint32_t block;                   /* index into SceProgram.blocks; 0 is the file itself */
  SceName name;                     /* last part of its path; for an expression its text */
  uint32_t op;                      /* SCE_NO_OP with SCE_RESULT_NONE */
  SceUnit unit;                     /* what the value counts, and how it is shown */
  uint32_t item;                    /* the definition of its formula, perhaps in the library */
  uint32_t range;                   /* index + 1 into SceProgram.ranges, or 0 */
  uint8_t role, flags;
} SceResult;

typedef struct SceBlock {
  SceName name;                     /* 0 for the file itself */
  SceName path;                     /* "site", "site.hall" */
  uint32_t item;                    /* where it stands in the user's files; SCE_NO_ITEM for the file */
} SceBlock;

typedef struct SceRange {           /* x in low .. high, checked when values are known */
  uint32_t low, high;               /* values in the unit of the result; either may be SCE_NO_OP */
  uint32_t node;                    /* the RANGE node: what is quoted */
  uint32_t item;                    /* the field that it stands behind, whose comment may say what it is for */
  uint32_t items;                   /* index + 1 into SceProgram.range_items: the item that gives the value in each scenario; 0: the result's own */
  uint32_t cut;                     /* of a sampled value: the share of it that the bounds cut off (of a distribution), or that lies outside; SCE_NO_OP */
  bool truncated;                   /* the value is a distribution that the bounds cut */
} SceRange;

typedef struct SceReference {       /* what a reference means, by name: one, or one for each scenario */
  uint32_t first, count;            /* run in SceProgram.reference_names */
} SceReference;

typedef struct SceClaim {
  SceName name;
  uint32_t item;                    /* the claim's block */
  uint32_t value;                   /* in `unit`, no axis but scenario; SCE_NO_OP for a `holds` claim or after an error */
  uint32_t holds;                   /* a truth value, or SCE_NO_OP; where it is one comparison, `unit` is that of both sides */
  bool failed;                      /* an error that is among the findings: status error */
  double says;                      /* in `unit` */
  SceUnit unit;
  double within;                    /* absolute, in `unit` */
  uint32_t under;                   /* point of the scenario axis: 0 is base */
  uint32_t disputed_at, disputed_length;   /* the reason's text in the claim's source; at 0: not disputed */
} SceClaim;

/* A field as the compiler met it, shown or not: only with SceCompileOptions.fields. Its value stands behind a FORWARD of its own, and whoever names it reads that. */
typedef struct SceField {
  uint32_t op;                      /* the FORWARD */
  SceName path;                     /* from its file: "site.power" */
  SceSourceId file;                 /* that its block stands in */
  SceName kind;                     /* in whose text the formula stands; 0: the block's own */
  SceUnit unit;
  uint32_t item;                    /* the definition of its formula; SCE_NO_ITEM */
  uint8_t role;                     /* SceRole */
  bool truth, columns;              /* columns: scenarios give it formulas of their own */
  uint32_t items;                   /* with columns: where the definition for each scenario stands in SceProgram.field_items */
} SceField;

/* A field that means a block, or one for each scenario: also only with SceCompileOptions.fields. */
typedef struct SceFieldReference {
  SceName path;                     /* from its file: "site.power" */
  uint32_t item;                    /* where it is given; SCE_NO_ITEM: nowhere, the only block of its kind is meant */
  uint32_t first, count;            /* run in SceProgram.reference_names: the paths of the blocks */
  bool columns;                     /* scenarios give it lines of their own: SceProgram.field_items from `items` on */
  uint32_t items;
} SceFieldReference;

/* A function of the host that is called. */
typedef struct SceNative {
  uint32_t function;                /* CALL.b */
  uint32_t item;                    /* the line that declares it; SCE_NO_ITEM in a mix */
} SceNative;

typedef struct SceProgram {
  SceSources *sources;              /* borrowed */
  SceIntern intern;
  SceAst ast;
  SceDims *dims;
  SceUnits *units;
  SceSourceId main;                 /* the file that results are shown of */

  SCE_ARRAY(SceOp) ops;
  SCE_ARRAY(uint32_t) op_nodes;     /* the node that each operation comes from, for messages */
  SCE_ARRAY(uint32_t) operands;     /* of those that have many */
  SCE_ARRAY(uint32_t) order;        /* in which the operations are computed; empty: as they stand */
  SCE_ARRAY(SceLoop) loops;         /* ascending by first, none inside another; no loops: no order either */
  SCE_ARRAY(SceDraw) draws;
  SCE_ARRAY(double) axis_values;
  SCE_ARRAY(SceAxis) axes;          /* [0] is scenario: base, then the scenarios in order; one point when there are none */
  SCE_ARRAY(SceName) labels;
  SCE_ARRAY(SceAxisSet) axis_sets;
  SCE_ARRAY(uint16_t) axis_ids;
  SCE_ARRAY(SceBlock) blocks;
  SCE_ARRAY(SceResult) results;     /* in order of showing: the file's fields and expressions, blocks where they stand */
  SCE_ARRAY(SceRange) ranges;
  SCE_ARRAY(uint32_t) range_items;
  SCE_ARRAY(SceReference) references;
  SCE_ARRAY(SceName) reference_names;
  SCE_ARRAY(SceClaim) claims;
  SCE_ARRAY(SceNative) natives;     /* of libraries; there are any: all is computed by one thread */
  SCE_ARRAY(SceNative) builtins;
  SCE_ARRAY(SceField) fields;       /* ascending by op */
  SCE_ARRAY(uint32_t) field_items;
  SCE_ARRAY(SceFieldReference) field_references;
  struct SceNames *names;           /* only with SceCompileOptions.names: names.h */
} SceProgram;

/* The axes of a DRAW in the order that its key takes them in, as many as its set has. */
static inline const uint16_t *sce_draw_axes(const SceProgram *program, const SceOp *draw) {
  uint32_t order = program->draws.at[draw->a].order;
  return draw->axes ? program->axis_ids.at + (order ? order - 1 : program->axis_sets.at[draw->axes].first) : NULL;
}

void sce_program_free(SceProgram *program);

/* The values that an operation needs, whatever its kind. */
typedef struct SceNeeds {
  uint32_t count, first;
  uint32_t few[3];
  bool many;                        /* they stand in operands[first ..], not in `few` */
} SceNeeds;

SceNeeds sce_ops_needs(const SceOp *op);
static inline SceNeeds sce_op_needs(const SceProgram *program, uint32_t op) { return sce_ops_needs(&program->ops.at[op]); }
static inline uint32_t sce_need(const SceProgram *program, const SceNeeds *needs, uint32_t i) { return needs->many ? program->operands.at[needs->first + i] : needs->few[i]; }

/* The native function, or the built-in, that a CALL names; NULL: it is none. */
const SceNative *sce_program_native(const SceProgram *program, uint32_t function);
const SceNative *sce_program_builtin(const SceProgram *program, uint32_t function);

/* The path of a result, e.g. "site.power", into `out`. */
void sce_program_path(const SceProgram *program, const SceResult *result, SceText *out);

/* The field whose value an operation is; NULL: none. */
const SceField *sce_program_field(const SceProgram *program, uint32_t op);

/* Where a result stands in the user's files: its own line, or for a library formula the block's. */
SceSpan sce_program_at(const SceProgram *program, const SceResult *result);

/* The text behind @ that holds for a result (its own, else its block's), without quotes; NULL when there is none. */
const char *sce_program_source(const SceProgram *program, const SceResult *result, uint32_t *length);

/* For SCE_RESULT_LITERAL: the literal's number as spelled ("20e9", "50%", "$2.50"), without its unit. */
const char *sce_program_literal(const SceProgram *program, const SceResult *result, uint32_t *length);

#endif
