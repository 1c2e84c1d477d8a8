serving s < serves = llama2_70b; gpus = 4; prompt = 1000 GB; answer = 500 >
accelerator mine < bf16 = 989 TFLOP; memory = 80; bandwidth = 3350 GB >
ownership o < electricity = 0.08 USD/kW >
fleet f < serves = clips; tiktok = 17M image/day >
model clips < params = 2e9; frames = 30 >
image_fleet g < serves = llama2_70b; site = 10 >
video_dit v < params = 5e9; depth = 42; width = 3072; duration = 6 hour; fps = 8; pixels_high = 480; pixels_wide = 720 >
footprint past < gpu_time = 1e6 hour >
