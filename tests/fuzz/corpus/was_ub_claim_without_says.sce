claim fleet_size < value = 4 * 8 >
