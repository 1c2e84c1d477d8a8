# exit: 2
# A batch that fits four accelerators and not one: the finding says where, and how many do.
n = sweep(1, 2, 4)
serving s < serves = llama3_1_70b; gpus = n * 1 gpu; prompt = 1000; answer = 300; precision = 1; batch = 16 >
s.batch_max
