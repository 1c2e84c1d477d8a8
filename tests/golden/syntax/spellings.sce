# Numbers and units in every spelling.
a = [1440, 0.5, 20e9, 1_000_000, 5k, 17M, 20B, 1T, 40%, 1.1k]
b1 = 80GB; b2 = 80 GB
c1 = 3.35 TB/s; c2 = (3.35) TB/s
d1 = $2.50/hour; d2 = 2.50 USD/hour
e = $30k
f = 40 km / 5 km/hour
g = 2 m^2
h = (1440/8) frame
i = 2^-2 - -3
