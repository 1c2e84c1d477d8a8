model sora < params = 20e9 >
sora.stepz = 100
sorra.steps = 100
H100.pricee = 3
scenario quick < sora.step = 100 >
