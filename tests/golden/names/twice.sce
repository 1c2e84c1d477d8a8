# args: check
# exit: 2
model sora < params = 20e9; params = 30e9 >
model sora < params = 1e9 >
kind shop < price : USD >
kind shop < price : USD >
fn area(x) = x
fn area(x) = x * 2
scenario low < sora.steps = 10 >
scenario low < sora.steps = 20 >
unit ell = 1 m
unit ell = 2 m
sora = 3
