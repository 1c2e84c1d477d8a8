/* Where values stand, and how a value over some axes is read by one over more.
 *
 * All values of a run stand in one array of doubles, in the order of their operations; a value over axes takes one double a
 * point, the last axis fastest. Reading across sets of axes goes through maps that are worked out once a pair of sets. The
 * plan borrows the program.
 */
#ifndef SCE_PLAN_H
#define SCE_PLAN_H

#include "engine.h"

/* For each point of the reading value, the point of the one that is read. */
typedef struct SceMap {
  const uint32_t *index;       /* NULL: point * step */
  uint32_t step;               /* 1: the same axes, 0: always the first point */
} SceMap;

static inline uint32_t sce_map_point(SceMap map, uint32_t point) { return map.index ? map.index[point] : point * map.step; }

typedef struct ScePlan {
  const SceProgram *program;
  uint32_t *starts;            /* where each value starts; NULL: no value has an axis, value i stands at i */
  uint32_t *counts;            /* points of each set of axes, at most UINT32_MAX */
  uint32_t total;              /* points of all values */
  uint32_t *keys;              /* open addressing over pairs of sets; 0 is free */
  SceMap *maps;
  uint32_t slot_count, map_count;
} ScePlan;

void sce_plan_init(ScePlan *plan, const SceProgram *program);
void sce_plan_release(ScePlan *plan);

/* How a value over `reader` reads one over `read`; axes that the reader lacks stand at their first point. */
SceMap sce_plan_map(ScePlan *plan, uint32_t read, uint32_t reader);

static inline uint32_t sce_plan_start(const ScePlan *plan, uint32_t op) { return plan->starts ? plan->starts[op] : op; }

/* The axes of a set in ascending order, and its points; saturates at UINT32_MAX. */
static inline const uint16_t *sce_set_axes(const SceProgram *program, uint32_t set) {
  uint32_t first = program->axis_sets.at[set].first;
  return first ? program->axis_ids.at + first : program->axis_ids.at;   /* NULL while no value has an axis */
}
uint32_t sce_set_points(const SceProgram *program, uint32_t set);

/* How far apart neighbours along an axis stand; 0 when the set lacks it. */
uint32_t sce_set_stride(const SceProgram *program, uint32_t set, uint32_t axis);

/* The same for one point, without a plan. */
uint32_t sce_set_project(const SceProgram *program, uint32_t read, uint32_t reader, uint32_t point);

/* Whether two points, each of a set of its own, are one place on all axes that both sets have. */
bool sce_set_meet(const SceProgram *program, uint32_t set, uint32_t point, uint32_t other, uint32_t other_point);

/* The program of a run, for those who explain its values. */
const SceProgram *sce_run_program(const SceRun *run);

#endif
