# args: inputs --only nothing.here FILE
# exit: 2
a = 1
