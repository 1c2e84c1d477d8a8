# args: check
# exit: 2
price = none
a = none * 2
b = if (3 > 2) then none else 3
c = max(none, 3)
