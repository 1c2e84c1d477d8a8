/* The results of an earlier run, read back from JSON (sce.run/1): values and claims, without the formulas behind them.
 *
 * Everything here is owned by the results and freed with them. A value that is none is NaN.
 */
#ifndef SCE_REVIEW_JSON_RESULTS_H
#define SCE_REVIEW_JSON_RESULTS_H

#include "array.h"
#include "diag.h"
#include "program.h"

typedef struct SceJsonPoint {       /* of an axis */
  char *label;                      /* NULL: the axis counts */
  double value;
} SceJsonPoint;

typedef struct SceJsonAxis {
  char *name;                       /* "scenario", "year" */
  char *unit;                       /* of its points; "1" where they are pure numbers or labels */
  SCE_ARRAY(SceJsonPoint) points;
} SceJsonAxis;

typedef struct SceJsonNumber {
  double value;                     /* the mean, where it is sampled */
  double sd, se, p5, p50, p95;      /* NaN where nothing is sampled */
} SceJsonNumber;

typedef struct SceJsonValue {
  char *path, *unit;
  char *at, *source;                /* NULL: none */
  SceRole role;
  bool sampled, truth;
  SCE_ARRAY(SceJsonAxis) axes;
  SCE_ARRAY(SceJsonNumber) numbers; /* one for each combination of points, the last axis fastest */
} SceJsonValue;

typedef struct SceJsonClaim {
  char *name, *status;              /* "holds", "off", "disputed", "error" */
  double got, says, within, ratio;  /* in `unit`; NaN: none */
  char *unit, *source, *at, *under, *disputed;   /* NULL: none */
} SceJsonClaim;

typedef struct SceJsonResults {
  SCE_ARRAY(char *) scenarios;      /* the first is "base" */
  SCE_ARRAY(SceJsonValue) values;   /* in the document's order */
  SCE_ARRAY(SceJsonClaim) claims;
  double samples;                   /* 0: nothing is sampled */
  bool partial;                     /* the run was interrupted */
  uint32_t errors;                  /* findings of the run that were errors */
} SceJsonResults;

/* Whether a text can only be JSON: it starts with `{` or `[`, which no program does. */
bool sce_json_results_detect(const char *text, uint32_t length);

/* Reads a document; `name` is for findings. NULL with a finding. */
SceJsonResults *sce_json_results_read(const char *name, const char *text, uint32_t length, SceDiags *diags);
void sce_json_results_free(SceJsonResults *results);

#endif
