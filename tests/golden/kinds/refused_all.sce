# args: run --all
# A refused name is no result. Without a source a field that is none stays a field; so does one that declares its unit.
kind card <
  bf16 : TFLOP/s
  bf16_sparse = none @ "peaks are dense here: use bf16"
  hint = none
  fp8 : TFLOP/s = none @ "not known"
>
card one < bf16 = 900 >
card two from one < hint = 5; fp8 = 1800 >
kind mine < bf16_sparse = 3; out more = bf16_sparse * 2 >
mine m < >
