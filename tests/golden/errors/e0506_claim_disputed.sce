# args: check
claim fleet_size < value = 4 * 8; says = 33; disputed = "counts one spare" >
