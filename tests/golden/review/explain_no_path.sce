# args: explain FILE 'b = 2'
# exit: 2
a = 1
