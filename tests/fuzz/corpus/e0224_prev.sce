# args: check
# exit: 2
year = sweep(2024 .. 2030)
a : gpu = prev(a over year) + 1000 gpu
b = prev(b over year, first = x) + 1
x = x + 1
c : gpu = prev(c, first = 0) + 1 gpu
d : gpu = prev(d over year, back = 0, first = 0) + 1 gpu
e = prev(e over year, first = 0) + 10 gpu
f : gpu = prev(sum(f over year) over year, first = 1) + 1 gpu
g : gpu = g + prev(g over year, first = 1)
h : gpu = prev(h over year, first = h)
i = prev(mean(j) over year, first = 0)
j = i + (1 to 2)
k = prev(k over year, 1, 0, 3)
steps = sweep(1, 2, 3)
l = prev(m over year, first = 0) + 1
m = prev(l over steps, first = 0) + 1
n : km = prev(n over year, first = 0 hour)
