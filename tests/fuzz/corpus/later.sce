a = 4 to 10
b = uniform(1, 2)
c = sweep(2024 .. 2030)
d = sweep(0% .. 50% by 5%)
e = prev(c over c, first = 0)
f = p(a, 95%)
g = c[c = 2026]
h = [1, 2] over c
