# A zero or a negative number that formulas of the library do not bear: one finding each, at the number.
ownership short < life = 0 >
ownership idle < utilization = 0 >
accelerator mine < bf16 = 0; memory = 80; bandwidth = 3.35 >
model slow < params = 2e9; gpu = mine; steps = 10 >
serving still < serves = llama2_70b; gpus = 4; prompt = 1000; answer = 500; utilization = 0 >
serving silent < serves = llama2_70b; gpus = 4; prompt = 0; answer = 0 >
rent_or_buy free < owns = fine; rent = 0 >
ownership fine < >
video_dit flat < params = 5e9; depth = 0; width = 3072; duration = 6; fps = 8; pixels_high = 480; pixels_wide = 720 >
llm headless < params = 8e9; train_tokens = 15e12; layers = 32; width = 4096; heads = 0 >
scaling_law poor from hoffmann_refit < budget = 0 >
