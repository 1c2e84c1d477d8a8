# behind a number a unit is meant, whatever fields there are
# exit: 2
hours_open = 3
a = 5 hour_
b = 3 Gbits/s
c = 3 TBit
d = 80 gB
e = 10 gpu*hourz
f = 4 Tokens
g : secnd = 4
