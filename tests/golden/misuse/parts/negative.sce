llm shrunk < params = -8e9; train_tokens = 15e12 >
llm mixed < params = 8e9; active_params = 20e9; train_tokens = 15e12 >
ownership back < life = -3; cost_of_capital = 10 >
fleet refused < serves = clips; tiktok = -17M >
model clips < params = 20e9; frames = -3; steps = 50 >
footprint past < gpu_time = -1e6; power = 400 >
scaling_law wrong from hoffmann_refit < budget = -1 >
serving chat < serves = llama2_70b; gpus = 4; prompt = normal(1000, 900); answer = 500 >
