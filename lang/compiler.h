/* The compiler's own state, shared by the files that make a program out of syntax trees:
 *
 *   declare.c    every item gets its place: fields, blocks, kinds, functions, units, scenarios, imports
 *   replace.c    replacements and scenarios: which field, in which column
 *   instance.c   blocks become objects: kinds, copies, nested blocks, members
 *   lookup.c     what a name means where it is written
 *   members.c    a field of many blocks at once
 *   lower.c      formulas become operations (a machine with its own stack: input never drives the C stack)
 *   columns.c    what scenarios do to a field: one formula a column, brought to one value
 *   emit.c       makes the operations;  settle.c  brings a formula's value to what its field declares
 *   operators.c  calls.c functions.c    the rules of each operation, its units and dimensions
 *   samples.c    draws, distributions, what is known of samples;  axes.c  sweeps, picking, `over`;  recur.c  `prev`, and the order of computing
 *   fields.c     the list of fields for reviews
 *   conflict.c   the messages when dimensions do not fit
 *   names.c      what names mean, for editors
 *   claim.c      claims;  collect.c  what is shown;  table.c  the tables of all of them
 *
 * Nothing here is public. A compiler lives for one call of sce_compile and owns its arrays; program, sources, findings and options are borrowed, and what outlives
 * the call is in the program. All indices are into the arrays of SceCompiler; SCE_NIL is "none".
 */
#ifndef SCE_COMPILER_H
#define SCE_COMPILER_H

#include "compile.h"

#define SCE_NIL UINT32_MAX

/* What a formula's value is while it is compiled. */
typedef enum SceValType {
  SCE_VAL_ERROR,       /* something was wrong; already reported, silences what follows */
  SCE_VAL_NUMBER,      /* op, unit */
  SCE_VAL_TRUTH,       /* op */
  SCE_VAL_NONE,        /* the word none: op */
  SCE_VAL_OBJECT,      /* op: object */
  SCE_VAL_OBJECTS,     /* op: index into object_sets: one object a point of an axis */
  SCE_VAL_LIST,        /* op: first in lists, unit: count */
  SCE_VAL_TEXT,        /* a string */
  SCE_VAL_CALLEE,      /* op: name of a function, unit: object that it is looked up in or SCE_NIL */
  SCE_VAL_LABEL,       /* an argument of [ ] that is a plain name; op: name */
  SCE_VAL_MISSING,     /* a parameter without argument, until its default is there */
  SCE_VAL_RANGE,       /* low .. high [by step]; op: first in lists, unit: 2 or 3 */
} SceValType;

enum {                 /* SceVal.flags: what the text of the expression holds */
  SCE_VAL_HAS_NAME = 1,
  SCE_VAL_HAS_UNIT = 2,
  SCE_VAL_HAS_PERCENT = 4,
  SCE_VAL_PERCENTISH = 8,   /* 1, a percent literal, or a sum of these */
  SCE_VAL_EACH_NAME = 16,   /* along `axis`: the name of an axis itself, or `x over` it */
  SCE_VAL_AXIS = 128,       /* with EACH_NAME: the axis itself */
  SCE_VAL_UNIT_FIXED = 64,  /* its unit was asked for with `as`: it is shown in that one */
  SCE_VAL_HAS_NAMED = 32,   /* an argument given by name; the name is in names of the pending call */
};
#define SCE_VAL_NOT_BARE (SCE_VAL_HAS_NAME | SCE_VAL_HAS_UNIT | SCE_VAL_HAS_PERCENT)

typedef struct SceVal {
  uint8_t type, flags;
  uint16_t axis;       /* with EACH_NAME: the axis */
  uint32_t node;       /* root of the expression; for messages */
  uint32_t op;
  SceUnit unit;
  SceName named;       /* with HAS_NAMED: the argument's name */
} SceVal;

typedef struct SceObjectSet {
  uint16_t axis;
  uint32_t first, count;      /* run in object_ids */
} SceObjectSet;

typedef enum SceBindingType {
  SCE_BINDING_VALUE,          /* a field with a formula, or a required one */
  SCE_BINDING_REFERENCE,      /* a field declared with a kind */
  SCE_BINDING_BLOCK,          /* a nested block, a block of the file, an import under a name: `op` is the object */
  SCE_BINDING_EACH,           /* the name of an `each`: the vector of its members */
} SceBindingType;

typedef enum SceState { SCE_STATE_NEW, SCE_STATE_ACTIVE, SCE_STATE_DONE } SceState;

enum {                        /* SceBinding.flags */
  SCE_BINDING_OUT = 1,
  SCE_BINDING_GIVEN = 2,      /* stands in the user's own block, not only in its kind */
  SCE_BINDING_MEMBER = 4,     /* a member of the object's each */
  SCE_BINDING_HELPER = 8,     /* added by the block */
  SCE_BINDING_UNKNOWN = 32,   /* a field that its kind does not have: its value is not judged further */
  SCE_BINDING_REFUSED = 64,   /* its kind refuses the name, and its source says why: reading it and giving it is an error */
  SCE_BINDING_SPLIT = 16,     /* worked out column by column: seen over all scenarios it would go in a circle */
};

/* A name in an object. For a formula, `item` and `layer` say what is written where. 48 bytes. */
typedef struct SceBinding {
  uint32_t object;
  SceName name;
  uint32_t item;              /* the item with the formula; SCE_NIL: required */
  uint32_t layer;             /* where that formula is written */
  uint32_t decl;              /* the item with the declared unit or kind; SCE_NIL: none */
  uint32_t next;              /* next binding of the object */
  uint32_t extra;             /* index into extras; 0: none */
  uint32_t op;                /* result: operation; object of a BLOCK; see val_type */
  uint32_t origin;            /* of a copy: what was copied; SCE_NIL */
  SceUnit unit;
  uint16_t ordinal;           /* of the layer that introduced the name: formulas of earlier layers do not see it */
  uint8_t type, state;
  uint8_t flags, val_type, val_flags, spare;
} SceBinding;

/* What few bindings have. */
typedef struct SceBindingExtra {
  uint32_t range_item;        /* item with `in low .. high`; SCE_NIL */
  uint32_t range_layer;
  uint32_t base;              /* formula of the base column once anything was replaced (then the original is a formula too); SCE_NIL */
  uint32_t columns;           /* first formula of a scenario column, ascending by column; SCE_NIL */
  uint32_t axis;              /* EACH, and fields that are an axis: SCE_NIL until needed */
  uint32_t cut;               /* operation: the share of a distribution that the range cuts off; SCE_NIL */
  uint32_t cursor;            /* column formula that was asked for last, or SCE_NIL: a walk over all columns is one walk over the list */
} SceBindingExtra;

#define SCE_NO_EXTRA ((SceBindingExtra){SCE_NIL, SCE_NIL, SCE_NIL, SCE_NIL, SCE_NIL, SCE_NIL, SCE_NIL})

/* A formula of a binding other than the one that stands in the binding itself. */
typedef struct SceFormula {
  uint32_t binding, item, layer;
  uint32_t target;            /* the binding that its path names: inside it, what it replaces; a copy keeps the original's */
  uint32_t origin;            /* of a copy: the formula that was copied; SCE_NIL */
  uint32_t previous;          /* what it replaces in its column; SCE_NIL: nothing, or for a scenario's column what it is made from */
  uint32_t column;            /* 0 base */
  uint32_t written;           /* the column that it is written for: a scenario made from another takes it over as it is */
  uint32_t next;              /* next column's */
  SceVal val;
  uint8_t state;
} SceFormula;

/* One text of an object: a kind's body, a block's body. Formulas are resolved from the layer in which they are written. */
typedef struct SceLayer {
  uint32_t object;
  uint32_t item;              /* kind or block; SCE_NIL for a file */
  uint32_t outer;             /* the layer that encloses the text; SCE_NIL */
  uint32_t next;              /* next layer of the object */
  uint32_t ordinal;
} SceLayer;

enum {                        /* SceObject.flags */
  SCE_OBJECT_FILE = 1,        /* a file, or the library */
  SCE_OBJECT_LIBRARY = 2,
  SCE_OBJECT_GHOST = 4,       /* stands for any block of its kind, to check the kind's formulas */
  SCE_OBJECT_COPY = 8,
  SCE_OBJECT_MAIN = 16,       /* in the user's own texts, not an import */
  SCE_OBJECT_BROKEN = 64,     /* what it copies is missing: its required fields are not asked for */
  SCE_OBJECT_TOLD = 128,      /* its missing fields have been reported, all together */
  SCE_OBJECT_INCOMPLETE = 32, /* a file whose import failed: unknown names in it are not judged */
};

typedef struct SceObject {
  SceName name, path;         /* path from its file: "site.hall" */
  uint32_t parent;            /* enclosing object */
  uint32_t root;              /* the file's object */
  uint32_t kind;              /* index into kinds; SCE_NIL for files */
  uint32_t source;            /* object that it copies; SCE_NIL */
  uint32_t item;              /* its first block item, in the order given; SCE_NIL */
  uint32_t parts, part_count; /* run in parts: the block items that make it up (a kind's nested block, then the user's) */
  uint32_t first_layer, last_layer, layer_count;
  uint32_t first_binding, last_binding;
  uint32_t each_unit, each_kind;   /* bindings of its each lines; SCE_NIL */
  uint32_t depth;
  uint8_t state, flags;
} SceObject;

typedef struct ScePart {
  uint32_t item, outer;       /* a block item and the layer it is written in */
} ScePart;

typedef struct SceKind {
  SceName name;
  uint32_t item;
  uint32_t object;            /* the file it stands in */
  uint32_t base;              /* kind it is made from; SCE_NIL */
  uint32_t ghost;             /* object that stands for any block of it; SCE_NIL until needed */
  uint8_t state;
  bool broken;                /* made from a kind that is not there */
} SceKind;

typedef struct SceParameter {
  SceName name;
  uint32_t item;              /* SCE_ITEM_PARAMETER */
  SceUnit unit;               /* declared; SCE_UNIT_INVALID: not declared */
  SceDim dim;                 /* of the scheme: may hold variables */
} SceParameter;

typedef struct SceFn {
  SceName name;
  uint32_t item;
  uint32_t object;            /* file */
  uint32_t parameters, parameter_count;   /* run in SceCompiler.parameters */
  SceUnit result_unit;        /* declared, or SCE_UNIT_INVALID */
  SceDim result;              /* may hold variables of the parameters */
  uint32_t builtin;           /* index into options.builtins; SCE_NIL for one written in the language, and for a native one */
  uint32_t native;            /* of a native one, once it is called: what CALL names it by; SCE_NIL */
  uint8_t state;
  bool failed, truth;         /* truth: the result is a truth value */
} SceFn;

typedef struct SceScenario {
  SceName name;
  uint32_t item;
  uint32_t object;            /* file */
  uint32_t from;              /* scenario index (column); 0: none */
} SceScenario;

/* A replacement, keyed by the object that it changes. */
typedef struct SceReplacement {
  uint32_t item;
  uint32_t layer;             /* where it is written */
  uint32_t column;            /* 0: base */
  uint32_t written;           /* the column that it is written for; another one when it was inherited */
  uint32_t root;              /* file object of the path */
  SceName target;             /* path of the object, 0: the file itself */
  SceName field;
  uint32_t next, next_same;   /* next with the same target; with the same target and field */
  uint32_t last, last_same;   /* of the first of such a chain: its end */
  uint32_t binding;           /* that it has met; SCE_NIL */
  bool hit, set;              /* set: from --set */
  bool nested;                /* stands in a block or kind that holds its target: goes beneath those of the file */
} SceReplacement;

/* The blocks of one kind in one file, as far as its objects have been looked through; for references that nobody gave. */
enum { SCE_CANDIDATES = 9 };

typedef struct SceCandidates {
  uint32_t root, kind;
  uint32_t scanned;           /* objects below this index have been looked at */
  uint32_t found[SCE_CANDIDATES], count;   /* the first ones: enough to name them */
} SceCandidates;

typedef struct SceFile {
  SceSourceId source;
  uint32_t ast_file;
  uint32_t object;
  uint8_t state;
} SceFile;

typedef struct SceUse {
  uint32_t object;            /* of the file that says so */
  uint32_t imported;          /* file object */
  uint32_t item;
  bool alias;                 /* `use … as p`: its names are not mixed in */
} SceUse;

enum { SCE_SPACE_TARGET = 6, SCE_SPACE_PATH, SCE_SPACE_SCENARIO, SCE_SPACE_CLAIM, SCE_SPACE_AXES, SCE_SPACE_PARAMETER };   /* beside the SceSpace values in the table of slots */

typedef struct SceSlot {      /* small table: kinds, functions, scenarios, claims and what replacements change, by (object, name) */
  uint32_t object, id;
  SceName name;
  uint32_t space;
} SceSlot;

typedef enum SceFrameKind {
  SCE_FRAME_BINDING,          /* the binding's own formula */
  SCE_FRAME_COLUMNS,          /* a binding with replacements: brings its formulas together; has no nodes */
  SCE_FRAME_SPLIT,            /* a split binding: brings its columns together; has no nodes */
  SCE_FRAME_FORMULA,          /* a formula of formulas */
  SCE_FRAME_FUNCTION,         /* a function's body at a call */
  SCE_FRAME_DEFAULT,          /* a parameter's default at a call */
  SCE_FRAME_INFER,            /* a function's body, to find its dimensions */
  SCE_FRAME_FREE,             /* an expression of its own: bare, of a claim, a bound of a range */
} SceFrameKind;

typedef struct SceFrame {
  uint8_t kind;
  bool dry;                   /* no operations are made: only dimensions are checked */
  bool infer;                 /* dimensions may hold variables */
  uint32_t id;                /* binding, formula, function */
  uint32_t column;            /* 0: for all scenarios at once; else 1 + the only column that counts */
  uint32_t cell;              /* where the value of such a column goes; SCE_NIL */
  uint32_t cursor, last;      /* nodes */
  uint32_t layer;             /* where the formula is written */
  uint32_t binding;           /* whose formula it is; SCE_NIL */
  uint32_t base;              /* height of the operand stack below it */
  uint32_t slot;              /* DEFAULT: operand that it fills; FUNCTION, INFER: first parameter on the operand stack */
  uint32_t fn;                /* function whose parameters are in scope; SCE_NIL */
  uint32_t progress;          /* how far a node with many needs has come */
  uint32_t draws;             /* made so far in this formula */
  uint32_t prev_until;        /* the CALL of the outermost `prev` whose arguments are being worked on */
  uint8_t bounds;             /* at the end: bounds of the range that have been worked out for a distribution */
  SceUnit expected;           /* declared unit of the result position; SCE_UNIT_INVALID */
} SceFrame;

/* The value of a split binding, or of a formula, in one column. */
typedef struct SceCell {
  uint32_t id, column;        /* binding, or formula with SCE_CELL_FORMULA */
  SceVal val;
  uint8_t state;
} SceCell;
#define SCE_CELL_FORMULA 0x80000000u

/* A DRAW operation, found again by its key. */
typedef struct SceDrawOp {
  uint32_t hash, op;
  uint16_t axes;
} SceDrawOp;

/* A draw of a formula that is being worked on, for `over` to find. */
typedef struct SceDrawn {
  uint32_t frame, node;       /* where: the node in that frame's formula */
  uint32_t before;            /* operations that there were */
  uint32_t op;
} SceDrawn;

/* A FORWARD operation whose value is being worked on. */
typedef struct SceForward {
  uint32_t op, binding;
  SceUnit unit;               /* that was taken for it */
  uint32_t node;
} SceForward;

/* What is put in the place of what when operations are made once more. */
typedef struct SceEmitPair {
  uint32_t from, to;
} SceEmitPair;

typedef struct SceEmitMap {
  uint32_t from, count;       /* the operations that may have to be made again */
  uint32_t *place;            /* where each of these stands now */
  SCE_ARRAY(SceEmitPair) pairs;
} SceEmitMap;

typedef struct SceCompiler {
  const SceCompileOptions *options;
  SceProgram *program;
  SceSources *sources;
  SceDiags *diags;
  SceIntern *intern;          /* the program's */
  SceAst *ast;
  SceUnits *units;
  SceDims *dims;

  SCE_ARRAY(SceBinding) bindings;
  SCE_ARRAY(uint32_t) roots;             /* with options->names, by binding: the item that introduced it */
  SCE_ARRAY(SceBindingExtra) extras;     /* [0] is empty */
  SCE_ARRAY(SceFormula) formulas;
  SCE_ARRAY(SceLayer) layers;
  SCE_ARRAY(SceObject) objects;
  SCE_ARRAY(ScePart) parts;
  SCE_ARRAY(SceKind) kinds;
  SCE_ARRAY(SceFn) fns;
  SCE_ARRAY(SceParameter) parameters;
  SCE_ARRAY(SceScenario) scenarios;      /* [0] is base */
  SCE_ARRAY(SceReplacement) replacements;
  SCE_ARRAY(SceCandidates) candidates;
  SCE_ARRAY(SceFile) files;
  SCE_ARRAY(SceUse) uses;
  SCE_ARRAY(SceObjectSet) object_sets;
  SCE_ARRAY(uint32_t) object_ids;
  SCE_ARRAY(SceVal) lists;
  SCE_ARRAY(SceVal) stack;
  SCE_ARRAY(SceFrame) frames;
  SCE_ARRAY(SceCell) cells;
  SCE_ARRAY(uint32_t) cell_slots;        /* open addressing; 0 free, else cell + 1 */
  SCE_ARRAY(uint32_t) library_sources;   /* by library file: source id or SCE_NIL */
  SCE_ARRAY(uint32_t) source_objects;    /* by source id: the file's object or SCE_NIL */
  SceText quotes[8];                     /* texts for messages, used in turn */
  uint32_t quote;

  SCE_ARRAY(SceDrawOp) draws;
  SCE_ARRAY(uint32_t) draw_slots;        /* open addressing; 0 free, else draw + 1 */
  SCE_ARRAY(SceDrawn) drawn;             /* ascending by frame */
  SCE_ARRAY(SceForward) forwards;
  SCE_ARRAY(uint32_t) loop_ops;          /* FORWARD operations that have been pointed at their values */
  SCE_ARRAY(uint8_t) estimates;          /* by operation, as far as it was asked: it rests on a reduction of samples */
  uint32_t nested;                       /* formulas that are looked at for their unit alone, one inside the other; bounded */
  SceName free_path;                     /* that draws of an expression without a field are keyed by */

  uint32_t *binding_slots, binding_slot_count, binding_slots_used;   /* open addressing; 0 free, else binding + 1 */
  SCE_ARRAY(uint32_t) main_bindings;              /* of main_object, by name: binding + 1, or 0 */
  SCE_ARRAY(SceSlot) slots;                       /* open addressing once sized; id SCE_NIL is free */
  uint32_t slot_used;
  uint32_t *target_slots, target_slot_count;      /* replacements by (root, target) */
  uint32_t constant_cache[1024];

  uint32_t main_object, std_object, main_layer, std_layer;
  uint64_t points;            /* of all values that have axes; bounded */
  uint32_t expansion;         /* steps in inlined functions and copies, bounded */
  bool expansion_reported, depth_reported;
  uint32_t circles;           /* reported; after many, further ones are silent errors */
  SCE_ARRAY(uint64_t) circles_told;   /* which binding needs which, in a circle that was told */
  uint32_t offers;            /* names compared for did-you-mean, bounded: a large file may hold many wrong names */
  uint32_t building;          /* objects that are being built, one for the sake of the other: height of the C stack, bounded */
  uint32_t library_count;     /* definitions of the library that were parsed */
  SceName name_none, name_std, name_scenario, name_claim, name_base, name_prev;
} SceCompiler;

/* table.c */
uint32_t sce_hash_pair(uint32_t a, uint32_t b);                     /* for open addressing; the low bits are as good as any */
uint32_t sce_binding_find(const SceCompiler *c, uint32_t object, SceName name);
uint32_t sce_binding_add(SceCompiler *c, uint32_t object, SceName name, uint32_t item, uint32_t layer);
SceBindingExtra *sce_binding_extra(SceCompiler *c, uint32_t binding);
/* Which item introduced a binding, where the one that sce_binding_add was told is not it. */
static inline void sce_binding_introduced(SceCompiler *c, uint32_t binding, uint32_t item) {
  if (c->options->names) c->roots.at[binding] = item;
}
uint32_t sce_slot_find(const SceCompiler *c, SceSpace space, uint32_t object, SceName name);
void sce_slot_change(SceCompiler *c, SceSpace space, uint32_t object, SceName name, uint32_t id);   /* of an entry that is there */
void sce_slot_add(SceCompiler *c, SceSpace space, uint32_t object, SceName name, uint32_t id);
uint32_t sce_object_add(SceCompiler *c, SceName name, uint32_t parent, uint32_t kind, uint8_t flags);
uint32_t sce_layer_add(SceCompiler *c, uint32_t object, uint32_t item, uint32_t outer);
SceName sce_path_join(SceCompiler *c, SceName path, SceName name);
/* As it is spoken: a usage, a unit, an engine; what has no vowel in its first part is spelled out: an mlp, a gb. */
const char *sce_article(const char *name);
static inline const char *sce_spell(const SceCompiler *c, SceName name) { return sce_intern_spelling(c->intern, name); }
SceSpan sce_item_span(const SceCompiler *c, uint32_t item);        /* the whole item */
SceSpan sce_item_name_span(const SceCompiler *c, uint32_t item);   /* its name */
SceSpan sce_node_span(const SceCompiler *c, uint32_t node);
SceSpan sce_unit_span(const SceCompiler *c, uint32_t item);        /* the unit behind ':' */
/* Counts one more name that is offered for did-you-mean; false when it has been enough. */
static inline bool sce_may_offer(SceCompiler *c) { return c->offers < 1000000 && ++c->offers; }
/* A buffer for a text in a message; its content is valid until eight further calls. */
SceText *sce_quote_buffer(SceCompiler *c);
/* The text of a span on one line, shortened beyond 60 bytes; in such a buffer. */
const char *sce_quote(SceCompiler *c, SceSpan span);

/* declare.c */
void sce_declare_texts(SceCompiler *c);
void sce_declare_library(SceCompiler *c);
bool sce_declare_from_library(SceCompiler *c, SceSpace space, SceName name);
uint32_t sce_item_file(const SceCompiler *c, uint32_t item);       /* object of the file that an item stands in */
/* Adds a field item to an object's bindings (a new name). */
uint32_t sce_declare_field(SceCompiler *c, uint32_t object, uint32_t layer, uint32_t item);
/* The layer of a file's object. */
static inline uint32_t sce_file_layer(const SceCompiler *c, uint32_t object) { return c->objects.at[object].first_layer; }

/* replace.c */
void sce_replace_collect(SceCompiler *c, uint32_t item, uint32_t layer, uint32_t column, bool set);
void sce_replace_nested(SceCompiler *c, uint32_t item, uint32_t layer, uint32_t object);   /* a path into an object's nested blocks */
void sce_replace_scenarios(SceCompiler *c);
void sce_replace_apply(SceCompiler *c, uint32_t object);
void sce_replace_report(SceCompiler *c);
uint32_t sce_scenario_find(const SceCompiler *c, SceName name);    /* column, or SCE_NIL */
void sce_scenario_add(SceCompiler *c, SceName name, uint32_t item, uint32_t object);

/* instance.c */
void sce_object_build(SceCompiler *c, uint32_t object);
uint32_t sce_object_declare(SceCompiler *c, uint32_t item, uint32_t parent, uint32_t outer);
uint32_t sce_kind_base(SceCompiler *c, uint32_t kind);                     /* what it is made from; SCE_NIL */
uint32_t sce_kind_find(SceCompiler *c, uint32_t object, SceName name);   /* from a file: its own, its imports', the library's */
bool sce_kind_is(SceCompiler *c, uint32_t kind, uint32_t wanted);
uint32_t sce_object_ghost(SceCompiler *c, uint32_t kind);

/* lookup.c */
uint32_t sce_lookup_in(SceCompiler *c, uint32_t object, SceName name);   /* a member; loads and builds what is needed */
uint32_t sce_lookup(SceCompiler *c, uint32_t layer, SceName name, uint32_t own);
uint32_t sce_lookup_function(SceCompiler *c, uint32_t object, SceName name);
void sce_lookup_unknown(SceCompiler *c, uint32_t layer, uint32_t node, SceName name, uint32_t own);
void sce_lookup_unknown_member(SceCompiler *c, uint32_t object, SceSpan span, SceName name);
uint32_t sce_layer_file(const SceCompiler *c, uint32_t layer);           /* the file's object */
/* An object named by a path of nodes (NAME MEMBER…); SCE_NIL with a finding when there is none. */
uint32_t sce_lookup_object(SceCompiler *c, uint32_t layer, SceExpr path);

void sce_lookup_refused(SceCompiler *c, uint32_t binding, SceSpan span);    /* reports that its kind refuses it */

/* settle.c */
SceUnit sce_binding_declared_unit(SceCompiler *c, uint32_t binding);     /* SCE_UNIT_INVALID when none */
uint32_t sce_binding_reference_kind(SceCompiler *c, uint32_t binding);   /* kind that a reference is declared with; SCE_NIL: no reference */
SceVal sce_settle(SceCompiler *c, uint32_t binding, SceVal val);
SceVal sce_settle_missing(SceCompiler *c, uint32_t binding);

/* members.c */
bool sce_member_of_objects(SceCompiler *c, uint32_t node, SceVal objects, SceVal *out);

/* lower.c */
bool sce_use_binding(SceCompiler *c, uint32_t node, uint32_t binding, SceVal *out);   /* its value; false when a frame that works it out was put on top */
static inline SceFrame *sce_frame(SceCompiler *c) { return &sce_array_last(&c->frames); }
void sce_frame_push(SceCompiler *c, SceFrame frame, SceExpr expr);
void sce_lower_binding(SceCompiler *c, uint32_t binding);
SceVal sce_lower_expression(SceCompiler *c, SceExpr expr, uint32_t layer, SceUnit expected);
SceVal sce_lower_dry(SceCompiler *c, SceExpr expr, uint32_t layer, SceUnit expected);   /* dimensions alone */
void sce_lower_run(SceCompiler *c, uint32_t height);                     /* until no more frames than that are left */

/* fields.c */
void sce_field_list(SceCompiler *c, uint32_t binding, SceVal *val);     /* for reviews: lists a field that is worked out, and gives its value an operation of its own */

/* emit.c */
bool sce_expand(SceCompiler *c, uint32_t steps, SceSpan span);             /* false: the bound is reached (reported once, at span) */
bool sce_is_dry(const SceCompiler *c);                                   /* only dimensions are checked: no operations are made */
uint32_t sce_emit(SceCompiler *c, SceOpKind kind, uint32_t node, uint32_t a, uint32_t b, uint32_t cc);
uint32_t sce_emit_constant(SceCompiler *c, double number, uint32_t node);
uint32_t sce_emit_scaled(SceCompiler *c, uint32_t op, SceScale scale, uint32_t node);
uint32_t sce_emit_join(SceCompiler *c, uint16_t axis, const uint32_t *ops, uint32_t count, uint32_t node);
uint32_t sce_emit_many(SceCompiler *c, SceOpKind kind, uint32_t node, uint32_t b, const uint32_t *operands, uint32_t count);   /* operands stand in a run: a, its length: c */
uint32_t sce_emit_draw(SceCompiler *c, SceDraw draw, uint16_t axes, const uint16_t *order);   /* `order`: these axes, in the order of the key */
bool sce_op_is_draw(const SceCompiler *c, uint32_t op, SceDraw draw, uint16_t axes, const uint16_t *order);
uint32_t sce_emit_field(SceCompiler *c, uint32_t op);                          /* its own operation for a field's value; also while only dimensions are checked */
uint32_t sce_op_behind_fields(const SceCompiler *c, uint32_t op);              /* what a value is when fields have operations of their own */
uint32_t sce_emit_axis(SceCompiler *c, uint16_t axis, uint32_t node);
uint32_t sce_emit_again(SceCompiler *c, const SceEmitMap *map, uint32_t op);   /* what `op` is with the pairs put in place */
void sce_emit_settle_axes(SceCompiler *c, uint32_t from);                      /* axes of all from there on, now that a FORWARD has its value */
bool sce_constant_value(const SceCompiler *c, uint32_t op, double *out);       /* of a small formula of literals */
uint16_t sce_axes_union(SceCompiler *c, uint16_t a, uint16_t b);
uint16_t sce_axes_without(SceCompiler *c, uint16_t axes, uint16_t axis);
uint16_t sce_axes_with(SceCompiler *c, uint16_t axes, uint16_t axis);
bool sce_axes_has(const SceCompiler *c, uint16_t axes, uint16_t axis);

/* operators.c */
SceVal sce_apply_unary(SceCompiler *c, uint32_t node, SceVal a);
SceVal sce_apply_binary(SceCompiler *c, uint32_t node, SceVal a, SceVal b);
SceVal sce_apply_if(SceCompiler *c, uint32_t node, SceVal condition, SceVal yes, SceVal no);
SceVal sce_apply_unit(SceCompiler *c, uint32_t node, SceVal a);
SceVal sce_apply_as(SceCompiler *c, uint32_t node, SceVal a);
SceVal sce_apply_power(SceCompiler *c, uint32_t node, SceVal a, SceVal b);
bool sce_val_is_number(SceCompiler *c, SceVal *val);      /* reports what it is instead */
bool sce_same_dimension(SceCompiler *c, SceUnit a, SceUnit b);
uint32_t sce_val_in(SceCompiler *c, SceVal val, SceUnit unit);   /* its op, converted; same dimension */
SceVal sce_val_error(uint32_t node);
SceVal sce_val_number(uint32_t op, SceUnit unit, uint8_t flags, uint32_t node);
bool sce_val_is_pure(SceCompiler *c, SceVal *val, const char *who);
/* An element of a set of objects may be a set along a further axis: a member whose reference is swept, or differs by scenario. Such a set lives inside of paths alone. */
#define SCE_SET_TAG 0x80000000u
static inline uint32_t sce_set_as_object(uint32_t set) { return set | SCE_SET_TAG; }
static inline bool sce_object_is_set(uint32_t object) { return object != SCE_NIL && (object & SCE_SET_TAG); }
static inline SceObjectSet sce_object_set(const SceCompiler *c, uint32_t object) { return c->object_sets.at[object & ~SCE_SET_TAG]; }

static inline bool sce_val_is_bare(const SceVal *val) { return val->type == SCE_VAL_NUMBER && !(val->flags & SCE_VAL_NOT_BARE) && val->unit == SCE_UNIT_ONE; }

/* columns.c: what scenarios do to a binding */
uint32_t sce_column_formula(const SceCompiler *c, uint32_t binding, uint32_t column);   /* the formula that holds in a column */
SceVal sce_columns_join(SceCompiler *c, uint32_t binding, const SceVal *columns);       /* one value over scenarios */
bool sce_columns_split(SceCompiler *c, uint32_t first);  /* a circle from frame `first` on: splits what is on it and takes the frames back; false: it is real */
SceVal sce_columns_pick(SceCompiler *c, SceVal val, uint32_t column, uint32_t node);
uint32_t sce_cell_get(SceCompiler *c, uint32_t id, uint32_t column);                    /* makes it when new */

/* calls.c. Returns false when the node must be run again (a frame was pushed). */
bool sce_apply_call(SceCompiler *c, uint32_t node);
bool sce_call_is_known(SceCompiler *c, uint32_t layer, SceName name);   /* a function of any sort has this name */

/* axes.c */
uint32_t sce_each_axis(SceCompiler *c, uint32_t each, bool blocks);   /* of the members that are fields, or blocks */
void sce_apply_index(SceCompiler *c, uint32_t node);
void sce_apply_over(SceCompiler *c, uint32_t node);
SceVal sce_apply_range(SceCompiler *c, uint32_t node, SceVal low, SceVal high);
SceVal sce_apply_by(SceCompiler *c, uint32_t node, SceVal range, SceVal step);
SceVal sce_call_sweep(SceCompiler *c, uint32_t node, SceVal *args, uint32_t count);
SceVal sce_call_argmin(SceCompiler *c, uint32_t node, const SceVal *args, uint32_t count);

/* samples.c */
uint32_t sce_binding_original(const SceCompiler *c, uint32_t binding);   /* whose sweep and draws a copy shares, as long as its formula is the same; else itself */
SceVal sce_apply_interval(SceCompiler *c, uint32_t node, SceVal low, SceVal high);
SceVal sce_call_distribution(SceCompiler *c, uint32_t node, const char *name, const SceVal *args, uint32_t count);
SceVal sce_call_choice(SceCompiler *c, uint32_t node, const char *name, SceVal *args, uint32_t count);
SceVal sce_call_truncate(SceCompiler *c, uint32_t node, SceVal *args, uint32_t count);
SceVal sce_call_correlate(SceCompiler *c, uint32_t node, SceVal *args, uint32_t count);
SceVal sce_call_estimate(SceCompiler *c, uint32_t node, const char *name, const SceVal *args, uint32_t count);
SceVal sce_draw_over(SceCompiler *c, SceVal x, uint32_t left, uint16_t axis);   /* x with draws of its own at each point of the axis, if its text (root `left`) draws */
/* Draws of frames that are gone: forgotten, or (caller_node) those of the frame above now. */
void sce_drawn_forget(SceCompiler *c, uint32_t frames, uint32_t caller_node);
bool sce_val_is_distribution(const SceCompiler *c, SceVal val);
SceVal sce_truncate_to_range(SceCompiler *c, uint32_t binding, SceVal val, SceVal low, SceVal high, uint32_t node);
bool sce_op_is_estimate(SceCompiler *c, uint32_t op);      /* it rests on a reduction of samples */

/* recur.c */
bool sce_forward_allowed(const SceCompiler *c, uint32_t first);   /* from that frame on the circle passes through `prev` */
bool sce_forward_use(SceCompiler *c, uint32_t node, uint32_t binding, uint32_t first, SceVal *out);
void sce_forward_resolve(SceCompiler *c, uint32_t binding, SceVal val);
SceVal sce_call_prev(SceCompiler *c, uint32_t node, const SceVal *args, uint32_t count);
void sce_loops_find(SceCompiler *c);

/* functions.c */
bool sce_fn_infer(SceCompiler *c, uint32_t fn);           /* true when its dimensions are known; else a frame was pushed */
void sce_fn_finish(SceCompiler *c, uint32_t fn, SceVal result);
void sce_fn_check_all(SceCompiler *c);
void sce_fn_signature(SceCompiler *c, uint32_t fn, SceText *out);
uint32_t sce_fn_parameter(const SceCompiler *c, uint32_t fn, SceName name);   /* its place among the parameters, or SCE_NIL */
uint32_t sce_fn_declare(SceCompiler *c, uint32_t item, uint32_t object, uint32_t builtin);

/* How a unit stands behind a number in a proposal: " GB", "/day" for 1/day, nothing for a pure number. */
const char *sce_unit_suffix(SceCompiler *c, SceUnit unit);

/* conflict.c */
void sce_conflict_operands(SceCompiler *c, uint32_t node, const char *verb, SceVal a, SceVal b);
void sce_conflict_declared(SceCompiler *c, uint32_t root, SceUnit declared, uint32_t decl_item, SceVal val, const char *what);
void sce_conflict_conversion(SceCompiler *c, uint32_t node, SceVal val, SceUnit to);
void sce_conflict_pure(SceCompiler *c, uint32_t node, SceVal val, const char *who);
void sce_conflict_argument(SceCompiler *c, uint32_t node, uint32_t fn, uint32_t parameter, SceDim wanted, SceVal val);
const char *sce_dim_text(SceCompiler *c, SceDim dim);    /* in words; in a quote buffer */

/* names.c */
void sce_names_collect(SceCompiler *c);                                  /* with options->names: at the end, when all else is known */

/* claim.c, collect.c */
void sce_claims_collect(SceCompiler *c);
void sce_results_collect(SceCompiler *c);
bool sce_item_is_shown(const SceCompiler *c, uint32_t item);

#endif
