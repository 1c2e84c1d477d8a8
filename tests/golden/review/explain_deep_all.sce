# args: explain --all FILE a
a = b + 1
b = c + 1
c = d + 1
d = e + 1
e = f + 1
f = g + 1
g = h + i + a0
h = 2 + 3
i = 4
a0 = i * 2
