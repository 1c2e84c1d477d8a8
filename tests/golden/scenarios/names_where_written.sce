# names in a replacement resolve where it is written: in the file, not in the block
visitors = 7
kind shop < price : USD; visitors = 100; out income = price * visitors >
shop corner < price = 3 >
scenario odd < corner.price = visitors * 1 USD >
