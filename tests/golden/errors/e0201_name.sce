# exit: 2
price = $2
total = 3 * prise
