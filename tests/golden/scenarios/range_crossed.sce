# exit: 2
# A value along one axis, its bound along another or by scenario: the narrowest bound counts, wherever it is.
b = sweep(8, 32, 256)
n = sweep(1000, 10)
below = 2 * b in 0 .. 2 * n
above = 2 * b in n / 5 .. none
c = sweep(8, 32, 256)
fits = c in 0 .. limit
limit = 300
scenario smaller < limit = 100 >
