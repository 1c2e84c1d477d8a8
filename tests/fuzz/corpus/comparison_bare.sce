a = b < c
d = a > b
model m < x = a < b; y = a > b >
x = a >> b
