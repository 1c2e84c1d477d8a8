# A mixture of experts or a dense model? DeepSeek-V3 has 671 billion parameters and a token visits 37 billion of them,
# Llama 3.1 405B visits all of its own. Work follows what is visited, memory what is there.
#
# Answer: the mixture does a tenth of the work (74 instead of 810 GFLOP a token), but needs more memory
# (1,342 instead of 810 GB).

model = sweep(deepseek_v3, llama3_1_405b, llama3_1_70b)

visited : % = model.active_params / model.params
work : GFLOP/token = model.output_flops / model.output_tokens
memory : GB = model.weights
cache : MB = model.kv_bytes * 1000 token  # of a thousand tokens
training = model.train_flops
bill = model.train_gpu_time * $2/(gpu*hour) @ "2 USD an hour, as DeepSeek reckons"

# Tokens that a node of H200 reads in a second at half of peak speed, and whether it holds the weights in 8 bits.
reading : token/s = 8 gpu * H200.bf16 * 50% / work @ "half of peak speed: a guess"
held = (model.params * 1 byte/param < 8 gpu * H200.memory)

claim a_tenth_of_the_work <
  holds = (work[deepseek_v3] < work[llama3_1_405b] / 10)
> @ "37 of 671 billion parameters, beside 405 of 405"
