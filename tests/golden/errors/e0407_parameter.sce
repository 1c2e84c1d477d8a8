# args: check
# exit: 2
low = 10 to 4
zero = 0 to 5
below = -5 to 0
width = normal(1, -2)
few = uniform(0, 2)
some = normal(5, few - 1)
mode = triangular(1, 9, 3)
shape = beta(0, 1)
cut = truncate(uniform(0, 1), 2, 3)
chance = p(few, 150%)
pair = correlate(1 to 2, few, 3)
