# args: check
# exit: 2
model sora < params = 20e9 >
model small < params = 2e9 >
fleet < tiktok = 17e6 * 0.5 >
