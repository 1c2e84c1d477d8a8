"""Why this file exists: the evaluator of samples needs the very numbers in (0, 1) that sce draws. They are documented, so they are made here again from
that text: a key of the seed, the path of a field, the number of the draw and the labels of a point; Philox4x32-10 keyed by it; and its words as numbers,
a batch of 512 samples at a time."""

WORD, LONG = 0xFFFFFFFF, 0xFFFFFFFFFFFFFFFF
BATCH = 512


def hash_text(text):
    """FNV-1a of 64 bits."""
    value = 0xCBF29CE484222325
    for byte in text.encode():
        value = (value ^ byte) * 0x100000001B3 & LONG
    return value


def mix(x):
    x = (x + 0x9E3779B97F4A7C15) & LONG
    x = (x ^ x >> 30) * 0xBF58476D1CE4E5B9 & LONG
    x = (x ^ x >> 27) * 0x94D049BB133111EB & LONG
    return x ^ x >> 31


def key(seed, path, number, labels):
    """The stream of a draw: `number` is which draw of the field, `labels` those of the point of its own axes, in the order in which `over` names them."""
    value = mix(mix(mix(seed) ^ hash_text(path)) ^ number)
    for label in labels:
        value = mix(value ^ hash_text(label))
    return value


def philox(stream, counter):
    """Four words of the counter (lower half, upper half, 0, 0)."""
    a, b, c, d = counter & WORD, counter >> 32, 0, 0
    low, high = stream & WORD, stream >> 32
    for _ in range(10):
        p, q = 0xD2511F53 * a, 0xCD9E8D57 * c
        a, b, c, d = (q >> 32) ^ b ^ low, q & WORD, (p >> 32) ^ d ^ high, p & WORD
        low, high = (low + 0x9E3779B9) & WORD, (high + 0xBB67AE85) & WORD
    return a, b, c, d


def number_of(first, second):
    """The upper 52 of 64 bits, of which the first word is the lower half, as the middle of a cell."""
    return (((second << 32 | first) >> 12) + 0.5) / 2.0**52


def uniforms(stream, count):
    """The first `count` numbers of a stream. Words 0 and 1 make the numbers of the first half of a batch, words 2 and 3 those of the second."""
    numbers = []
    for batch in range((count + BATCH - 1) // BATCH):
        here = min(BATCH, count - batch * BATCH)
        words = [philox(stream, batch * BATCH // 2 + j) for j in range(min(here, BATCH // 2))]
        numbers += [number_of(a, b) for a, b, _, _ in words]
        numbers += [number_of(words[j][2], words[j][3]) for j in range(here - len(words))]
    return numbers
