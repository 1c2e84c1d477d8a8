# args: explain FILE total
# Samples, sweeps, members and recurrences: intervals and ends.
year = sweep(2024 .. 2027)
growth = 10% to 30%
users = prev(users * (1 + growth) over year, first = 1e6)
share = sweep(10%, 20%)
price = $5 to $8 @ "a survey"
paying = users * share
enough = (paying > 20000)
bill = if enough then paying * price else $0
total = sum(bill over year)
