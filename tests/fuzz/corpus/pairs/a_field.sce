price = $2/hour
hours = 100 hour
cost = price * hours
#%new
rate = $2/hour
hours = 100 hour
cost = rate * hours
