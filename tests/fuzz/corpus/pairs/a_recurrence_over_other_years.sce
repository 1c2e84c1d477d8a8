year = sweep(2024 .. 2026)
users = prev(users over year, first = 100) * 1.5
#%new
year = sweep(2025 .. 2027)
users = prev(users over year, first = 100) * 1.5
