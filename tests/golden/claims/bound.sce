# the bound itself holds, with a little to spare for arithmetic
# args: --format csv
# exit: 1
x = 1
claim upper < value = 32.5 * x; says = 32 >
claim lower < value = 31.5 * x; says = 32 >
claim upper_within < value = 101 * x; says = 100; within = 1% >
claim absolute_within < value = 100.3 * x; says = 100; within = 0.3 >
claim tenth < value = (0.1 + 0.2) * x; says = 0.2; within = 0.1 >
claim just_over < value = 32.5000001 * x; says = 32 >
