# args: check
# A file that says what its month is.
unit month = (365/12) day
rent = $2.50/(gpu*hour) @ "quote"
plan = rent * (8 gpu) * (3 month)
bill = rent * (8 gpu) * (730 hour)
term = 2 year + 6 month
