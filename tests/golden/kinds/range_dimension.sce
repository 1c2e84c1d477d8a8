# args: check
# exit: 2
way : km = 3 in 0 .. 10
wait : hour = 3 in 0 km .. 10 km
