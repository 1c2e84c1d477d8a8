/* Clips cut into tokens, and video transformers counted over them, against published figures: context lengths that papers and
 * repositories print, and work counted independently, block by block. A wrong compression, a wrong patch or a missing layer moves
 * every one of them.
 */
#include "core/clip.h"
#include "core/core.h"
#include "core/dit.h"
#include "test_core_csv.h"

#include <stdbool.h>
#include <stdint.h>

static double relative(double value, double expected) { return fabs(value - expected) / expected; }

/* Wan, HunyuanVideo: 8 x 8 in space, 4 in time, first frame kept, 2 x 2 a token. */
static const SceClipGrid causal = {.space = 8, .time = 4, .patch = 2, .time_patch = 1, .leading = 1};

typedef struct Clip {
  const char *model;
  double frames, height, width;
  SceClipGrid grid;
  double tokens;
} Clip;

static const Clip clips[] = {
    {"HunyuanVideo", 129, 720, 1280, causal, 118800},
    {"Wan2.1-14B", 81, 720, 1280, causal, 75600},
    {"Wan2.1-1.3B", 81, 480, 832, causal, 32760},
    {"CogVideoX-2B", 49, 480, 720, causal, 17550},
    {"CogVideoX-5B", 49, 480, 720, causal, 17550},
    {"CogVideoX1.5-5B", 81, 768, 1360, {8, 4, 2, 2, 1}, 44880},
    {"Mochi-1", 163, 480, 848, {8, 6, 2, 1, 1}, 44520},
    {"Movie Gen Video", 256, 768, 768, {8, 8, 2, 1, 0}, 73728},
};

enum { CLIPS = sizeof clips / sizeof *clips };

Test(core_clip, tokens_of_published_clips) {
  CsvTable table;
  csv_init(&table, "models.csv");
  for (unsigned i = 0; i < CLIPS; i++) {
    double tokens = sce_clip_count_tokens(clips[i].frames, clips[i].height, clips[i].width, clips[i].grid);
    cr_expect_eq(tokens, clips[i].tokens, "%s: %.17g", clips[i].model, tokens);
    cr_expect_eq(tokens, csv_get_number(&table, csv_find(&table, clips[i].model), "tokens_per_sample"), "%s", clips[i].model);
  }
  csv_release(&table);
}

Test(core_clip, latent_frames_of_published_clips) {
  const double rows[][4] = {{129, 4, 1, 33}, {81, 4, 1, 21}, {49, 4, 1, 13}, {163, 6, 1, 28}, {256, 8, 0, 32}, {1440, 8, 0, 180}, {1, 4, 1, 1}};
  for (unsigned i = 0; i < sizeof rows / sizeof *rows; i++)
    cr_expect_eq(sce_clip_count_latent_frames(rows[i][0], rows[i][1], rows[i][2]), rows[i][3], "%g frames", rows[i][0]);
}

/* An image is a clip of one frame: DiT-XL/2 at 256 and 512 pixels. */
Test(core_clip, images) {
  cr_expect_eq(sce_clip_count_tokens(1, 256, 256, causal), 256);
  cr_expect_eq(sce_clip_count_tokens(1, 512, 512, causal), 1024);
}

/* Groups of latent frames are whole and never fewer than fill them; one a group is taken as it is. */
Test(core_clip, groups_of_frames) {
  const double groups[] = {1, 1, 1, 2, 2, 2, 2, 2, 2, 2, 2, 3};
  for (unsigned i = 0; i < sizeof groups / sizeof *groups; i++) {
    SceClipGrid grid = {.space = 8, .time = 4, .patch = 2, .time_patch = 2, .leading = 1};
    cr_expect_eq(sce_clip_count_tokens(3 + i, 16, 16, grid), groups[i], "%u frames", 3 + i);
  }
  double half = sce_clip_count_tokens(3, 16, 16, causal);
  cr_expect_eq(half, 1.5, "a half latent frame: %g", half);
}

/* Shapes of the models whose work is known: depth, width, ffn, joint, cross, matrices, and the FLOP of one pass. */
typedef struct Pass {
  const char *model;
  double tokens;
  SceDitBlocks blocks;
  double flop;
} Pass;

static const Pass passes[] = {
    {"Wan2.1-14B", 75600, {40, 5120, 13824, 0, 512, 2}, 6.5211e15},
    {"Wan2.1-1.3B", 32760, {30, 1536, 8960, 0, 512, 2}, 2.8284e14},
    {"HunyuanVideo", 118800, {60, 3072, 0, 256, 0, 2}, 1.2068e16},
    {"CogVideoX-5B", 17550, {42, 3072, 0, 226, 0, 2}, 3.3218e14},
};

enum { PASSES = sizeof passes / sizeof *passes };

Test(core_clip, work_of_a_pass) {
  for (unsigned i = 0; i < PASSES; i++) {
    double flop = 2 * sce_dit_count_token_macs(passes[i].tokens, passes[i].blocks);
    cr_expect_lt(relative(flop, passes[i].flop), 5e-5, "%s: %.6g FLOP", passes[i].model, flop);
  }
}

/* The same block by block in whole numbers: matrices with the rows that pass them, then pairs of tokens. */
static uint64_t walk_block(uint64_t tokens, uint64_t width, uint64_t ffn, uint64_t joint, uint64_t cross, uint64_t matrices) {
  uint64_t rows = tokens + joint, macs = 0;
  for (unsigned projection = 0; projection < 4; projection++) macs += rows * width * width;
  for (unsigned matrix = 0; matrix < matrices; matrix++) macs += rows * width * ffn;
  macs += 2 * rows * rows * width;
  if (cross) macs += 2 * rows * width * width + 2 * rows * cross * width;
  return macs;
}

Test(core_clip, blocks_over_many_shapes) {
  for (uint64_t i = 1; i < 2000; i++) {
    uint64_t tokens = i * 7919 % 20000, depth = 1 + i % 48, width = 64 * (1 + i % 40), ffn = 128 * (1 + i % 60);
    uint64_t joint = i % 3 == 0 ? i % 512 : 0, cross = i % 3 == 1 ? i % 512 : 0, matrices = 2 + i % 2;
    uint64_t macs = depth * walk_block(tokens, width, ffn, joint, cross, matrices);
    cr_assert_lt(macs, 1ull << 53, "the test leaves the exact integers");
    SceDitBlocks blocks = {(double)depth, (double)width, (double)ffn, (double)joint, (double)cross, (double)matrices};
    cr_assert_eq(sce_dit_count_token_macs((double)tokens, blocks), (double)macs, "shape %lu", (unsigned long)i);
  }
}

/* Measured latencies, pinned as utilization: work of all passes over peak and time. */
Test(core_clip, video_references) {
  CsvTable table;
  csv_init(&table, "references.csv");
  const struct { const char *id; unsigned pass; double forwards, seconds, peak; } rows[] = {
      {"R64", 0, 100, 1837.9, 989.4e12}, {"R65", 0, 100, 3342.6, 312e12},    {"R66", 0, 100, 6935.5, 148e12},
      {"R67", 1, 100, 261.4, 165.2e12},  {"R68", 2, 50, 1904.08, 989.4e12}, {"R70", 3, 100, 90, 989.4e12},
  };
  for (unsigned i = 0; i < sizeof rows / sizeof *rows; i++) {
    const Pass *pass = &passes[rows[i].pass];
    double work = rows[i].forwards * 2 * sce_dit_count_token_macs(pass->tokens, pass->blocks);
    double utilization = work / (rows[i].seconds * rows[i].peak);
    double computed = csv_get_number(&table, csv_find(&table, rows[i].id), "computed");
    cr_expect_lt(relative(utilization, computed), 5e-5, "%s: %.7g", rows[i].id, utilization);
  }
  cr_expect_eq(sce_clip_count_tokens(256, 768, 768, clips[CLIPS - 1].grid), csv_get_number(&table, csv_find(&table, "R61"), "computed"));
  cr_expect_eq(sce_clip_count_tokens(129, 720, 1280, causal), csv_get_number(&table, csv_find(&table, "R62"), "computed"));
  csv_release(&table);
}

static void expect_domain(const double *good, unsigned count, const double *bad, unsigned bads, double call(const double *)) {
  cr_expect(isfinite(call(good)));
  for (unsigned position = 0; position < count; position++)
    for (unsigned i = 0; i < bads; i++) {
      double args[8];
      memcpy(args, good, count * sizeof *args);
      args[position] = bad[i];
      cr_expect(isnan(call(args)), "argument %u = %g", position, bad[i]);
    }
}

static double call_tokens(const double *a) {
  return sce_clip_count_tokens(a[0], a[1], a[2], (SceClipGrid){a[3], a[4], a[5], a[6], a[7]});
}

static double call_latent(const double *a) { return sce_clip_count_latent_frames(a[0], a[1], a[2]); }

static double call_macs(const double *a) {
  return sce_dit_count_token_macs(a[0], (SceDitBlocks){a[1], a[2], a[3], a[4], a[5], a[6]});
}

Test(core_clip, outside_the_domain) {
  const double bad[] = {-1, -INFINITY, INFINITY, NAN};
  expect_domain((const double[]){81, 720, 1280, 8, 4, 2, 1, 1}, 8, bad, 4, call_tokens);
  expect_domain((const double[]){81, 4, 1}, 3, bad, 4, call_latent);
  expect_domain((const double[]){75600, 40, 5120, 13824, 256, 512, 2}, 7, bad, 4, call_macs);
  cr_expect(isnan(sce_clip_count_latent_frames(0.5, 4, 1)), "fewer frames than lead");
  cr_expect(isnan(sce_clip_count_latent_frames(81, 0.25, 1)), "a compression upside down");
  cr_expect(isnan(sce_clip_count_tokens(81, 15, 1280, causal)), "a picture lower than a patch");
  cr_expect(isnan(sce_clip_count_tokens(81, 720, 15, causal)), "a picture narrower than a patch");
  cr_expect(isnan(call_macs((const double[]){75600, 0, 5120, 0, 0, 0, 2})), "no layers");
  cr_expect(isnan(call_macs((const double[]){75600, 40, 0, 0, 0, 0, 2})), "no width");
  cr_expect(isnan(call_macs((const double[]){75600, 40, 5120, 0, 0, 0, 0})), "no matrices");
}

Test(core_clip, edges_of_the_domain) {
  cr_expect_eq(sce_clip_count_latent_frames(0, 8, 0), 0, "no frames");
  cr_expect_eq(sce_clip_count_tokens(1, 16, 16, causal), 1, "one patch");
  cr_expect_eq(call_macs((const double[]){0, 40, 5120, 0, 0, 512, 2}), 0, "nothing to attend with");
  cr_expect(isinf(sce_clip_count_tokens(1e300, 1e200, 1e200, causal)), "too large is infinite, not invalid");
}

static const SceCoreEntry *find_entry(const char *name) {
  for (unsigned i = 0; i < sce_core_count; i++)
    if (!strcmp(sce_core_table[i].name, name)) return &sce_core_table[i];
  cr_assert_fail("no core function %s", name);
  return NULL;
}

Test(core_clip, called_through_the_table) {
  cr_expect_eq(find_entry("latent_frames")->call((const double[]){81, 4, 1}), 21);
  cr_expect_eq(find_entry("clip_tokens")->call((const double[]){81, 768, 1360, 8, 4, 2, 2, 1}), 44880);
  const double wan[] = {75600, 40, 5120, 13824, 0, 512, 2};
  cr_expect_eq(find_entry("dit_token_macs")->call(wan), call_macs(wan));
}
