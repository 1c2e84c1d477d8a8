# a circle that only a scenario closes
# exit: 2
price = cost * 2
cost = $3
scenario turned < cost = price / 2 >
