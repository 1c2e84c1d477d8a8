# What does a long context cost? The work of a thousand tokens of answer, and the memory that the conversation takes, for
# Llama 3.1 8B and 405B, up to the 128k tokens that they take.
#
# Answer: at 128k tokens the 8B model does 5.2 times the work a token, the 405B model 2.3 times; 3 and 7 conversations
# fit.

context = sweep(1000 token, 8000 token, 32e3 token, 128e3 token)

llm small from llama3_1_8b < context = context >
llm large from llama3_1_405b < context = context >

# Every token of the answer attends to all of the conversation.
small_more = small.output_flops / llama3_1_8b.output_flops as %
large_more = large.output_flops / llama3_1_405b.output_flops as %

small_cache : GB = small.kv_bytes * context
large_cache : GB = large.kv_bytes * context

# Conversations of that length that fit beside the weights: one H100 for the small model, two nodes of eight for the large.
small_fit = floor((1 gpu * H100.memory - small.weights) / small_cache)
large_fit = floor((16 gpu * H100.memory - large.weights) / large_cache)
