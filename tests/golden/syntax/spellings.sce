# Numbers and units in every spelling.
a1 = 1440; a2 = 0.5; a3 = 20e9; a4 = 1_000_000; a5 = 5k; a6 = 17M; a7 = 20B; a8 = 1T; a9 = 40%; a10 = 1.1k
b1 = 80GB; b2 = 80 GB
c1 = 3.35 TB/s; c2 = (3.35) TB/s
d1 = $2.50/hour; d2 = 2.50 USD/hour
e = $30k
f = 40 km / 5 km/hour
g = 2 m^2
h = (1440/8) frame
i = 2^-2 - -3
