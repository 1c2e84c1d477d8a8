# args: --format json
price = $3
visitors = 100
income = price * visitors
scenario dear < price = $4 >
