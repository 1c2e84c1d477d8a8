# args: check
# exit: 2
model sora < params = 20e9 >
scenario cautious < sora.data_scale = 4 >
scenario fast from cautios < sora.steps = 100 >
