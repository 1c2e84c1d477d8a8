# claims are kinds of their own: a claim of a field's name, two claims of one name
# args: check
# exit: 2
x = 4 * 8
claim x < value = x; says = 32 >
claim y < value = x; says = 32 >
claim y < value = x + 1; says = 33 >
