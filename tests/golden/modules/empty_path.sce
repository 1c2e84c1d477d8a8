# exit: 2
use ""
x = 1
