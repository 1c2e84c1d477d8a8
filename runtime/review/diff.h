/* What changed between two sides, and because of what: the one structure that the comparison fills and the gates and writers read.
 *
 * A diff owns its texts; units are those of `program`, which it borrows with the rest of what the sides hold. Nothing here evaluates.
 */
#ifndef SCE_REVIEW_DIFF_H
#define SCE_REVIEW_DIFF_H

#include "engine.h"

typedef enum SceDiffStatus {
  SCE_DIFF_UNCHANGED,               /* relative difference at most 1e-9 */
  SCE_DIFF_CHANGED,
  SCE_DIFF_ADDED,
  SCE_DIFF_REMOVED,
  SCE_DIFF_RENAMED,                 /* same meaning under another name; values are equal */
  SCE_DIFF_ERROR,                   /* one side, or both, has no value because of an error */
  SCE_DIFF_STATUS_COUNT,
} SceDiffStatus;

typedef enum SceDriverKind {
  SCE_DRIVER_VALUE,                 /* a number, or an interval of numbers, given on both sides */
  SCE_DRIVER_FORMULA,
  SCE_DRIVER_ADDED,                 /* a member or field that the new side alone has */
  SCE_DRIVER_REMOVED,
  SCE_DRIVER_LIBRARY,               /* stands, on both sides, in another file than the main one: in the library or in an import */
  SCE_DRIVER_ROUNDING,              /* lines of their own: what rounding did, what switching branches did, what edits did that only evaluate together */
  SCE_DRIVER_SWITCH,
  SCE_DRIVER_JOINT,
} SceDriverKind;

/* An edit's part in one change. */
typedef struct SceDriver {
  SceDriverKind kind;
  char *path;                       /* of the binding, or of a kind's field: "kind box.area", "fn f", "unit month"; NULL for rounding, switch and joint */
  char *at;                         /* "sora.sce:6", in NEW, or in OLD for what is removed, also a line of the main file that leaves a default; NULL: nowhere in the files */
  char *old_text, *new_text;        /* the formulas as written on one line, for what is no plain number; NULL */
  double old_value, new_value;      /* of the binding on each side, at the output's point, in `unit`; NaN: none */
  SceUnit unit;
  double contribution;              /* in the output's unit; drivers sum to the delta */
  double share;                     /* contribution / delta; NaN where delta is 0 */
  double factor;                    /* where old and new have one sign: drivers' factors multiply to the ratio; NaN: none */
  bool percent;                     /* a pure number that both sides spell with % */
} SceDriver;

typedef struct SceDiffLabel {       /* where on an axis: {"scenario", "optimistic"} */
  char *axis, *label;
} SceDiffLabel;

/* One output at one point of its axes. */
typedef struct SceDiffOutput {
  char *path, *old_path;            /* old_path: of renamed ones, else NULL */
  char *at;                         /* "site.sce:14"; of removed ones in OLD */
  SceDiffStatus status;
  SceRole role;
  SceUnit unit;                     /* that the values below count; the new side's, or that of the only side */
  const SceProgram *units_of;       /* whose unit it is; NULL: those of the diff. OLD's where the old side alone has the result */
  bool sampled, truth;
  bool percent, fixed;              /* as SCE_RESULT_PERCENT and SCE_RESULT_UNIT_FIXED have it, on the side that `unit` is of */
  SCE_ARRAY(SceDiffLabel) point;
  double old_value, new_value;      /* means of samples; NaN: the side has none */
  double old_se, new_se;            /* standard errors of these means, 0 where nothing is sampled */
  double delta_se;                  /* of the difference, where both sides share their draws; 0: not known, and the two are taken as independent */
  double delta, ratio;              /* NaN where there is none; ratio is also NaN where old is 0, changes sign or is not finite */
  char *note;                       /* why there are no drivers, or what is special; NULL */
  SCE_ARRAY(SceDriver) drivers;     /* largest contribution first; lines of their own last */
} SceDiffOutput;

typedef struct SceDiffClaim {
  char *name, *at, *source;         /* source may be NULL */
  const char *old_status, *new_status;   /* "holds", "off", "disputed", "error"; NULL: not on that side */
  double old_got, new_got, says;    /* in `unit`; NaN: none */
  SceUnit unit;
  const SceProgram *units_of;       /* as an output's */
  bool percent;                     /* what it says is spelled with % */
  bool flipped;                     /* the status differs, or the claim is new and off */
} SceDiffClaim;

/* An edit, whether it moved a result or not. */
typedef struct SceDiffEdit {
  SceDriverKind kind;
  char *path, *at;
  char *old_text, *new_text;        /* as written, on one line; NULL on the side that has none */
  bool moves;                       /* something that is shown changed, failed, came or went, and rests on it */
} SceDiffEdit;

typedef enum SceGateState { SCE_GATE_PASSED, SCE_GATE_HIT, SCE_GATE_TROUBLE } SceGateState;

typedef struct SceDiffGate {
  char *text;                       /* as given */
  bool warns;                       /* of --warn-if: does not change the exit code */
  SceGateState state;
  char *reason;                     /* in words: which results hit it, or why it cannot be judged */
} SceDiffGate;

typedef struct SceDiff {
  const SceProgram *program;        /* whose units all `unit` are that say nothing else */
  char *old_name, *new_name;        /* the sides, as given; of one file in a set the file's name is in `file` */
  char *file;                       /* NULL, or: of several files, which */
  bool values_only;                 /* a side is an earlier JSON result: there are no drivers, and that is said */
  bool partial;                     /* a side failed partly */
  SCE_ARRAY(SceDiffOutput) outputs; /* in NEW's order, removed ones at their old place; all statuses */
  SCE_ARRAY(SceDiffClaim) claims;   /* flipped ones first, each in NEW's order */
  SCE_ARRAY(SceDiffEdit) edits;     /* in NEW's order */
  SCE_ARRAY(SceDiffGate) gates;
  uint32_t counts[SCE_DIFF_STATUS_COUNT];   /* outputs by status */
  uint32_t claims_off;              /* on the new side */
} SceDiff;

void sce_diff_init(SceDiff *diff);
void sce_diff_release(SceDiff *diff);

/* What the two values of an output make of its delta and ratio. */
void sce_diff_set_delta(SceDiffOutput *output);
/* Claims that flipped before the others, each in the order in which they were added. */
void sce_diff_sort_claims(SceDiff *diff);

/* Names as JSON has them. */
const char *sce_diff_status_text(SceDiffStatus status);
const char *sce_driver_kind_text(SceDriverKind kind);

/* Unequal as a diff means it: a relative difference above 1e-9, or one of the two is none. */
bool sce_diff_differs(double old_value, double new_value);

#endif
