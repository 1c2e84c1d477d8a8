model sora < params = 20e9 >
fleet < tiktok = 17e6 >
scenario low < sora.steps = 100; fleet.peak = 2 >
scenario high from low < sora.steps = sora.steps * 3; H100.price = 2 * H100.price >
sora.steps[high] / sora.steps[low]
sora.train_flops
