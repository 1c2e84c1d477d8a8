# args: check
# exit: 2
kind shop < open : hour/day = 10 hour/day >
kind kiosk from shop < open : km >
kiosk corner < >
