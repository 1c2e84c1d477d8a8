# a scenario made from another has its replacements, and may replace them
visitors = 100
share = 10%
price = $3
income = visitors * share * price
scenario busy < visitors = 300 >
scenario busy_dear from busy < price = $4 >
scenario busier_dear from busy_dear < visitors = 1000 >
