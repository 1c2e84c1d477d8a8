# args: solve FILE 'total = mean(total)' --for x
# exit: 2
# samples and what they come to do not mix
price = 2 to 8
budget = 100
x = 10
total = x * price
