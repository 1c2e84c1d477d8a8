# what lies outside is refused in the same words whether it is there or not
# exit: 2
use "../outside.sce"
x = 1
