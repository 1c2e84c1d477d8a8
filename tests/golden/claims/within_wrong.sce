# args: check
# exit: 2
x = 100 km * 2
claim a < value = x; says = 200 km; within = 3 hour >
claim b < value = x; says = 200 km; within = 3 >
claim c < value = x; says = 3 hour >
claim d < value = x; says = 200 >
claim e < value = x; says = 200 km; within = -1% >
claim f < value = x; says = 200 km; within = x >
