# args: check
# exit: 2
model sora < params = 20e9 >
model sora_large from sorra < params = 40e9 >
