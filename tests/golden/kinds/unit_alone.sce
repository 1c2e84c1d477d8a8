# a unit without formula in a kind or a block that inherits the field changes the unit alone
kind shop < price : USD; open : hour/day = 10 >
kind kiosk from shop < open : minute/day >
kiosk corner < price = 3 >
shop station < price = 4; open : minute/day >
