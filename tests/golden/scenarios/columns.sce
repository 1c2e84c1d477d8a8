# a column for each scenario; what it does not touch stands in the base column alone
kind shop < price : USD; visitors = 100; share = 10%; out income = visitors * share * price; out sold = visitors * share >
shop corner < price = 3 >
scenario dear < corner.price = 4 >
scenario busy < corner.visitors = 300; corner.share = 20% >
