# exit: 2
a = 5
to = 5
x.in = 3
b = then
c = if a then 1
d = if a 1 else 2
e = 1 + if a then 1 else 2
f = 1 + not a
g = a as km + 1
h = 3 in 5
i = 3 @ source
j = 3 @
kind = 4
unit = kind * 2
