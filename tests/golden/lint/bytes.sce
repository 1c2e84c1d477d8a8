# args: check
# Terms in powers of 1000 and of 1024.
weights = 140 GB @ "model card"
cache : GiB = 12 @ "measured"
tokens = 4000 token @ "a guess"
each = 320 KiB/token @ "model card"
needed = weights + cache
chain = weights + (1 GB + tokens * each)
fits = (cache < 141 GB)
larger = max(weights, cache)
# allow E0705: both are as the tools print them
silenced = weights - cache

# One kind of prefix, none, a product, a quotient, and units that were asked for.
same = weights + 12 GB
bits = weights + 8 bit
share = weights / cache
asked = weights + (cache as GB)
copies = (cache / (1 GB)) * weights + weights
