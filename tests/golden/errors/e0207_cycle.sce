# exit: 2
cost = price * 2
price = margin + $1
margin = cost / 10
