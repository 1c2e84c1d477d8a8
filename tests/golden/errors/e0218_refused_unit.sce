# exit: 2
speed = 989 TFLOPS
