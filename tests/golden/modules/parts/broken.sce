x = (1 km
