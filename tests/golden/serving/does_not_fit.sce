# exit: 2
# A model that is larger than its replica: what is left for the cache is below zero, and says by how much.
serving big < serves = llama3_1_405b; gpus = 8; prompt = 1000; answer = 300; gpu_hour_cost = 2 >
serving smaller from big < precision = 1; compute_precision = 1 >
serving more from big < gpus = 16 >
