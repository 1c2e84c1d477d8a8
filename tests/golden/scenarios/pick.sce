# a column by its name
price = $3
visitors = 100
income = price * visitors
scenario dear < price = $4 >
dear_more = income[dear] - income[base]
