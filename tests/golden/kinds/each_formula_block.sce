# a member may be a formula over other members and over fields
kind household < each person : kg/day; out weight = sum(person) >
household here < ann = 1 kg/day; bob = ann * 2 + extra; extra : kg/day = 3 >
