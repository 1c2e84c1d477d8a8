# args: --format json
kind household < each person : kg/day; out weight = sum(person); out doubled = person * 2 >
household here < ann = 1; bob = 2.5 >
