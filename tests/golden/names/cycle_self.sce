# a field's own name is the next one outward, and without one there is none
# exit: 2
demand = demand * 2
