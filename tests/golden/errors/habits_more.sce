# exit: 2
fn f x = x * 2
y = 3 > 2 ? 4 : 5
fn g(x) = x * 2
z = g(4)
