# args: --color=always
# exit: 2
x = 1 km + 2 hour
