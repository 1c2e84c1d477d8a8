# what is sound is shown all the same
# exit: 2
x = 1 km + 2 hour
y = z
w = 4
w = 5
