# args: check
# exit: 2
load = 50%
peak = if load = 50% then 2 else 1
