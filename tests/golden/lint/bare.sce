# args: check
# A larger file in which nothing has a source is told once. The claim's source is not that of a number.
power = 5 kW
hours = 8
days = 250
spare = 1.2
price = $0.20/kWh
energy = power * hours * days * spare * 1 hour
cost = energy * price
taxed = cost * 1.19
a = 2; b = 3; c = 4; d = 5; e = 6; f = 7; g = 8; h = 9; i = 10
claim bill < value = cost; says = $2400 > @ "the bill"
