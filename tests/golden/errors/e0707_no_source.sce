# args: check
# What is told, and what is not.
rent = $2.50/(gpu*hour) @ "quote"
hours = 300
cost = rent * hours * 1 hour

days = 30 @ "a guess"
fine = rent * days * 1 day
