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

/* Multiply-accumulates of the blocks over that many tokens: projections, attention from every token to every other,
 * and MLPs. This is the part that grows with a clip. Conditioning, patch embedding and output layer are left out,
 * together 0.2 % of DiT-XL/2 at 256 pixels and less of anything longer. Zero tokens take none. */
double sce_dit_count_token_macs(double tokens, double depth, double width);

/* Trained parameters, biases included. The label table has a row more than there are classes, for the unconditional
 * pass of guidance; zero classes leave that row. The position table is fixed, not trained, and not counted. */
double sce_dit_count_params(double depth, double width, double patch, double classes);

#endif
