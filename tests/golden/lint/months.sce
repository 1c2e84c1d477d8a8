# args: check
# A month of two lengths, and sums of months and years.
rent = $2.50/(gpu*hour) @ "quote"
plan = rent * (8 gpu) * (3 month)
bill = rent * (8 gpu) * (730 hour)
yearly = rent * (8 gpu) * (1 year) / 12
average = rent * (8 gpu) * (30.4 day)
spelled = rent * (8 gpu) * ((365/12) day)
same = rent * (8 gpu) * (30 day)
bare = rent * (8 gpu) * year / 12
twelfth : day = year / 12
term = 2 year + 6 month
longer = (term > 30 month)
silenced = rent * (8 gpu) * (730 hour)  # allow E0706: the contract bills 730 hours
week = rent * (8 gpu) * (7 day)
