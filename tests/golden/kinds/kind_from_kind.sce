# a kind made from another has its fields, may give its holes, and may be meant where the other is
kind shop < price : USD; visitors : 1/day; out income = visitors * price >
kind kiosk from shop < visitors = 50; rent = 20 USD/day; out profit = income - rent >
kind street < main : shop; out twice = main.income * 2 >
kiosk corner < price = 3 >
street s < >
