use "./parts/prices.sce" as p
total = 10 gpu * p.rent * 24 hour
scenario half < p.rent = 1 USD/(gpu*hour) >
