# exit: 2
# A card of the file says what the library's accelerators say of sparse peaks.
kind card <
  bf16 : TFLOP/s
  bf16_sparse = none @ "peaks are dense here: use bf16"
>
card new < bf16 = 900 >
quick = new.bf16_sparse * 1 hour
