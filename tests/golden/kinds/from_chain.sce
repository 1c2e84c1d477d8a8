# copies of copies take equations, not values
kind shop < price : USD; visitors = 100; share = 10%; out income = visitors * share * price >
shop a < price = 3 >
shop b from a < visitors = 200 >
shop c from b < share = 50% >
shop d from c < price = a.price * 10 >
a.visitors = 110
