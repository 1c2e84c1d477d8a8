rent = 3 USD/(gpu*hour)
