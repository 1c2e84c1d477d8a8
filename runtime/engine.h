/* The engine: computes every value of a program.
 *
 * sce_run_new plans the storage (one column a value, over its axes alone) and computes all operations in order, each once a point.
 * The run borrows the program and must be freed before it.
 */
#ifndef SCE_ENGINE_H
#define SCE_ENGINE_H

#include "program.h"

typedef double (*SceFunction)(const double *arguments);

typedef struct SceRun SceRun;

/* functions[i] is the C function of built-in i of the program. */
SceRun *sce_run_new(const SceProgram *program, const SceFunction *functions);
void sce_run_free(SceRun *run);

/* The points of a value, in the order of its axes (the last runs fastest). Poison marks points without value. */
const double *sce_run_points(const SceRun *run, uint32_t op, uint32_t *count);

/* The value at a point of the scenario axis, for a value with no other axis. */
double sce_run_scenario(const SceRun *run, uint32_t op, uint32_t scenario);

/* How many node evaluations were done: operations times points, constants not counted. */
uint64_t sce_run_evaluations(const SceRun *run);

/* Findings for what could not be computed (each failing operation once, at its expression), values outside their range; for shown results
 * and claims alone. */
void sce_run_report(const SceRun *run, SceDiags *diags);

#endif
