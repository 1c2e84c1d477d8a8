# exit: 2
growth = exp(1000)
