# exit: 2
delay = 4 to 10
