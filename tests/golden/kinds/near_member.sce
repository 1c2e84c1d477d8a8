# args: check
# exit: 2
model sora < params = 20e9 >
fleet < tiktok = 17e6; peaks = 2; utilisation = 50%; atempts = 3 >
