# args: check
# exit: 1
claim fleet_size < value = 4 * 8; says = 32; disputed = "counts spares" >
