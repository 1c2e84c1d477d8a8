# args: --set corner.visitors=50 --set corner.price=4
# --set edits the base; scenarios are replacements of that
kind shop < price : USD; visitors = 100; out income = price * visitors >
shop corner < price = 3 >
scenario busy < corner.visitors = 300 >
scenario dear < corner.price = corner.price * 2 >
