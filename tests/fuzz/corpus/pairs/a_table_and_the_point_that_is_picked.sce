year = sweep(2024 .. 2026)
cost = [3, 4, 5] over year
total = sum(cost over year)
last = cost[year = 2025]
#%new
year = sweep(2024 .. 2026)
cost = [3, 5, 5] over year
total = sum(cost over year)
last = cost[year = 2026]
