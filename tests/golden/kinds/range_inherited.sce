# args: check
# exit: 2
kind shop < share = 10% in 0 .. 1 >
kind kiosk from shop < share = 20% >
kiosk corner < share = -10% >
kiosk station from corner < >
