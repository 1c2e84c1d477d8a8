# exit: 2
a = (1 + 2
b = max([2, 3
c = (1 + 2]
d = 3)
e = (1; 2)
f = ]
g = max(1,
  2
h = 4
