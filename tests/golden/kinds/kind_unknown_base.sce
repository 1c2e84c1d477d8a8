# args: check
# exit: 2
kind kiosk from shopp < visitors = 50 >
kind shop < price : USD >
kiosk corner < price = 3 >
