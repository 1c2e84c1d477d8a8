price = $2/hour
hours = 100 hour
cost = price * hours
total = cost * 2
#%new
rate = $3/hour
hours = 100 hour
costs = rate * hours
total = costs * 2
