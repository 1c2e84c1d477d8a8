# exit: 2
price_per_hour = $2/hour
a = price_per_hr * 3 hour
b = prcie_per_hour * 3 hour
c = Price_Per_Hour * 3 hour
d = something_else
e = H10O.bf16
