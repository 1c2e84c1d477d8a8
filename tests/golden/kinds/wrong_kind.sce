# args: check
# exit: 2
model sora < params = 20e9; gpu = tiktok; like = llama2_70b >
fleet < serves = H100; tiktok = 17e6 >
