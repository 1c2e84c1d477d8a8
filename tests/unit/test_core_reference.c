/* The core against a second opinion: the same models written the other way round, as lists of matrices that are walked
 * position by position in whole numbers, over a few thousand random shapes. Where both count the same thing, the results
 * are equal to the last bit; where the core takes an average (a causal mask), they agree to one position.
 */
#include "core/dit.h"
#include "core/transformer.h"

#include <criterion/criterion.h>
#include <math.h>
#include <stdint.h>

enum { SHAPES = 4000 };

typedef struct Matrix {
  uint64_t rows_in, in, out, biases, times;
} Matrix;

/* A plain xorshift with a fixed start: the same shapes on every run. */
static uint64_t random_between(uint64_t *state, uint64_t low, uint64_t high) {
  *state ^= *state << 13;
  *state ^= *state >> 7;
  *state ^= *state << 17;
  return low + *state % (high - low + 1);
}

/* Where the matrices of a block that all tokens pass begin and end in the list below. */
enum { QUERY = 3, MLP_DOWN = 8 };

/* The modules of a DiT as a list, with the rows that pass each; `times` is how often the module stands in the model. */
static unsigned list_dit(Matrix *list, uint64_t tokens, uint64_t depth, uint64_t width, uint64_t patch) {
  const uint64_t patch_area = patch * patch;
  const Matrix modules[] = {
      {tokens, 4 * patch_area, width, width, 1},   /* convolution over patches */
      {1, 256, width, width, 1},                   /* timestep, first */
      {1, width, width, width, 1},                 /* timestep, second */
      {tokens, width, width, width, depth},        /* query */
      {tokens, width, width, width, depth},        /* key */
      {tokens, width, width, width, depth},        /* value */
      {tokens, width, width, width, depth},        /* projection */
      {tokens, width, 4 * width, 4 * width, depth}, /* up */
      {tokens, 4 * width, width, width, depth},    /* down */
      {1, width, 6 * width, 6 * width, depth},     /* modulation of a block */
      {1, width, 2 * width, 2 * width, 1},         /* modulation of the output */
      {tokens, width, 8 * patch_area, 8 * patch_area, 1}, /* noise and variance */
  };
  for (unsigned i = 0; i < sizeof modules / sizeof *modules; i++) list[i] = modules[i];
  return sizeof modules / sizeof *modules;
}

static uint64_t walk_macs(const Matrix *list, unsigned count) {
  uint64_t macs = 0;
  for (unsigned i = 0; i < count; i++)
    for (uint64_t layer = 0; layer < list[i].times; layer++) macs += list[i].rows_in * list[i].in * list[i].out;
  return macs;
}

static uint64_t walk_params(const Matrix *list, unsigned count) {
  uint64_t params = 0;
  for (unsigned i = 0; i < count; i++)
    for (uint64_t layer = 0; layer < list[i].times; layer++) params += list[i].in * list[i].out + list[i].biases;
  return params;
}

/* Scores and weighted values: each query meets every key of its own head, `head` numbers wide, twice. */
static uint64_t walk_attention(uint64_t queries, uint64_t keys, uint64_t heads, uint64_t head, uint64_t depth) {
  uint64_t macs = 0;
  for (uint64_t layer = 0; layer < depth; layer++)
    for (uint64_t i = 0; i < heads; i++) macs += 2 * queries * keys * head;
  return macs;
}

Test(core_reference, dit_over_random_shapes) {
  uint64_t state = 0x2545f4914f6cdd1d;
  for (unsigned i = 0; i < SHAPES; i++) {
    uint64_t patch = random_between(&state, 1, 8), patches = random_between(&state, 1, 24), depth = random_between(&state, 1, 40);
    uint64_t heads = random_between(&state, 1, 16), head = 2 * random_between(&state, 4, 48), width = heads * head;
    uint64_t tokens = patches * patches, side = 8 * patch * patches, classes = random_between(&state, 0, 2000);
    Matrix list[16];
    unsigned count = list_dit(list, tokens, depth, width, patch);
    uint64_t macs = walk_macs(list, count) + walk_attention(tokens, tokens, heads, head, depth);
    cr_assert_lt(macs, 1ull << 53, "the test leaves the exact integers");
    cr_assert_eq(sce_dit_count_macs((double)side, (double)depth, (double)width, (double)patch), (double)macs,
                 "side %lu, depth %lu, width %lu, patch %lu", (unsigned long)side, (unsigned long)depth, (unsigned long)width,
                 (unsigned long)patch);
    uint64_t params = walk_params(list, count) + (classes + 1) * width;
    cr_assert_eq(sce_dit_count_params((double)depth, (double)width, (double)patch, (double)classes), (double)params);
  }
}

/* The token form is the whole model without what does not stand in a block's row of tokens. */
Test(core_reference, token_form_over_random_shapes) {
  uint64_t state = 0x9e3779b97f4a7c15;
  for (unsigned i = 0; i < SHAPES; i++) {
    uint64_t tokens = random_between(&state, 1, 4000), depth = random_between(&state, 1, 40);
    uint64_t heads = random_between(&state, 1, 16), head = 2 * random_between(&state, 4, 48), width = heads * head;
    Matrix list[16];
    unsigned count = list_dit(list, tokens, depth, width, 1);
    uint64_t macs = walk_attention(tokens, tokens, heads, head, depth);
    cr_assert_gt(count, MLP_DOWN);
    macs += walk_macs(&list[QUERY], MLP_DOWN - QUERY + 1);
    cr_assert_eq(sce_dit_count_token_macs((double)tokens, sce_dit_plain_blocks((double)depth, (double)width)), (double)macs);
  }
}

/* A decoder block by block: heads of their own width, keys and values shared by groups, experts one after the other. */
static uint64_t walk_transformer(uint64_t layers, uint64_t width, uint64_t heads, uint64_t kv_heads, uint64_t head, uint64_t ffn, uint64_t vocabulary,
                                 uint64_t ffn_matrices, uint64_t embeddings, uint64_t experts) {
  uint64_t params = width;
  for (uint64_t layer = 0; layer < layers; layer++) {
    params += 2 * width;
    for (uint64_t i = 0; i < heads; i++) params += 2 * width * head;
    for (uint64_t i = 0; i < kv_heads; i++) params += 2 * width * head;
    for (uint64_t i = 0; i < experts * ffn_matrices; i++) params += width * ffn;
  }
  for (uint64_t i = 0; i < embeddings; i++) params += vocabulary * width;
  return params;
}

Test(core_reference, transformer_over_random_shapes) {
  uint64_t state = 0xd1b54a32d192ed03;
  for (unsigned i = 0; i < SHAPES; i++) {
    uint64_t layers = random_between(&state, 1, 100), kv_heads = 1ull << random_between(&state, 0, 4);
    uint64_t group = 1ull << random_between(&state, 0, 4), heads = kv_heads * group, head = 8 * random_between(&state, 1, 16);
    uint64_t ffn = random_between(&state, 1, 50000), vocabulary = random_between(&state, 1, 260000);
    uint64_t matrices = random_between(&state, 2, 3), tables = random_between(&state, 1, 2), experts = random_between(&state, 1, 64);
    uint64_t width = i % 2 ? heads * head : 2 * heads * head;   /* heads as wide as the model, or half */
    uint64_t params = walk_transformer(layers, width, heads, kv_heads, head, ffn, vocabulary, matrices, tables, experts);
    cr_assert_lt(params, 1ull << 53, "the test leaves the exact integers");
    double counted = sce_transformer_count_params((SceTransformerShape){
        .layers = (double)layers, .width = (double)width, .ffn = (double)ffn, .vocabulary = (double)vocabulary,
        .kv_ratio = (double)kv_heads / (double)heads, .ffn_matrices = (double)matrices, .embeddings = (double)tables,
        .experts = (double)experts, .head_ratio = (double)(heads * head) / (double)width});
    cr_assert_eq(counted, (double)params, "shape %u", i);
  }
}

/* Position by position: full attention sees all tokens, a causal mask the tokens up to its own. */
Test(core_reference, attention_over_random_contexts) {
  uint64_t state = 0x94d049bb133111eb;
  for (unsigned i = 0; i < SHAPES; i++) {
    uint64_t layers = random_between(&state, 1, 100), heads = random_between(&state, 1, 64), head = 8 * random_between(&state, 1, 16);
    uint64_t context = random_between(&state, 1, 2000), full = 0, causal = 0;
    for (uint64_t position = 1; position <= context; position++) {
      full += 2 * walk_attention(1, context, heads, head, layers);
      causal += 2 * walk_attention(1, position, heads, head, layers);
    }
    double width = (double)(heads * head), tokens = (double)context;
    cr_assert_eq(sce_transformer_estimate_attention((double)layers, width, tokens, tokens, 1), (double)full);
    double half = sce_transformer_estimate_attention((double)layers, width, tokens, tokens, 0.5);
    cr_assert_float_eq((double)causal / half, 1 + 1 / tokens, 1e-12, "a causal mask also sees its own token");
  }
}

/* A dense model's matrices, walked with two operations a weight and token, are its parameters' forward work; a training
 * step walks them again for the gradients of the activations and once more for those of the weights. */
Test(core_reference, work_over_random_shapes) {
  uint64_t state = 0xbf58476d1ce4e5b9;
  for (unsigned i = 0; i < SHAPES; i++) {
    uint64_t layers = random_between(&state, 1, 60), width = 8 * random_between(&state, 1, 256), tokens = random_between(&state, 1, 500);
    uint64_t params = 0, forward = 0;
    for (uint64_t layer = 0; layer < layers; layer++) {
      const uint64_t sizes[] = {width * width, width * width, width * width, width * width, 4 * width * width, 4 * width * width};
      for (unsigned m = 0; m < sizeof sizes / sizeof *sizes; m++) params += sizes[m], forward += 2 * tokens * sizes[m];
    }
    cr_assert_eq(sce_transformer_estimate_forward((double)params, (double)tokens), (double)forward);
    cr_assert_eq(sce_transformer_estimate_training((double)params, (double)tokens, 0), (double)(forward + forward + forward));
  }
}

/* Depth is linear, tokens quadratic with a linear part: three exact identities that hold for any shape. */
Test(core_reference, how_the_work_grows) {
  uint64_t state = 0x853c49e6748fea9b;
  for (unsigned i = 0; i < SHAPES; i++) {
    double tokens = (double)random_between(&state, 1, 4000), depth = (double)random_between(&state, 1, 40);
    double width = (double)(8 * random_between(&state, 1, 256));
    SceDitBlocks blocks = sce_dit_plain_blocks(depth, width);
    double one = sce_dit_count_token_macs(tokens, blocks), two = sce_dit_count_token_macs(2 * tokens, blocks);
    cr_assert_eq(sce_dit_count_token_macs(tokens, sce_dit_plain_blocks(3 * depth, width)), 3 * one);
    cr_assert_eq(two - 2 * one, 4 * tokens * tokens * width * depth, "only attention is quadratic");
    cr_assert_eq(4 * one - two, 24 * tokens * width * width * depth, "the rest is linear");
  }
}
