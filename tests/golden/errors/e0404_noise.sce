# args: check
# exit: 2
# The noise of arithmetic is not shown, unless it is what puts a value outside.

left : 1 = 80 * 0.9 - 141.2 in 0 .. none @ "made up"
share : 1 = 1 + 4e-16 in 0 .. 1 @ "made up"
