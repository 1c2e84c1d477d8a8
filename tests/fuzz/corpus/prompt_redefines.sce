x = 1
y = x * 2
y
x = 5
y
model sora < params = 1e9 >
sora.train_flops
model sora < params = 2e9; steps = 3 >
sora.train_flops
unit loaf = 2 g
unit loaf = 3 g
1 loaf as g
fn f(x) = x
fn f(x) = x * 2
f(3)
