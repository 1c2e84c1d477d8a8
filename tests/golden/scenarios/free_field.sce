# a field without declared unit may be replaced by a formula of any dimension, if what follows allows it
# args: check
# exit: 2
way = 3 km
twice = way * 2
sum_of = way + 1 km
scenario timed < way = 3 hour >
