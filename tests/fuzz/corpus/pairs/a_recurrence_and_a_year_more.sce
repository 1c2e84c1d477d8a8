year = sweep(2024 .. 2026)
growth = 50%
users = prev(users over year, first = 100) * (1 + growth)
total = sum(users over year)
#%new
year = sweep(2024 .. 2027)
growth = 60%
users = prev(users over year, first = 100) * (1 + growth)
total = sum(users over year)
