model sora < params = 20e9; frames = (1440/8) frame >
fleet < tiktok = 17e6 * 0.5; youtube = 5e6 >
#%new
model sora < params = 20e9; frames = (1440/8) frame; steps = 300 >
fleet < tiktok = 17e6 * 0.5 >
