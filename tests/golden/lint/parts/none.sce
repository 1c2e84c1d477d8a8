# What the library leaves open takes values away: told once for each block that does, where the file brings it in.
serving closed < serves = gpt4; prompt = 1000; answer = 500; gpus = 16 > @ "a guess"
serving old < serves = llama2_70b; gpu = A100; gpus = 4; prompt = 1000; answer = 500; compute_precision = 1 byte > @ "a guess"
llm part < params = 8e9; train_tokens = 15e12; layers = 32 > @ "a guess"
serving own < serves = part; prompt = 1000; answer = 500 > @ "a guess"
llm twin from gpt4 < params = 1e12 > @ "a guess"
serving again < serves = twin; prompt = 1000; answer = 500; gpus = 64 > @ "a guess"
grid bare < carbon = 400 > @ "a guess"
site here < grid = bare; pue = 1.2 > @ "a guess"
ownership mine < host = dgx_h100; site = here > @ "a guess"
transformer shaped < layers = 80; width = 8192; heads = 64; vocabulary = 128256; train_tokens = 2e12 > @ "a guess"
chips = 64 gpu @ "a guess"
bill = chips * V100.rent * 30 day
alias = V100.rent
alias * 2
llm sketch < params = 8e9; train_tokens = 15e12 > @ "a guess"
cache = sketch.kv_bytes * 1000 token
