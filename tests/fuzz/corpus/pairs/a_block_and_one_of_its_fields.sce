model sora < params = 20e9; frames = (1440/8) frame >
fleet video < tiktok = 17e6 * 0.5 >
#%new
model sora < params = 20e9; frames = (1440/8) frame >
fleet films < tiktok = 17e6 * 0.5; peak = 2 >
