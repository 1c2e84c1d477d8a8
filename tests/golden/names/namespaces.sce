# kinds, blocks and functions have namespaces of their own
kind area < side : m; out size = side^2 >
area area < side = 3 >
fn area(x: m) = x * x
a = area(3 m) + area.size
