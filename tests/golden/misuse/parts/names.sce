serving s < serves = llama2_70b; promt = 1000; answer = 500; gpus = 4 >
serving t < serves = llama_70b; prompt = 1000; answer = 500; gpus = 4 >
serving u < serves = H100; prompt = 1000; answer = 500; gpus = 4 >
serving v < serves = "llama2_70b"; prompt = 1000; answer = 500; gpus = 4 >
serving w < serves = 70e9; prompt = 1000; answer = 500; gpus = 4 >
serving x < serves = llama2_70b; gpus = 4 >
serving y < serves = llama2_70b; gpus = H100; prompt = 1000; answer = 500 >
serving z < serves = llama2_70b; gpus = 4; prompt = sweep(H100, A100); answer = 500 >
