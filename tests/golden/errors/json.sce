# args: check --error-format json
# exit: 2
# findings as JSON, a line each, with the other side of the conflict and the help
total = 5 TFLOP + 3 TFLOP/s
größe = "ä" ; b = prise
price = 3
price = 4
