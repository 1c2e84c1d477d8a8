# A run over layouts: which fit an accelerator, and how long a step of each takes; what failures leave; and a size for a budget.
tensor = sweep(2, 4, 8)
recomputation = sweep(0, 0.5, 1)
llm plan from llama3_1_70b < train_tokens = 1.4e12 >
parallel_training run < trains = plan; tensor = tensor; pipeline = 4; data = 16; batch = 512; recomputation = recomputation >
checkpoints saved < trains = plan; gpus = run.gpus[tensor = 8]; storage = 100 >
llm_training whole < trains = plan; gpus = 512; mfu = run.mfu[tensor = 8, recomputation = 0.5]; goodput = saved.goodput >
scaling_law best from hoffmann_refit < budget = whole.work >
scenario sharded < run.zero = 3 >
scenario quick < run.gpu = B200 >
