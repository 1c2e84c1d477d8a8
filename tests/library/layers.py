"""Why this file exists: the library gives the autoencoders' decoders and the UNet of Stable Diffusion as single numbers. Here they are counted
anew, convolution by convolution, from the configurations that their makers published, so that the test holds each number against its layers."""


class Count:
    """Multiply-accumulates and weights, biases aside, of layers that `places` positions pass."""

    def __init__(self):
        self.macs = 0
        self.weights = 0

    def layer(self, places, inside, outside, taps=1):
        self.macs += places * inside * outside * taps
        self.weights += inside * outside * taps

    def pairs(self, queries, keys, width):
        """Attention: scores, and what they weigh."""
        self.macs += 2 * queries * keys * width

    def residual(self, places, inside, outside, taps, norm=0):
        """Two convolutions, a shortcut where the widths differ, and norms that read `norm` channels of the latents."""
        self.layer(places, inside, outside, taps)
        self.layer(places, outside, outside, taps)
        if inside != outside:
            self.layer(places, inside, outside)
        if norm:
            self.layer(places, norm, 2 * inside)
            self.layer(places, norm, 2 * outside)


def image_decoder(height, width, channels=(128, 256, 512, 512), latents=4):
    """The decoder of Stable Diffusion: three residual blocks a level, attention in the middle of the smallest."""
    count, places, inside = Count(), height * width // 64, channels[-1]
    count.layer(places, latents, latents)
    count.layer(places, latents, inside, 9)
    for _ in range(2):
        count.residual(places, inside, inside, 9)
    count.layer(places, inside, 4 * inside)
    count.pairs(places, places, inside)
    for level, outside in enumerate(reversed(channels)):
        for _ in range(3):
            count.residual(places, inside, outside, 9)
            inside = outside
        if level < 3:
            places *= 4
            count.layer(places, inside, inside, 9)
    count.layer(places, inside, 3, 9)
    return count.macs


def hunyuan_decoder(height, width, frames, channels=(128, 256, 512, 512), latents=16):
    """The same in three dimensions; time doubles at the second and third step. Attention in the middle is left out."""
    count, places, shown, inside = Count(), height * width // 64, 1 + (frames - 1) // 4, channels[-1]
    count.layer(places * shown, latents, latents)
    count.layer(places * shown, latents, inside, 27)
    for _ in range(2):
        count.residual(places * shown, inside, inside, 27)
    for level, outside in enumerate(reversed(channels)):
        for _ in range(3):
            count.residual(places * shown, inside, outside, 27)
            inside = outside
        if level < 3:
            places, shown = 4 * places, shown if level == 0 else 2 * shown - 1
            count.layer(places * shown, inside, inside, 27)
    count.layer(places * shown, inside, 3, 27)
    assert (places, shown) == (height * width, frames)
    return count.macs


def wan_decoder(height, width, frames, base=96, latents=16):
    """Wan 2.1: steps between levels halve the channels, time doubles at the first two."""
    count, places, shown, inside = Count(), height * width // 64, 1 + (frames - 1) // 4, 4 * base
    count.layer(places * shown, latents, latents)
    count.layer(places * shown, latents, inside, 27)
    for _ in range(2):
        count.residual(places * shown, inside, inside, 27)
    count.layer(places * shown, inside, 4 * inside)
    count.pairs(shown * places, places, inside)
    for level, factor in enumerate((4, 4, 2, 1)):
        outside = factor * base
        for _ in range(3):
            count.residual(places * shown, inside, outside, 27)
            inside = outside
        if level == 3:
            break
        if level < 2:
            count.layer(places * (shown - 1), inside, 2 * inside, 3)
            shown = 2 * shown - 1
        places *= 4
        count.layer(places * shown, inside, inside // 2, 9)
        inside //= 2
    count.layer(places * shown, inside, 3, 27)
    assert (places, shown) == (height * width, frames)
    return count.macs


def cogvideo_decoder(height, width, frames, base=128, latents=16):
    """CogVideoX: four residual blocks a level, whose norms read the latents; no attention."""
    count, places, shown, inside = Count(), height * width // 64, 1 + (frames - 1) // 4, 4 * base
    count.layer(places * shown, latents, inside, 27)
    for _ in range(2):
        count.residual(places * shown, inside, inside, 27, latents)
    for level, factor in enumerate((4, 2, 2, 1)):
        for _ in range(4):
            count.residual(places * shown, inside, factor * base, 27, latents)
            inside = factor * base
        if level < 3:
            places, shown = 4 * places, 2 * shown - 1 if level < 2 else shown
            count.layer(places * shown, inside, inside, 9)
    count.layer(places * shown, latents, 2 * inside)
    count.layer(places * shown, inside, 3, 27)
    assert (places, shown) == (height * width, frames)
    return count.macs


def stable_diffusion_unet(side=64, base=320, text=77, text_width=768):
    """Two residual blocks a level down and three up, each followed by a transformer block but on the smallest level."""
    count, places, inside = Count(), side * side, base
    clock = 4 * base

    def residual(outside):
        nonlocal inside
        count.residual(places, inside, outside, 9)
        count.layer(1, clock, outside)
        inside = outside

    def transformer():
        for _ in range(2):                                  # into the block and out of it
            count.layer(places, inside, inside)
        count.layer(places, inside, 4 * inside)             # self attention
        count.pairs(places, places, inside)
        count.layer(places, inside, 2 * inside)             # attention to the text
        count.layer(text, text_width, 2 * inside)
        count.pairs(places, text, inside)
        count.layer(places, inside, 12 * inside)            # gated feed-forward layer

    count.layer(1, base, clock)
    count.layer(1, clock, clock)
    count.layer(places, 4, base, 9)
    kept = [base]
    for level, factor in enumerate((1, 2, 4, 4)):
        for _ in range(2):
            residual(factor * base)
            if level < 3:
                transformer()
            kept.append(inside)
        if level < 3:
            places //= 4
            count.layer(places, inside, inside, 9)
            kept.append(inside)
    residual(inside)
    transformer()
    residual(inside)
    for level, factor in enumerate((4, 4, 2, 1)):
        for _ in range(3):
            inside += kept.pop()
            residual(factor * base)
            if level > 0:
                transformer()
        if level < 3:
            places *= 4
            count.layer(places, inside, inside, 9)
    count.layer(places, inside, 4, 9)
    assert not kept
    return count
