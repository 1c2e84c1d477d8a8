# exit: 2
energy = 700 kWhs
