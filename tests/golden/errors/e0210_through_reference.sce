# args: check
# exit: 2
model sora < params = 20e9 >
fleet < serves = sora; tiktok = 17e6 >
fleet.serves.steps = 100
