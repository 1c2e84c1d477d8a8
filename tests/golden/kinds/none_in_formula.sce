# none is a value that is not there, in branches and in sums as well
stock = 0
price = if stock == 0 then none else 3 USD
other = if stock == 1 then none else 3 USD
sum_of = price + other
