# Which accelerator answers for the least money? Llama 3.1 8B for chats of a thousand tokens each way, on one accelerator of
# each kind, from one user at a time to many: alone memory decides, together arithmetic does. Rents are those of the
# library, of different days and clouds: put in your quotes.
#
# Answer: the MI300X at the rents of the library, 0.12 USD for a million tokens with 64 users; the H100 takes 0.15.

chip = sweep(A100, L40S, H100, H200, MI300X)
users = sweep(1, 16, 64)

serving node <
  serves = llama3_1_8b
  gpu = chip
  batch = users
  prompt = 1000; answer = 1000
  utilization = 50%; bandwidth_utilization = 70%
> @ "a plan: the length of chats; a guess: what servers reach of the roofline"

# A million tokens of answers, with the accelerator busy all the time.
million : USD = node.million_cost
least : USD = min(million over chip)

# The rent at which a B200 would be as cheap as the H100.
serving newer from node < gpu = B200 >
fair_rent : USD/(gpu*hour) = million[chip = H100][users = 64] * newer.throughput[users = 64] / 1e6 token
