# exit: 2
use "/etc/hostname"
x = 1
