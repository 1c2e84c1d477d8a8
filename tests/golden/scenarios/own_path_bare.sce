# a top-level field's own name in its replacement means what it replaces
price = $3
income = price * 10
scenario dear < price = price * 1.2 >
