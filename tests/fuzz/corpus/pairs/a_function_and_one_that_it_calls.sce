fn half(x) = x / 2
fn f(x, k = 2) = half(x) * k
a = f(3)
b = f(4) + half(5)
f(6)
#%new
fn half(x) = x / 3
fn f(x, k = 5) = half(x) * k
a = f(3)
b = f(4) + half(5)
f(6)
