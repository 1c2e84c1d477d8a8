# what a reference leads to changes for all that use it
# args: --only fleet*
model sora < params = 20e9 >
fleet < tiktok = 17e6 >
scenario quick < sora.steps = 50 >
scenario slow < sora.steps = 1000 >
