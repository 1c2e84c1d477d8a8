# args: -I ../nowhere
# exit: 2
x = 1
