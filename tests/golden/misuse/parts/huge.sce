serving endless < serves = llama2_70b; gpus = 1e300; prompt = 1e300; answer = 1e300 >
