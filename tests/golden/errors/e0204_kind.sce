# args: check
# exit: 2
modell sora < params = 20e9 >
