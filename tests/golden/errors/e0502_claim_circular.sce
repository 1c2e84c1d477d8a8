# args: check
# exit: 2
machines = 32
claim fleet_size < value = machines; says = 32 >
