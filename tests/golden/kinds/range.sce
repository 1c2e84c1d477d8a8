# args: check
# exit: 2
kind shop < share = 10% in 0 .. 1; open : hour/day = 10 in 0 hour/day .. 24 hour/day; price : USD in 1 .. 100 >
shop corner < share = 100%; price = 1 >
shop station < share = 110%; price = 100.5 >
shop park < open = 1500 minute/day; price = 0 >
shop online < open = 24; price = 100 >
own = 3 in 4 .. 5
