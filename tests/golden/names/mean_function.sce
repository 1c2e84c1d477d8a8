# a field of that name is not meant where something is called
# exit: 2
squared = 3
fn square(x) = x * x
a = squar(4)
b = squart(4)
c = squared(4)
d = sqrt * 2
