# args: check
# exit: 2
kind shop < price : USD; visitors : 1/day; share = 10%; out income : USD/day = visitors * share * price >
shop corner < price = 3 >
shop station < visitors = 900 >
shop none_given < >
