shared_by_all = 3 km
