# none in a column
price = $3
income = price * 2
scenario closed < price = none >
