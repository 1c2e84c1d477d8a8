# args: check
# The rounded law for an optimum; for a loss it may do.
scaling_law plan from hoffmann < budget = 1e24 > @ "a guess"
kind runs < law : scaling_law; out lost = law.irreducible >
runs r < law = hoffmann >
best = optimal_params(1e24 FLOP, hoffmann.size_factor, hoffmann.size_exponent, hoffmann.data_factor, hoffmann.data_exponent) @ "a guess"
read = hoffmann.tokens_per_param
silenced = hoffmann.params  # allow E0708: to show how far off it is
scaling_law better from hoffmann_refit < budget = 1e24 > @ "a guess"
loss = scaling_loss(70e9 param, 1.4e12 token, hoffmann.irreducible, hoffmann.size_factor, hoffmann.size_exponent, hoffmann.data_factor, hoffmann.data_exponent) @ "a guess"
