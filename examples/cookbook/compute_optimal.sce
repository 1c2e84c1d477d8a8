# What size is best for a budget? Hoffmann's law, as fitted again, gives the size and the tokens with the least loss for the
# work that a budget pays for. Half the size on twice the tokens takes the same work, and is cheaper to serve ever after.
#
# Answer: 81, 262 and 854 billion parameters for 1, 10 and 100 million USD. Half the size loses 0.2 % or less.

budget : USD = sweep($1M, $10M, $100M)
rent = $2/(gpu*hour) @ "H100 for a year, 2026: 1.70 to 2.35 USD an hour"
mfu = 40% @ "Llama 3, arXiv 2407.21783: 38 to 43 %"

scaling_law best from hoffmann_refit < budget = work_of_run(budget / rent, H100.bf16, mfu) >

scaling_law half from hoffmann_refit < params = best.params / 2; tokens = 2 * best.tokens >

# What it loses.
worse : % = half.loss / best.loss - 1
