# A model whose shape nobody has published: none, until what rests on the shape is given.
serving closed <
  serves = gpt4; gpus = 16; prompt = 1000; answer = 300; batch = 8; gpu_hour_cost = 2
>
serving guessed from closed < kv_bytes = 500e3; attention_flops = 0; exchange_time = 0 >
