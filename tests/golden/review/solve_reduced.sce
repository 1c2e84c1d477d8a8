# args: solve FILE 'p95(total) = budget' --for x
# what samples come to is a plain number
price = 2 to 8
budget = 100
x = 10
total = x * price
