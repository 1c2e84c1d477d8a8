# args: check
# exit: 2
# what a function takes
fn rent(gpus: gpu, duration = 2 hour) : USD = gpus * duration * 2 USD/(gpu*hour)
a = rent(3, 4, 5)
b = rent()
c = rent(gpus = 3, gpus = 4)
d = max()
e = abs(3, 4)
f = sqrt()
g = foo(3)
h = round(5 km, 3)
i = rent(3 hour)
j = rent(3, duration = 4)
