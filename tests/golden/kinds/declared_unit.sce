# a bare number takes the declared unit, a quantity is converted to it
kind shop < price : USD; visitors : 1/day; open : hour/day = 10 >
shop corner < price = 50 cent; visitors = 30/hour; open = 600 minute/day >
way : km = 2500 m
wait : minute = 2 hour
