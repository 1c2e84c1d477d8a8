# a result a member is summed over the axis by name
kind household < each person : kg/day; out costs = person * 2 USD/kg; out total = sum(costs over person) >
household here < ann = 1; bob = 2.5 >
