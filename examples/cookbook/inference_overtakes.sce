# When does inference overtake training? The work of answering grows with use, that of training is done. For chat models
# with one to a hundred million users a day.
#
# Answer: with 10 million users after six years, with 100 million after 225 days.

model = sweep(llama3_1_8b, llama3_1_70b, llama3_1_405b)
users = sweep(1M, 10M, 100M)
tokens_each : token/day = 2000 @ "a guess: what one user reads and writes in a day"

answering : FLOP/day = model.output_flops / model.output_tokens * users * tokens_each

# As many tokens as take the work of training: three times those that it was trained on, whatever the size, since a
# training token takes a forward pass and two more backward.
tokens : token = break_even(model.train_flops, model.output_flops) * model.output_tokens
times_trained = tokens / model.train_tokens

days : day = model.train_flops / answering
