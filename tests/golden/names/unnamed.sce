# args: check
# exit: 2
# what needs a name says so
kind < a : km >
fn (x) = 3
scenario < a = 3 >
claim < value = 3 * 2; says = 6 >
