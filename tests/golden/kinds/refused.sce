# exit: 2
# A name that its kind refuses: read, given, replaced, in a copy, through members, in a scenario.
kind card <
  bf16 : TFLOP/s
  bf16_sparse = none @ "peaks are dense here: use bf16"
  hint = none
  out twice = 2 * bf16
>
kind fast from card < out odd = bf16_sparse * 2 >
card one < bf16 = 900 >
card two < bf16 = 900; bf16_sparse = 1800 >
card three from one < bf16_sparse : TFLOP/s = 1800 >
card four < bf16 = 900; hint = 4 >
read = one.bf16_sparse
one.bf16_sparse = 1800
scenario sparse < two.bf16_sparse = 1800 TFLOP/s >
near = one.bf16_sparce
kind rack < each slot : card; out peak = sum(slot.bf16_sparse) >
rack r < card a < bf16 = 1 > >
