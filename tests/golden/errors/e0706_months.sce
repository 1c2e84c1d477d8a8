# args: check
# What is told, and what is not.
plan = 3 month
bill = 730 hour

fine = 720 hour
