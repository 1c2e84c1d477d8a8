# args: check
# exit: 1
machines = 4 * 8
claim fleet_size < value = machines; says = 33 > @ "last year's report"
