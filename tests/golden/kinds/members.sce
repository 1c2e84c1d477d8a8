# the members of a block are an axis: sums, and a result a member
kind household <
  each person : kg/day
  price = 2 USD/kg
  out weight = sum(person)
  out most = max(person)
  out least = min(person)
  out middle = mean(person)
  out costs = person * price
  out total = weight * price
>
household here < ann = 1; bob = 2.5; carla = 500 g/day >
ann_alone = here.ann
share = here.ann / here.weight
bob_costs = here.costs[bob]
