# exit: 2
use "./parts"
x = 1
