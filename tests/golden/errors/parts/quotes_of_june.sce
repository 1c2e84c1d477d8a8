rent = 2.10 USD/(gpu*hour)  @ "offer of June"
