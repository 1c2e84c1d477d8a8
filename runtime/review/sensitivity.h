/* Which inputs move a result, and how much: by their own ranges, exactly computed; by elasticities; and for samples by shares of variance.
 *
 * Inputs are what was given (fields, and single numbers inside formulas of the user's files) and what is drawn. All that is told holds in one scenario. A
 * sensitivity changes the program while it is made and leaves it, and the session's run, as they were.
 */
#ifndef SCE_REVIEW_SENSITIVITY_H
#define SCE_REVIEW_SENSITIVITY_H

#include "fields.h"
#include "results/results.h"

typedef enum SceRangeKind {
  SCE_RANGE_SHARE,                  /* nobody says how far off it may be: 10 % less and more */
  SCE_RANGE_DECLARED,               /* `in low .. high` */
  SCE_RANGE_SAMPLES,                /* it is drawn: its 5th and 95th percentile */
} SceRangeKind;

typedef struct SceMover {           /* an input */
  const SceField *field;            /* that it gives, or in whose formula it stands */
  uint32_t item, literal;           /* its formula; the NUMBER node inside, SCE_NO_OP: all of it */
  char *path;
  uint32_t result;                  /* of the field: index into the program's results */
  SceRangeKind kind;
  double value, low, high;          /* of the field, or of the number; NaN where it has several points */
  uint32_t lever;                   /* the constant that turns it; SCE_NO_OP: none */
  uint64_t key;                     /* of what is drawn: SceDraw.path */
} SceMover;

typedef struct SceShare {
  double share, error;              /* with its standard error; NaN: none */
} SceShare;

typedef struct SceSwing {           /* what one input does to one result */
  uint32_t mover;
  double low, high;                 /* the result (the mean of its samples) at the ends of the input's range; NaN: it has none there */
  double swing;                     /* how far these are apart */
  double elasticity;                /* NaN: none */
  SceShare first, total;            /* of the variance: by itself, and with all that it takes part in */
} SceSwing;

typedef struct SceMoved {           /* a result */
  uint32_t result;                  /* index into the program's results */
  uint32_t op, point;
  char *path;
  double value;                     /* the mean of its samples */
  bool sampled;
  double variance;
  SCE_ARRAY(SceSwing) swings;       /* the largest first */
} SceMoved;

typedef struct SceSensitivity {
  SceFields fields;
  uint32_t scenario;
  SCE_ARRAY(SceMover) movers;
  SCE_ARRAY(SceMoved) moved;
} SceSensitivity;

/* Finds the inputs of results (indices into the program's) in a scenario, gives them levers and makes both the program's results; then it has to be computed. */
void sce_sensitivity_init(SceSensitivity *sensitivity, SceSession *session, const uint32_t *results, uint32_t count, uint32_t scenario);
void sce_sensitivity_release(SceSensitivity *sensitivity);

/* The first result that has other axes than the scenarios, NULL: none. One point of it has to be asked about; an example of how goes to `hint`. */
const char *sce_sensitivity_ranging(const SceSensitivity *sensitivity, SceText *hint);

/* Turns every input and watches the results. */
void sce_sensitivity_measure(SceSensitivity *sensitivity);

/* Shares of variance, of sampled results (shares.c). */
void sce_sensitivity_share(SceSensitivity *sensitivity);

void sce_sensitivity_write_text(SceOutput *out, const SceSensitivity *sensitivity, unsigned digits);
void sce_sensitivity_write_markdown(SceOutput *out, const SceSensitivity *sensitivity, unsigned digits);
void sce_sensitivity_write_csv(SceOutput *out, const SceSensitivity *sensitivity);
void sce_sensitivity_write_json(SceOutput *out, const SceSensitivity *sensitivity);

/* "site.hall: 50%": how an input is called. */
void sce_mover_add_name(const SceSensitivity *sensitivity, const SceMover *mover, SceText *out);
void sce_mover_add_literal(const SceSensitivity *sensitivity, const SceMover *mover, SceText *out);

#endif
