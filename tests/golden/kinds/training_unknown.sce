# What is not known goes through a run: tokens, what is hidden behind arithmetic, storage, restarts; a published run; and a run of a model that makes video.
llm plan from llama3_1_70b < train_tokens = 1e12 to 2e12 >
parallel_training run < trains = plan; tensor = 8; pipeline = 4; data = 16; batch = 512; hidden = uniform(0%, 80%) >
checkpoints saved < trains = plan; gpus = run.gpus; storage = 50 to 200; restart = 5 to 30 >
late = prob(run.wall_time / saved.goodput > 30 day)
training_run falcon < trains = falcon_180b >
model sora < params = 10e9 to 40e9; frames = 180 >
training clips < trains = sora; gpus = 1000; goodput = uniform(85%, 95%) >
scaling_law best from hoffmann_refit < budget = plan.train_flops >
