# args: check
# exit: 2
model sora < params = 20e9; gpu = H1000 >
fleet < serves = sorra; tiktok = 17e6 >
