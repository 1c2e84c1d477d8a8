# args: check
# exit: 2
# The literal of the scenario that the claim is made under counts: c is circular, d is not.
a = 10 * 2
b = 105
scenario s < a = 105; b = 21 * 5 >
claim c < value = a; under = s; says = 105 >
claim d < value = b; under = s; says = 105 >
