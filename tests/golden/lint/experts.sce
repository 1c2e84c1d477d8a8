# args: check
# All parameters where a token visits few.
llm mixed < params = 47e9; active_params = 13e9; train_tokens = 2e12; layers = 32 > @ "model card"
llm dense < params = 47e9; train_tokens = 2e12 > @ "model card"
llm forgotten < params = 47e9; train_tokens = 2e12; experts = 8; active_experts = 2 > @ "model card"
called = training_work(mixed.params, mixed.train_tokens)
named = training_work(tokens = 1e12 token, params = mixed.params)
spelled : FLOP = 6 FLOP/(param*token) * mixed.params * mixed.train_tokens
library = forward_work(deepseek_v3.params, 1 token)
silenced = training_work(mixed.params, 1 token)  # allow E0703: every expert answers while it is distilled

# Right, or no work: active ones, memory, a ratio, a model without experts.
right = training_work(mixed.active_params, mixed.train_tokens)
memory = mixed.params * mixed.precision
ratio = mixed.train_tokens / mixed.params
plain = training_work(dense.params, dense.train_tokens)
