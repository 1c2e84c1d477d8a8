# exit: 2
# what is sound is shown beside the findings, and what rests on a mistake is a dash
price = $3
visitors = 200
share = 10 %
income = price * visitors * share
costs = $20 + prise
left = $100 - $30
profit = income - costs
