# How many accelerators hold a model and its users? 256 conversations of 8,000 tokens, in 16 and in 8 bits; a node has
# eight accelerators, of which a tenth of the memory is kept for everything else.

model = sweep(llama3_1_70b, llama3_1_405b, deepseek_v3)
chip = sweep(H100, B200, MI300X)
conversations = 256
length : token = 8000
bits = sweep(16, 8)

usable : GB/gpu = chip.memory * 90%
weights : GB = model.params * bits / 8 * 1 byte/param
cache : GB = model.kv_bytes * length * conversations * bits / 16
nodes : gpu = ceil((weights + cache) / usable, 8 gpu)
rent : USD/hour = nodes * chip.rent
