# args: check
# Over what was measured on the accelerator, over 1, over what a training run reaches.
token_fleet one < serves = llama2_70b; utilization = 90%; chat = 1e9 > @ "a guess"
token_fleet two < serves = llama2_70b; utilization = 80%; chat = 1e9 > @ "a guess"
token_fleet three < serves = llama2_70b; gpu = GB300; utilization = 70%; chat = 1e9 > @ "a guess"
token_fleet four from two < utilization = 85% > @ "a guess"  # allow E0702: a chip of ours, measured in the lab
token_fleet five < serves = llama2_70b; utilization = uniform(70%, 100%); chat = 1e9 > @ "a guess"
scenario best < two.utilization = 95% >
busy_utilization = 120% @ "a guess"
mfu = 70% @ "a guess"
hours_utilization = 95% @ "a share of hours, not of speed"
training rushed < trains = llama2_70b; gpus = 1024; gpu_time = 200000 > @ "a guess"
training calm < trains = llama2_70b; gpus = 1024; gpu_time = 900000 > @ "a guess"
serving reads < serves = llama2_70b; gpus = 8; prompt = 1000; answer = 300; bandwidth_utilization = 90% > @ "a guess"
kind crew < utilization = 50% >
crew c < utilization = sweep(50%, 90%, 110%) > @ "a guess"
busy_utilization * mfu * hours_utilization
