x = 1 km
y = x + 1 hour
