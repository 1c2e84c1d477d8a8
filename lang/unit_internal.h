/* What the three files of the units share: the records behind unit.h. Private to unit.c, unit_define.c and unit_text.c.
 *
 * unit.c holds the algebra and the interning of products, unit_define.c turns `unit` and `dimension` lines into definitions, unit_text.c
 * reads and writes texts of units and finds definitions by name.
 */
#ifndef SCE_UNIT_INTERNAL_H
#define SCE_UNIT_INTERNAL_H

#include "unit.h"

enum { SCE_UNIT_MOST_FACTORS = 64 };      /* of one unit; more is INVALID, as for dimensions */

#define SCE_DEF_PERCENT 0u                /* definition 0 is built in: % */
#define SCE_DEF_ANONYMOUS UINT32_MAX      /* as a factor's definition: no unit, the dimension stands in `prefix` */
#define SCE_DEF_MISSING (UINT32_MAX - 1)  /* in a name's slot: looked for and not found */

typedef enum SceDefState {
  SCE_DEF_ANNOUNCED,                      /* known by its line only */
  SCE_DEF_BUSY,                           /* being worked out */
  SCE_DEF_READY,
  SCE_DEF_FAILED,                         /* its errors are among the findings */
} SceDefState;

enum {                                    /* SceDef.flags */
  SCE_DEF_DIMENSION = 1,
  SCE_DEF_SI = 2,                         /* takes SI prefixes */
  SCE_DEF_BINARY = 4,                     /* takes binary prefixes */
  SCE_DEF_REQUIRED = 8,                   /* its name stands only behind a prefix */
  SCE_DEF_REFUSED = 16,                   /* using it is an error that quotes `refusal` */
};

typedef struct SceDef {                   /* a `unit` or `dimension` line */
  SceName name, alias;                    /* alias: the first one, 0: none */
  uint32_t item;
  SceSourceId source;
  uint8_t state, flags;
  SceDim dim;
  SceScale scale;                         /* to the coherent unit of dim */
  char *refusal;
} SceDef;

typedef enum SceFamily { SCE_FAMILY_NONE, SCE_FAMILY_SI, SCE_FAMILY_BINARY } SceFamily;

typedef struct ScePrefix {
  char symbol[4];
  SceFamily family;
  SceScale scale;
} ScePrefix;

enum { SCE_PREFIX_COUNT = 23 };
extern const ScePrefix sce_unit_prefixes[SCE_PREFIX_COUNT];   /* [0] is none; then SI from small to large, binary from small to large */

typedef struct SceUnitFactor {
  uint32_t def, prefix;
  SceExponent exponent;                   /* never 0 */
} SceUnitFactor;

typedef struct SceUnitList {              /* a product being built; `broken` when an exponent or the count left its range */
  SceUnitFactor at[SCE_UNIT_MOST_FACTORS];
  uint32_t count;
  bool broken;
} SceUnitList;

typedef struct SceUnitRecord {
  uint32_t start, count, hash;            /* run in factors, positive exponents first */
  SceDim dim;
  SceScale scale;
  char *spelling;                         /* made when first asked for */
} SceUnitRecord;

typedef struct SceUnitNameSlot {
  uint32_t key;                           /* name * 2, + 1 for dimensions; 0: free */
  uint32_t def;                           /* or SCE_DEF_MISSING */
  bool alias;
} SceUnitNameSlot;

typedef struct SceUnitTextSlot {
  uint32_t key;                           /* text * 2, + 1 behind a number; 0: free */
  SceUnit unit;
} SceUnitTextSlot;

typedef struct SceUnitMemo {
  uint32_t a, b, operation;               /* operation 0: free */
  SceUnit result;
  SceScale factor;
} SceUnitMemo;

typedef struct SceUnitTask {              /* of the stack that works definitions out */
  uint32_t def;
  bool leave;                             /* everything that it needs stands below: evaluate it */
} SceUnitTask;

struct SceUnits {
  bool tolerant;               /* unknown names are not reported */
  SceIntern *intern;
  SceDims *dims;
  SceAst *ast;
  SceSources *sources;
  SceDiags *diags;
  SceUnitsLoad load;
  SceUnitsEach each;
  void *context;
  uint32_t loading;                       /* calls of `load` that have not come back */

  SCE_ARRAY(SceDef) defs;
  SceUnitNameSlot *names;
  uint32_t name_slots, name_count;

  SCE_ARRAY(SceUnitFactor) factors;
  SCE_ARRAY(SceUnitRecord) list;          /* by SceUnit */
  uint32_t *slots, slot_count;            /* interning: 0 is free, else SceUnit */
  SceUnitMemo *memo;
  uint32_t memo_slots, memo_count;
  SceUnitTextSlot *texts;
  uint32_t text_slots, text_count;

  SCE_ARRAY(SceUnitTask) tasks;
  char *suggestion;                       /* the last answer of sce_unit_suggest, NULL: none */
  SceName suggested_for;                  /* what it was the answer to: a text full of one mistake stays fast */
  bool suggested_dimension;
  uint64_t suggest_work;                  /* names compared so far: beyond a bound nothing is suggested */
};

/* ---- unit.c ---- */

SceScale sce_scale_multiply(SceScale a, SceScale b);
SceScale sce_scale_divide(SceScale a, SceScale b);
SceScale sce_scale_power(SceScale scale, SceExponent exponent);
bool sce_scale_is_sound(SceScale scale);  /* positive and finite */

/* Appends a factor; with the same definition and prefix in the list already the exponents add. */
void sce_unit_list_add(SceUnitList *list, SceUnitFactor factor);
SceUnit sce_unit_intern(SceUnits *units, const SceUnitList *list);

/* ---- unit_define.c ---- */

/* Works a definition out, with all that it needs; quiet when that has been done. */
void sce_unit_work_out(SceUnits *units, uint32_t def);
SceSpan sce_unit_def_span(const SceUnits *units, uint32_t def);   /* its name on its line */

/* The slot of a name, or NULL. */
SceUnitNameSlot *sce_unit_name_slot(SceUnits *units, SceName name, bool dimension);
void sce_unit_name_set(SceUnits *units, SceName name, bool dimension, uint32_t def, bool alias);

/* ---- unit_text.c ---- */

typedef struct SceProductPart {           /* a name in the text of a product, with its exponent */
  uint32_t at, length;
  SceExponent exponent;
} SceProductPart;

typedef struct SceProduct {
  SCE_ARRAY(SceProductPart) parts;
  const char *error;                      /* NULL: none; a sentence for the finding */
  uint32_t error_at, error_length;
  bool error_exponent;                    /* an exponent out of range, not bad text */
} SceProduct;

/* Takes the text of a unit or of a product of dimensions apart. The caller releases parts. */
void sce_product_read(SceProduct *product, const char *text, uint32_t length);

typedef struct SceUnitFound {
  SceUnitError error;                     /* UNKNOWN, PLURAL and OK; OK also for refused and required ones: see the definition */
  uint32_t def, prefix;                   /* for UNKNOWN: the prefix that `unprefixed` does not take */
  bool alias;
  SceName singular;                       /* for PLURAL */
  SceName unprefixed;                     /* for UNKNOWN: the unit that stands behind a prefix which it does not take; 0: none */
} SceUnitFound;

/* What a name means as a unit; loads definitions, works nothing out. */
SceUnitFound sce_unit_look_up(SceUnits *units, SceName name, bool behind_number);

/* The definition of a dimension's name, or SCE_DEF_MISSING; loads it. */
uint32_t sce_dimension_look_up(SceUnits *units, SceName name);

/* Did-you-mean for either kind of name; NULL: nothing near. Valid until the next call. */
const char *sce_unit_nearest(SceUnits *units, const char *name, bool dimension);

/* A product of dimensions from its text, with findings as in sce_unit_parse; INVALID after an error. */
SceDim sce_dimension_parse(SceUnits *units, SceName text, SceSpan span);

/* Forgets what texts meant. */
void sce_unit_forget_texts(SceUnits *units);

#endif
