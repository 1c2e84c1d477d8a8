# exit: 2
size = 20e9
params = size steps = 250
