# args: check
# exit: 2
kind shop < price : USD >
shop corner < price = 3; use "./parts/prices.sce" >
