# args: check
# exit: 2
kind household < each person : kg/day; out costs = person * 2 USD/kg; out total = sum(costs) >
household here < ann = 1; bob = 2.5 >
