# args: check
# exit: 2
modle sora < params = 20e9 >
image_modell small < params = 2e9 >
shop < price = 3 >
