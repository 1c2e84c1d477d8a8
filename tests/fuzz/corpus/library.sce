H100.bf16
gpt4.output_flops / llama2_70b.output_flops
dit_xl.step_flops
std.tiktok.uploads
fleet < serves = gpt4; tiktok = tiktok.uploads * 5% >
llm tiny < params = 1e9; train_tokens = 20B token >
tiny.train_flops / H100.bf16
