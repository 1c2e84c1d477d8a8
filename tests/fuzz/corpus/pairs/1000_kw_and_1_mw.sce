power : kW = 1000 kW
energy = power * (1 day)
#%new
power : MW = 1 MW
energy = power * (1 day)
