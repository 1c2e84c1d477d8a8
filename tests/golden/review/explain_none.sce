# args: explain FILE w
# What rests on what does not exist.
q = none
w = q + 1 @ "a hope"
