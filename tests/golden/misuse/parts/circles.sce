serving s < serves = llama2_70b; gpus = s.batch_max * 1 gpu; prompt = 1000; answer = 500 >
ownership o < life = o.capital_cost / (1 USD/(gpu*hour)) * 1 year >
