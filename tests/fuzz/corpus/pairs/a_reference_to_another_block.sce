model sora < params = 20e9; frames = (1440/8) frame; gpu = A100 >
fleet < tiktok = 17e6 * 0.5; utilization = 50% >
sora.gpu.bf16 * 2
#%new
model sora < params = 20e9; frames = (1440/8) frame; gpu = H100 >
fleet < tiktok = 17e6 * 0.5; utilization = 50% >
sora.gpu.bf16 * 2
