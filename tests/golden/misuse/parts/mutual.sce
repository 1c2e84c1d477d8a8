# Each lies outside because of the other: both are told.
upper = 5 in 0 .. lower
lower = 3 in 0 .. upper - 10
