# args: check
# exit: 2
x = 4 * 8
claim nothing < >
claim no_says < value = x >
claim no_value < says = 32 >
claim both < value = x; says = 32; holds = (x > 3) >
claim holds_within < holds = (x > 3); within = 1% >
claim number_holds < holds = x >
claim truth_value < value = (x > 3); says = 3 >
claim reason_number < value = x; says = 32; disputed = 3 >
claim twice < value = x; value = x; says = 32 >
claim unknown < value = x; says = 32; witin = 1% >
claim < value = x; says = 32 >
