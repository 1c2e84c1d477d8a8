# a bare name is the unit where nothing else has it
way = 10 km
a = way / day
b = way / hour * day
s = 4
c = way / s
