# Formulas of the file: what fails there is told there, whatever else lies outside its range.
share = 150% in 0 .. 1
left = 1 / (1 - 1)
rest = 1 / (share - 1.5)
kind ratio < a : 1; b : 1; out c = a / b >
ratio r < a = 1; b = 0 >
low = 5 in 0 .. 1
high = low + 1 in 0 .. 2
upper = 5 in 0 .. lower
lower = 3 in 0 .. upper - 10
