/* Counts the tokens of a clip in the order in which it passes: frames to latent frames, pixels to latent pixels, groups
 * of latent frames and patches of latent pixels to tokens.
 */
#include "core/clip.h"

#include "core/domain.h"

/* A quotient of whole numbers may come out of a division by a hair above the whole number that it is. */
static const double hair = 1e-9;

static bool is_shrinkage(double value) { return isfinite(value) && value >= 1; }

double sce_clip_count_latent_frames(double frames, double compression, double leading) {
  bool valid = sce_domain_is_amount(frames) && sce_domain_is_amount(leading) && is_shrinkage(compression);
  if (!valid || frames < leading) return NAN;
  return leading + (frames - leading) / compression;
}

static double count_groups(double latent_frames, double time_patch) {
  double groups = latent_frames / time_patch;
  return time_patch == 1 ? groups : ceil(groups - hair);
}

double sce_clip_count_tokens(double frames, double height, double width, SceClipGrid grid) {
  bool valid = sce_domain_is_extent(height) && sce_domain_is_extent(width) && is_shrinkage(grid.space) &&
               is_shrinkage(grid.patch) && is_shrinkage(grid.time_patch);
  double side = grid.space * grid.patch;
  if (!valid || height < side || width < side) return NAN;
  double latent_frames = sce_clip_count_latent_frames(frames, grid.time, grid.leading);
  double groups = count_groups(latent_frames, grid.time_patch);
  return groups == 0 ? 0 : groups * (height / side) * (width / side);
}
