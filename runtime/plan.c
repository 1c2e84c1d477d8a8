/* Storage and broadcast maps, worked out before anything is computed, so that the inner loops only add and multiply.
 */
#include "plan.h"

uint32_t sce_set_points(const SceProgram *program, uint32_t set) {
  const uint16_t *axes = sce_set_axes(program, set);
  uint64_t points = 1;
  for (uint32_t i = 0; i < program->axis_sets.at[set].count; i++) {
    points *= program->axes.at[axes[i]].count;
    if (points > UINT32_MAX) points = UINT32_MAX;
  }
  return (uint32_t)points;
}

uint32_t sce_set_stride(const SceProgram *program, uint32_t set, uint32_t axis) {
  const uint16_t *axes = sce_set_axes(program, set);
  uint64_t stride = 1;
  for (uint32_t i = program->axis_sets.at[set].count; i-- > 0;) {
    if (axes[i] == axis) return (uint32_t)stride;
    stride *= program->axes.at[axes[i]].count;
  }
  return 0;
}

uint32_t sce_set_project(const SceProgram *program, uint32_t read, uint32_t reader, uint32_t point) {
  const uint16_t *axes = sce_set_axes(program, reader);
  uint32_t out = 0;
  for (uint32_t i = program->axis_sets.at[reader].count; i-- > 0;) {
    uint32_t size = program->axes.at[axes[i]].count;
    out += point % size * sce_set_stride(program, read, axes[i]);
    point /= size;
  }
  return out;
}

bool sce_set_meet(const SceProgram *program, uint32_t set, uint32_t point, uint32_t other, uint32_t other_point) {
  const uint16_t *axes = sce_set_axes(program, set);
  for (uint32_t i = 0; i < program->axis_sets.at[set].count; i++) {
    uint32_t stride = sce_set_stride(program, set, axes[i]), there = sce_set_stride(program, other, axes[i]), size = program->axes.at[axes[i]].count;
    if (there && point / stride % size != other_point / there % size) return false;
  }
  return true;
}

/* Walks the reader's points in order and keeps the read point up to date, as an odometer does. */
static uint32_t *make_index(const SceProgram *program, uint32_t read, uint32_t reader, uint32_t points) {
  const uint16_t *axes = sce_set_axes(program, reader);
  uint32_t depth = program->axis_sets.at[reader].count, read_point = 0;
  uint32_t *index = sce_memory_new(((size_t)points + 1) * sizeof *index);
  uint32_t *turn = sce_memory_zeroed(((size_t)depth + 1) * sizeof *turn);
  uint32_t *stride = sce_memory_new(((size_t)depth + 1) * sizeof *stride);
  for (uint32_t i = 0; i < depth; i++) stride[i] = sce_set_stride(program, read, axes[i]);
  for (uint32_t point = 0; point < points; point++) {
    index[point] = read_point;
    for (uint32_t i = depth; i-- > 0;) {
      read_point += stride[i];
      if (++turn[i] < program->axes.at[axes[i]].count) break;
      read_point -= stride[i] * turn[i];
      turn[i] = 0;
    }
  }
  free(turn);
  free(stride);
  return index;
}

static uint32_t find_slot(const ScePlan *plan, uint32_t key) {
  uint32_t slot = (uint32_t)(key * UINT64_C(0x9E3779B97F4A7C15) >> 32) & (plan->slot_count - 1);
  while (plan->keys[slot] && plan->keys[slot] != key) slot = (slot + 1) & (plan->slot_count - 1);
  return slot;
}

static void grow_slots(ScePlan *plan) {
  uint32_t *keys = plan->keys, count = plan->slot_count;
  SceMap *maps = plan->maps;
  plan->slot_count = count ? count * 2 : 32;
  plan->keys = sce_memory_zeroed(plan->slot_count * sizeof *plan->keys);
  plan->maps = sce_memory_zeroed(plan->slot_count * sizeof *plan->maps);
  for (uint32_t i = 0; i < count; i++) {
    if (!keys[i]) continue;
    uint32_t slot = find_slot(plan, keys[i]);
    plan->keys[slot] = keys[i];
    plan->maps[slot] = maps[i];
  }
  free(keys);
  free(maps);
}

SceMap sce_plan_map(ScePlan *plan, uint32_t read, uint32_t reader) {
  if (read == reader) return (SceMap){NULL, 1};
  if (plan->counts[read] <= 1 || plan->counts[reader] <= 1) return (SceMap){NULL, 0};
  if (plan->map_count * 2 >= plan->slot_count) grow_slots(plan);
  uint32_t key = read << 16 | reader, slot = find_slot(plan, key);
  if (!plan->keys[slot]) {
    plan->keys[slot] = key;
    plan->maps[slot] = (SceMap){make_index(plan->program, read, reader, plan->counts[reader]), 0};
    plan->map_count++;
  }
  return plan->maps[slot];
}

static bool has_axes(const SceProgram *program) {
  if (program->axis_sets.count <= 1) return false;
  for (uint32_t i = 0; i < program->ops.count; i++)
    if (program->ops.at[i].axes) return true;
  return false;
}

void sce_plan_init(ScePlan *plan, const SceProgram *program) {
  *plan = (ScePlan){.program = program, .total = program->ops.count};
  plan->counts = sce_memory_new(((size_t)program->axis_sets.count + 1) * sizeof *plan->counts);
  plan->counts[0] = 1;
  for (uint32_t i = 0; i < program->axis_sets.count; i++) plan->counts[i] = sce_set_points(program, i);
  if (!has_axes(program)) return;
  plan->starts = sce_memory_new(((size_t)program->ops.count + 1) * sizeof *plan->starts);
  uint64_t total = 0;
  for (uint32_t i = 0; i < program->ops.count; i++) {
    plan->starts[i] = (uint32_t)total;
    total += plan->counts[program->ops.at[i].axes];
    /* More than 32 GiB of values: the same end as any other memory that cannot be had. */
    if (total >= UINT32_MAX) sce_memory_new(SIZE_MAX / 2);
  }
  plan->total = (uint32_t)total;
}

void sce_plan_release(ScePlan *plan) {
  for (uint32_t i = 0; i < plan->slot_count; i++) free((void *)(uintptr_t)plan->maps[i].index);
  free(plan->starts);
  free(plan->counts);
  free(plan->keys);
  free(plan->maps);
}
