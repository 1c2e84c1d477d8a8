# args: solve FILE 'total = budget' --for x --range 1..25 --samples 1000 --format json
# the share of samples that have none
price = 2 to 8
budget = 100
x = 10
total = x * price
