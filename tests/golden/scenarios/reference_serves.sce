# another block served, and the reference that follows from it
# args: --only fleet*
model sora < params = 20e9 >
model small < params = 2e9; gpu = A100 >
fleet < serves = sora; tiktok = 17e6 >
scenario small_model < fleet.serves = small >
