rent = 2.35 USD/(gpu*hour)  @ "offer of May"
