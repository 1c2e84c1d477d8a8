# args: solve FILE 'total = budget' --for x
# each sample has a solution of its own
price = 2 to 8
budget = 100
x = 10
total = x * price
