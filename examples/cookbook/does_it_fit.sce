# How many accelerators hold a model and its users? 256 conversations of 8,000 tokens, in 16 and in 8 bits. Accelerators
# come in nodes of eight, and a tenth of their memory is kept for everything else.
#
# Answer: of H100 16 for the 70B model, 32 for the 405B model and 24 for DeepSeek-V3; in 8 bits 8, 16 and 16.

model = sweep(llama3_1_70b, llama3_1_405b, deepseek_v3)
chip = sweep(H100, B200, MI300X)
conversations = 256
length : token = 8000
bits = sweep(16, 8)

usable : GB/gpu = chip.memory * 90%
weights : GB = model.params * bits / 8 * 1 byte/param
cache : GB = model.kv_bytes * length * conversations * bits / 16
needed : gpu = ceil((weights + cache) / usable, 8 gpu)
rent : USD/hour = needed * chip.rent
