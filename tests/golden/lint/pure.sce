# args: check
# Units without dimension.
a = 50% @ "x"
b : % = 3
c : 1 = a * 3 + b
