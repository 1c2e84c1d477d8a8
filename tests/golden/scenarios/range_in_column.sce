# args: check
# exit: 2

share = 50% in 0 .. 1
scenario odd < share = 150% >
scenario fine < share = 99% >
