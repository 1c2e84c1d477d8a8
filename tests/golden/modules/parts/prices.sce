rent = 2 USD/(gpu*hour)   @ "a quote"
power = 700 W/gpu
rent / 2
claim quoted < value = rent; says = 3 USD/(gpu*hour) > @ "another quote"
scenario dear < rent = 4 USD/(gpu*hour) >
