# args: check
# exit: 2
a = 10 to 4
b = 0 to 5
c = -5 to 0
d = normal(1, -2)
e = beta(0, 1)
f = uniform(3, 3)
g = triangular(1, 5, 4)
h = gamma(-1, 2)
i = exponential(0)
j = lognormal(-1, 2)
k = discrete([1, 2], [0, 0])
l = discrete([1, 2], [1])
m = truncate(1 to 2, 5, 3)
n = truncate(normal(0, 1), 100, 200)
o = p(a2, 150%)
a2 = 1 to 2
q = correlate(1 to 2, a2 + 1, 0.5)
r = correlate(1 to 2, a2, 1.5)
s = lognormal(mean = 3)
t = normal(1 km, 2 hour)
u = sum(a2)
v = p(a2, a2)
w = normal(1)
x = 50% to 300% in 0 .. 1
y = a2 * 2 in 0 .. 3
z = sweep(1, -1)
zz = normal(0, z)
