# args: check
# exit: 2
# behind a number a unit is meant, whatever fields there are
hours_open = 3
a = 5 hour_
b = 3 TBit
c = 80 gB
d = 10 gpu*hourz
e = 4 Tokens
f : secnd = 4
g = 3 xyzzy
