# args: explain --scenario large FILE 'y[large] / y' --format md
x = 2
y = x^2 * 3 @ "a|b"
scenario small < x = 1 >
scenario large < x = 4 >
