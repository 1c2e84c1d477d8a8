# args: --only own
kind rent < price : USD = 3; fee : USD = 4; out total = price + fee >
rent own < >
rent other < price = 9 >
