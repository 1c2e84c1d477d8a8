use "../prices.sce"
day_rent = rent * 24 hour
