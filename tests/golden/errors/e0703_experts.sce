# args: check
# What is told, and what is not.
work = training_work(mixtral_8x7b.params, 1e12 token)

fine = training_work(mixtral_8x7b.active_params, 1e12 token)
