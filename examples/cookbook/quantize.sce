# What does quantization bring? Llama 3.1 70B in 16, 8 and 4 bits on H100: how many it takes, and how fast an answer can come,
# since each token reads all weights once. Arithmetic stays in 16 bits.

bits = sweep(16, 8, 4)
users = 32
length : token = 4000

weights : GB = llama3_1_70b.params * bits / 8 * 1 byte/param
cache : GB = llama3_1_70b.kv_bytes * length * users

gpus : gpu = max(1 gpu, ceil((weights + cache) / (H100.memory * 90%), 1 gpu))
work = forward_work(llama3_1_70b.params, users * 1 token)
step : ms = roofline_time(work, weights + cache, gpus * H100.bf16, gpus * H100.bandwidth) / 60%
speed : token/s = 1 token / step  # that each user sees
million : USD = gpus * H100.rent * 1M token / (users * speed)

# The cache takes as much as the weights from so many users on.
even = weights / (llama3_1_70b.kv_bytes * length)
