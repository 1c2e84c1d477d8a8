# args: check
# exit: 2
kind shop < price : USD; open : hour/day = 10 >
kind kiosk from shop < open : km >
kiosk corner < price = 3 >
