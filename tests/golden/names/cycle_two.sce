# exit: 2
shop < price = cost * 2; cost = price / 2 >
kind shop < price : USD; cost : USD >
