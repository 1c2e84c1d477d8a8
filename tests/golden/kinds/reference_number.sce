# args: check
# exit: 2
model sora < params = 20e9; gpu = 3 >
model other < params = 20e9; gpu = H100.bf16 >
model third < params = 20e9; gpu = H100 * 2 >
