model sora < params = 20e9; frames = (1440/8) frame >
fleet < tiktok = 17e6 * 0.5 >
scenario old_ones < sora.gpu = A100 >
#%new
model sora < params = 20e9; frames = (1440/8) frame >
fleet < tiktok = 17e6 * 0.5 >
scenario old_ones < sora.gpu = B200 >
