model sora < params = 20e9; frames = (1440/8) frame >
fleet < tiktok = 17e6 * 0.5 >
cost = fleet.gpus * H100.price
#%new
model sora < params = 20e9; frames = (1440/8) frame >
fleet < tiktok = 17e6 * 0.5 >
H100.price = $25k/gpu
cost = fleet.gpus * H100.price
