power = 1000 kW
energy = power * (1 day)
#%new
power = 2 MW
energy = power * (1 day)
