# a replacement of a library constant holds in imports too
use "./parts/uses_std.sce"
H100.price = 10
twice = price_here * 2
