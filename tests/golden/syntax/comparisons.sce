# exit: 2
a = 3
b = 4
c = a > b
d = a < b and b < 5
e = if a > b then 1 else 2
f = (a < b < 5)
g = a <= b
h = (a > b) and (b > 1)
model sora < params = 20e9; frames = params > 1e9; steps = params < 1e9 >
