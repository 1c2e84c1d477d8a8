# args: check
# A file in which nothing has a source is told once.
power = 5 kW
hours = 8
energy = power * hours * 1 hour
cost = energy * $0.20/kWh
claim bill < value = cost; says = $8 > @ "the bill"
