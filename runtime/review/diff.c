/* A diff's life, and its words. */
#include "diff.h"

#include <math.h>

void sce_diff_init(SceDiff *diff) { *diff = (SceDiff){0}; }

static void release_output(SceDiffOutput *output) {
  for (uint32_t i = 0; i < output->drivers.count; i++) {
    SceDriver *driver = &output->drivers.at[i];
    free(driver->path), free(driver->at), free(driver->old_text), free(driver->new_text);
  }
  for (uint32_t i = 0; i < output->point.count; i++) free(output->point.at[i].axis), free(output->point.at[i].label);
  sce_array_release(&output->drivers);
  sce_array_release(&output->point);
  free(output->path), free(output->old_path), free(output->at), free(output->note);
}

void sce_diff_release(SceDiff *diff) {
  for (uint32_t i = 0; i < diff->outputs.count; i++) release_output(&diff->outputs.at[i]);
  for (uint32_t i = 0; i < diff->claims.count; i++) free(diff->claims.at[i].name), free(diff->claims.at[i].at), free(diff->claims.at[i].source);
  for (uint32_t i = 0; i < diff->edits.count; i++) {
    SceDiffEdit *edit = &diff->edits.at[i];
    free(edit->path), free(edit->at), free(edit->old_text), free(edit->new_text);
  }
  for (uint32_t i = 0; i < diff->gates.count; i++) free(diff->gates.at[i].text), free(diff->gates.at[i].reason);
  sce_array_release(&diff->outputs);
  sce_array_release(&diff->claims);
  sce_array_release(&diff->edits);
  sce_array_release(&diff->gates);
  free(diff->old_name), free(diff->new_name), free(diff->file);
  *diff = (SceDiff){0};
}

void sce_diff_set_delta(SceDiffOutput *output) {
  double x = output->old_value, y = output->new_value;
  bool both = !isnan(x) && !isnan(y);
  output->delta = both ? y - x : NAN;
  output->ratio = both && ((x > 0 && y > 0) || (x < 0 && y < 0)) ? y / x : NAN;
}

void sce_diff_sort_claims(SceDiff *diff) {
  SceDiffClaim *sorted = sce_memory_new((diff->claims.count + (size_t)1) * sizeof *sorted);
  uint32_t count = 0;
  for (int flipped = 1; flipped >= 0; flipped--)
    for (uint32_t i = 0; i < diff->claims.count; i++)
      if (diff->claims.at[i].flipped == (flipped == 1)) sorted[count++] = diff->claims.at[i];
  if (count) memcpy(diff->claims.at, sorted, count * sizeof *sorted);
  free(sorted);
}

const char *sce_diff_status_text(SceDiffStatus status) {
  static const char *const texts[] = {[SCE_DIFF_UNCHANGED] = "unchanged", [SCE_DIFF_CHANGED] = "changed", [SCE_DIFF_ADDED] = "added",
                                      [SCE_DIFF_REMOVED] = "removed", [SCE_DIFF_RENAMED] = "renamed", [SCE_DIFF_ERROR] = "error"};
  return texts[status];
}

const char *sce_driver_kind_text(SceDriverKind kind) {
  static const char *const texts[] = {[SCE_DRIVER_VALUE] = "value", [SCE_DRIVER_FORMULA] = "formula", [SCE_DRIVER_ADDED] = "added", [SCE_DRIVER_REMOVED] = "removed",
                                      [SCE_DRIVER_LIBRARY] = "library", [SCE_DRIVER_ROUNDING] = "rounding", [SCE_DRIVER_SWITCH] = "switch", [SCE_DRIVER_JOINT] = "joint"};
  return texts[kind];
}

bool sce_diff_differs(double old_value, double new_value) {
  if (isnan(old_value) || isnan(new_value)) return isnan(old_value) != isnan(new_value);
  double x = fabs(old_value), y = fabs(new_value);
  return fabs(old_value - new_value) > 1e-9 * (x > y ? x : y);
}
