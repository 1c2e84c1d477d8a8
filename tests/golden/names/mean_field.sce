# args: check
# a near name is looked for among the fields of the kind, not among all names
# exit: 2
step = 3
model sora < params = 20e9; stepz = 250; frame = 180; outputs = 1 image >
