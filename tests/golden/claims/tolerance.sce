# args: check
# exit: 2
x = 4 * 8
claim formula < value = x; says = 2 * 16 >
claim name < value = x; says = x >
claim converted < value = x * 1 km; says = (16 * 2) km >
