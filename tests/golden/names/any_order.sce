# definitions stand in any order, in blocks and outside
total = machines * rent
machines = ceil(demand / each)
demand = 12 task/hour
each = 5 task/hour
rent = $2
unit task : tasks
dimension tasks as count
shop <
  income = visitors * share * price
  visitors = 200
  price = $3
  share = 25%
>
kind shop < price : USD; income : USD; visitors = 1; share = 1 >
