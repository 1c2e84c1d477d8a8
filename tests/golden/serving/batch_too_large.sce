# exit: 2
# More sequences than memory holds; and a replica whose memory holds its model, but not one sequence.
serving chat < serves = llama3_1_8b; prompt = 4000; answer = 1000; batch = 100; gpu_hour_cost = 2 >
serving long from chat < prompt = 2e6; batch = 1 >
