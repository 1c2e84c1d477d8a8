# args: check
# Numbers without source that drive a result.
rent = $2.50/(gpu*hour) @ "quote"
hours = 300
share = 20% to 40%
spare : gpu = 3
machines = 64 gpu * share * 1.2 + spare
cost = rent * machines * hours * 1 hour
kind plant < power : kW = 5; out energy : kWh = power * 24 hour * 30% >
plant a < >
plant b < power = 4 >
plant c < power = 4 > @ "data sheet"
plant d from b < >
silenced = cost * 1.19  # allow E0707: the tax of this country, known to everybody here

# No source is asked for: 0 and 1, whole numbers between names, round ones, hours of a day, numbers of gpu, exponents, points, what drives little, scenarios.
first = 1
rack : gpu = 72
racks = rack * cost / (1 gpu)
half = cost / 2
million = rent * 1M hour
day = rent * 24 hour * 8 gpu
root = (cost / (1 USD))^0.5
fee = cost + $1
fee_of = cost + $1 * 0.5
year = sweep(2024 .. 2026)
later = cost * prev(first over year, back = 2, first = 1)
scenario cheap < hours = 100 >
