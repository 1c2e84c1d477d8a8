# a block fills the holes of its kind and replaces what it likes
kind shop <
  price : USD
  visitors : 1/day
  share = 10%
  out income : USD/day = visitors * share * price
>
shop corner < price = 3; visitors = 200 >
shop station < price = $4; visitors = 900; share = 20% >
shop gifts < price = 3; visitors = 10; income = 5 USD/day >
