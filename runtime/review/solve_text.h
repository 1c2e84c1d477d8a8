/* The answers of `sce solve` as documents: text and md for people, json (schema `sce.solve/1`) and csv for programs. Nothing here evaluates. */
#ifndef SCE_REVIEW_SOLVE_TEXT_H
#define SCE_REVIEW_SOLVE_TEXT_H

#include "results/output.h"
#include "solve.h"

typedef struct SceSolveText {        /* borrowed */
  const SceSolve *solve;
  const char *path, *left, *right;   /* as written */
  SceResult field, side;             /* units and looks of the field and of the left side; no values */
  unsigned digits;                   /* 0: as usual */
} SceSolveText;

void sce_solve_write_text(SceOutput *out, const SceSolveText *text, bool markdown);
void sce_solve_write_json(SceOutput *out, const SceSolveText *text);
void sce_solve_write_csv(SceOutput *out, const SceSolveText *text);

#endif
