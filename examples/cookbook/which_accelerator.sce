# Which accelerator generates tokens for the least rent? While it decodes, each step reads all weights once for a batch of
# users, whatever the batch, and the cache of each of them; the roofline says which of memory and arithmetic takes longer.

chip = sweep(A100, L40S, H100, B200, MI300X)
batch = sweep(1, 16, 64)
length : token = 2000 @ "a guess: of a conversation, on average"
reached = 70% @ "a guess: of the roofline"

data : GB = llama3_1_8b.weights + batch * length * llama3_1_8b.kv_bytes
step : ms = roofline_time(forward_work(llama3_1_8b.params, batch * 1 token), data, 1 gpu * chip.bf16, 1 gpu * chip.bandwidth) / reached
speed : token/s = batch * 1 token / step
fits = (data < 1 gpu * chip.memory)

# A million tokens of answer, with the accelerator busy all the time.
million : USD = chip.rent * 1 gpu * 1M token / speed
least : USD = min(million over chip)
