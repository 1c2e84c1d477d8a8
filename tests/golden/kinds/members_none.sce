# a block without a member has an empty sum
kind household < each person : kg/day; out weight = sum(person) >
household empty < >
