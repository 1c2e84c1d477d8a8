/* What becomes of a clip before a diffusion transformer sees it: an autoencoder shrinks it in space and time, patches
 * of the latent frames become tokens.
 *
 * All arguments are plain numbers; pixels, frames and tokens are counted. Arguments outside the domain give NaN. Sizes
 * between whole numbers are taken as they are, so that a clip can be swept; only groups of latent frames are whole.
 * Too large a result is infinite.
 */
#ifndef SCE_CORE_CLIP_H
#define SCE_CORE_CLIP_H

/* Latent frames of so many frames: leading + (frames - leading) / compression. A causal autoencoder (Wan, HunyuanVideo,
 * CogVideoX, Mochi) keeps the first frame as it is, so that `leading` is 1 and 81 frames at 4 become 21; one that
 * shrinks all frames alike (Movie Gen) has none leading, and 256 frames at 8 become 32. There are at least `leading`
 * frames, and a compression is 1 or more. */
double sce_clip_count_latent_frames(double frames, double compression, double leading);

/* How a clip is cut up. `space` and `time` are the compression of the autoencoder, `patch` latent pixels a side and
 * `time_patch` latent frames make a token, all of them 1 or more. */
typedef struct SceClipGrid {
  double space, time, patch, time_patch, leading;
} SceClipGrid;

/* Tokens of a clip of that many frames of height x width pixels. Latent frames that do not fill their last group of
 * `time_patch` count as if they did, which is what a model pads them to (CogVideoX 1.5: 21 latent frames, two a token,
 * are 11 groups). A picture smaller than a patch has no tokens: NaN. */
double sce_clip_count_tokens(double frames, double height, double width, SceClipGrid grid);

#endif
