# args: check
serving closed < serves = gpt4; prompt = 1000; answer = 500; gpus = 16 > @ "a guess"  # allow E0710: until somebody publishes the shape
llm part < params = 8e9; train_tokens = 15e12; layers = 32 > @ "a guess"  # allow E0710: a plan for work alone
serving own < serves = part; prompt = 1000; answer = 500 > @ "a guess"
# allow E0710: nothing to silence
alone = 3 gpu @ "a guess"
