# exit: 2
a = 3
b = if a = 3 then 1 else 2
c = (a = 3)
d = a = 3
e + 1 = 3
f = a == 3
