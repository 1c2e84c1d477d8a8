# exit: 2
# what has no value says which expression failed, and why
loads = 3 - 3
a = 1 / loads
b = loads^-1
c = ln(loads)
d = log10(loads - 1)
e = (loads - 2)^0.5
f = 1e200 * 1e200
g = loads / loads
h = sqrt((loads - 1) * 1 m^2)
fine = sqrt(4 m^2)
mean_of = mean([])
rests_on_it = a + fine / (1 m)
