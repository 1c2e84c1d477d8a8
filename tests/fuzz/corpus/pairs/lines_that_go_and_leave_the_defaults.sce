model sora < params = 20e9; frames = (1440/8) frame; gpu = A100 >
fleet < tiktok = 17e6 * 0.5; peak = 2 >
#%new
model sora < params = 20e9; frames = (1440/8) frame >
fleet < tiktok = 17e6 * 0.5 >
