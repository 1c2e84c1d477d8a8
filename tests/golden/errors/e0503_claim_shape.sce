# args: check
# exit: 2
claim fleet_size < value = 4 * 8 >
