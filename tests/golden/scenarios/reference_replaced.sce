# a reference replaced in a scenario
# args: --only fleet*
model sora < params = 20e9 >
fleet < tiktok = 17e6 >
scenario next_chip < fleet.gpu = B200 >
scenario small_chip < fleet.gpu = L4 >
