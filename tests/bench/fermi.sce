# An estimate with eight unknowns, as other programs compute it too: what it takes to train a video model, when making videos has
# taken as much work as that, and how many accelerators serve two platforms.
mult = uniform(4, 10)
params_ratio = 20 to 45
frames = 180
dit_train = 1e21
train = dit_train * params_ratio * mult * frames / 2
per_step = 524e9 * params_ratio * frames
steps = uniform(100, 250)
per_video = per_step * steps
peak = 989.4e12
mfu = uniform(0.3, 0.6)
out_gpu_months = train / (peak * mfu * 30 * 86400)
minutes_per_hour = peak * mfu * 3600 / per_video
out_breakeven = train / per_video
out_fleet = (17e6 * uniform(0.3, 0.7) + 43e6 * uniform(0.05, 0.25)) / (minutes_per_hour * 24) * uniform(1.5, 3) * uniform(1, 3)
