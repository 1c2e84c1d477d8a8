# args: sensitivity --scenario far --digits 6 FILE 'y / 2'
x = 3
y = x^2 - 40 * exp(-x) + table
table = sum([1, 2, 3] over n)
n = sweep(1 .. 3)
scenario far < x = 5 >
