# replacements apply before copies are made: a copy follows its original
kind shop < price : USD; visitors = 100; out income = price * visitors >
shop corner < price = 3 >
shop station from corner < visitors = 300 >
scenario dear < corner.price = 4 >
scenario busy < corner.visitors = 500 >
