a = 3.35 TB/s * 5 s
b = (1440/8) frame
c = 80GB as GiB
d = 40 km / 5 km/hour
e = $0.60 / 1M token
f : m^(1/2) = 2
g = 1 gpu*hour as gpu*day
h = a / day
