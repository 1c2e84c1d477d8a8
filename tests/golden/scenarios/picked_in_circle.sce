# What a scenario turns around is worked out column by column, and a pick at another scenario still means that one.
a = b * 2 + x[base]
b = 3
x = 1
only = b[scenario = base] + a[turned]
scenario turned < x = 100; b = a; a = 5 + x[base] >
