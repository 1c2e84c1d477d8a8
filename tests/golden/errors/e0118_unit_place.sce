# args: check
# exit: 2
way = sqrt(9) km
