# exit: 2
growth = exp(3 year)
