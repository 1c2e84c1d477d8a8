# args: check
# exit: 2
# truth values and numbers
x = 3
a = -(x > 2)
b = not x
c = (x > 2) and x
d = if x then 4 else 5
e = if (x > 2) then (x > 1) else 5
f = (x > 2) + (x > 1)
g = (x > 2)
h = max(x > 2, 3)
i = (x > 2) == (x > 1)
