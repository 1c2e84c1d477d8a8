# args: run
# exit: 2
# Peaks of accelerators are dense; who asks for the sparse figure is told so, wherever it is asked for.
a = H100.fp8_sparse
b = 2 * B200.fp4_sparse / H100.sparse
accelerator own < bf16 = 500; bf16_sparse = 1000; memory = 80; bandwidth = 2 >
c = A100.fp16
d = H100.bf16
