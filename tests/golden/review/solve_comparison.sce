# args: solve FILE 'rent >= buy' --for hours
# exit: 2
# a comparison is no equation
rate = 5 USD/hour
hours = 100 hour  in 1 hour .. 1000 hour
rent = rate * hours
buy = 1200 USD
share = 40%
year = sweep(2024 .. 2027)
cost : USD = rent * (1 + share)^(year - 2024)
scenario dear < rate = 8 USD/hour >
scenario cheap < rate = 1 USD/hour >
