# args: run
# A run says nothing of it.
accelerator mine < bf16 = 1979; memory = 80; bandwidth = 3.35 >
a = 3 GB + 2 GiB
