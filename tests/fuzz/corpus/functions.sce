fn twice(x) = x * 2
fn area(w: m, h = 2 m) : m^2 = w * h
fn root(x) = x ^ (1/2)
a = twice(3 s) + 1 s
b = area(3) + area(w = 1 m, h = 3 m)
c = root(4 m^2)
extern "./libq.so" wait(rate: 1/s) : s
