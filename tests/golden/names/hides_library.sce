# hiding a name of the library or a unit is silent
# args: check
tiktok = 3 @ "a guess"
day = 2 @ "a guess"
H100 = 4 @ "a guess"
sum_of = tiktok + day + H100
