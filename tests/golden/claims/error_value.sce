# args: check
# exit: 2
x = 4 * 8
claim unknown < value = xx + 1; says = 33 >
claim dimension < value = 3 km + 2 hour; says = 33 km >
