# within, relative and absolute
# args: --format csv
# exit: 1
x = 200 km
claim relative_in < value = x * 1.009; says = 200 km; within = 1% >
claim relative_out < value = x * 1.011; says = 200 km; within = 1% >
claim absolute_in < value = x + 900 m; says = 200 km; within = 1 km >
claim absolute_out < value = x + 1100 m; says = 200 km; within = 1 km >
claim formula < value = x; says = 20 km * 10; within = 1% >
claim ratio < value = x / (100 km); says = 2; within = 0.1 >
claim ratio_percent < value = x / (100 km); says = 2.01; within = 1% >
