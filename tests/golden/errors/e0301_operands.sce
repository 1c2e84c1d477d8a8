# exit: 2
total = 5 TFLOP + 3 TFLOP/s
