# exit: 2
# What the kinds for training answer to a layout or a run that cannot be: too few sequences for the copies, half a stage of ZeRO, more than the peak,
# what is missing, a model that is no language model, a scaling law without a budget, and a layout that does not fit.
llm small from llama3_1_8b < train_tokens = 1e12 >
parallel_training sparse < trains = small; data = 64; batch = 32 >
parallel_training stage < trains = small; data = 64; batch = 64; zero = 1.5 >
training fast < trains = small; gpus = 64; mfu = 120% >
parallel_training nothing < trains = small; data = 64 >
llm_training clips < trains = video; gpus = 64 >
model video < params = 20e9 >
checkpoints unknown < trains = small; gpus = 1024 >
scaling_law wrong from hoffmann_refit < budget = -1e24 >
parallel_training full < trains = llama3_1_70b; tensor = 8; data = 4; batch = 64; recomputation = 0 >
claim it_fits < holds = full.fits >
