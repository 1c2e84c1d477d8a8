/* Diffusion transformers (DiT): multiply-accumulates and parameters, layer by layer.
 *
 * The model: W. Peebles, S. Xie, "Scalable Diffusion Models with Transformers", arXiv 2212.09748, in the variant that
 * the paper settles on (adaLN-Zero), on latents of an autoencoder that shrinks each side of the image 8 times to 4
 * channels. Multiply-accumulates are counted for matrices and attention alone; activations, norms, softmax and
 * residuals are not, as is usual. What the paper calls "Gflops" are giga-multiply-accumulates: its table 4 agrees with
 * these counts to its last digit or 0.02 %, and nowhere with twice of them. For FLOP, multiply by 2 FLOP/MAC.
 * The number of heads divides the width among them and changes no count.
 *
 * All arguments are plain numbers. Sizes that are zero, negative or not finite give NaN, and so does a patch larger
 * than the latent image. Sizes between whole numbers are taken as they are. Too large a result is infinite.
 */
#ifndef SCE_CORE_DIT_H
#define SCE_CORE_DIT_H

/* Multiply-accumulates of one forward pass over one image of side x side pixels, once, without guidance. */
double sce_dit_count_macs(double side, double depth, double width, double patch);

/* The blocks of a transformer that is conditioned on a text, by their matrices. Widths are numbers a token, `joint` and
 * `cross` are tokens. `ffn` is the width between the matrices of a feed-forward layer, 0 for 4 x width; it has two
 * matrices, or three where it is gated. Text takes part in one of two ways, or in none: `joint` tokens stand in one
 * sequence with those of the picture and pass the same layers (HunyuanVideo, CogVideoX; that some blocks keep separate
 * weights for them changes parameters, not work); `cross` tokens are attended to from a layer of their own between
 * attention and feed-forward layer (Wan, Movie Gen). */
typedef struct SceDitBlocks {
  double depth, width, ffn, joint, cross, ffn_matrices;
} SceDitBlocks;

/* Multiply-accumulates of the blocks over that many tokens of a picture or clip: projections, attention from every
 * token to every other, and feed-forward layers. This is the part that grows with a clip. Conditioning, patch embedding
 * and output layer are left out, together 0.2 % of DiT-XL/2 at 256 pixels and less of anything longer; and so are keys
 * and values of cross-attended text, which are the same in every denoising step. Zero tokens and no text take none. */
double sce_dit_count_token_macs(double tokens, SceDitBlocks blocks);

/* The plain blocks of the paper: no text, 4 x width in between. */
static inline SceDitBlocks sce_dit_plain_blocks(double depth, double width) {
  return (SceDitBlocks){.depth = depth, .width = width, .ffn_matrices = 2};
}

/* Trained parameters, biases included. The label table has a row more than there are classes, for the unconditional
 * pass of guidance; zero classes leave that row. The position table is fixed, not trained, and not counted. */
double sce_dit_count_params(double depth, double width, double patch, double classes);

#endif
