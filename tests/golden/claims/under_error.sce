# a claim whose column fails is an error, others stand
# args: check
# exit: 2
machines = 4
load = 12 / machines
scenario none_left < machines = 0 >
claim base_load < value = load; says = 3 >
claim no_load < value = load; under = none_left; says = 3 >
