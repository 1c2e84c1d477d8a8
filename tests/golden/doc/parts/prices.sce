# What a kilogram costs at the market.
rate = 5 USD/kg
