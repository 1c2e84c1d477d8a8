# hiding a name of the library or a unit is silent
# args: check
tiktok = 3
day = 2
H100 = 4
sum_of = tiktok + day + H100
