# Accelerators, a block each: speed by number format, memory, links, power, price and rent. Every figure is for one, and
# can be replaced. Peaks are dense: figures that count the zeros of sparse matrices are twice as high and stand
# nowhere here. Links are one way. Sources say how far to trust the figures: confidence high, medium or low.
#
# Prices and rents are list prices and quotes, in USD, as the range between the lowest and the highest that the source
# has: they differ by contract, quantity and month more than by anything else. Replace them by what you pay:
# `H100.rent = 1.90 USD/(gpu*hour)`.

# One accelerator. What the sources do not know is none.
#
#     bill = 64 gpu * H100.rent * 30 day
#     doubt = 64 gpu * H100.rent_range * 30 day
#     gap = B200.price / H100.price
kind accelerator <
  # Peak of dense matrix products in 16-bit floating point.
  bf16 : TFLOP/s/gpu in 0 .. none

  # Peak of dense matrix products in 8-bit floating point.
  fp8 : TFLOP/s/gpu = none
  fp4 : TFLOP/s/gpu = none  # peak of dense matrix products in 4-bit floating point
  int8 : TFLOP/s/gpu = none  # peak of dense matrix products in 8-bit integers, an operation counted as one in floating point

  # Memory on the package.
  memory : GB/gpu in 0 .. none
  bandwidth : TB/s/gpu in 0 .. none  # how fast the memory is read

  # Speed to the other accelerators of a node, one way.
  link : GB/s/gpu = none

  # Power at full load, by design.
  tdp : W/gpu = none

  # Price of one: the middle of what was quoted, in ratios; none where it is only rented.
  price : USD/gpu = sqrt(price_low * price_high) in 0 .. none

  # Rent of one for an hour: the middle of what was quoted, in ratios.
  rent : USD/(gpu*hour) = sqrt(rent_low * rent_high) in 0 .. none

  # The best dense matrix product that somebody has measured.
  measured_bf16 : TFLOP/s/gpu = none

  # The lowest price that was quoted.
  price_low : USD/gpu = none
  price_high : USD/gpu = price_low  # the highest price that was quoted; a single quote is both

  # The lowest rent that was quoted.
  rent_low : USD/(gpu*hour) = none
  rent_high : USD/(gpu*hour) = rent_low  # the highest rent that was quoted; a single quote is both

  # The price with its doubt: what was quoted as a 90 % interval, of which `price` is the median. A single quote is a number.
  price_range : USD/gpu = if price_low == price_high then price_low else price_low to price_high

  # The rent with its doubt, as `price_range` has it.
  rent_range : USD/(gpu*hour) = if rent_low == rent_high then rent_low else rent_low to rent_high

  bf16_sparse = none @ "peaks here are dense: the sparse figure is twice as high, and only weights pruned 2:4 reach it; write bf16"
  fp8_sparse = none @ "peaks here are dense: the sparse figure is twice as high, and only weights pruned 2:4 reach it; write fp8"
  fp4_sparse = none @ "peaks here are dense: the sparse figure is twice as high, and only weights pruned 2:4 reach it; write fp4"
  int8_sparse = none @ "peaks here are dense: the sparse figure is twice as high, and only weights pruned 2:4 reach it; write int8"
  sparse = none @ "peaks here are dense: the sparse figure is twice as high, and only weights pruned 2:4 reach it; write bf16, fp8 or fp4"
  fp16 = none @ "16-bit floating point of either kind has one peak here: write bf16"
>

# NVIDIA V100 SXM2 with 32 GB, March 2018. The peak is that of 16-bit floating point (fp16): it has no bf16.
accelerator V100 <
  bf16 = 125
  memory = 32; bandwidth = 0.898; link = 150; tdp = 300
  price_low = 11458 @ "Epoch AI, hardware prices, 2022 to March 2025"
> @ "Epoch AI, ml_hardware.csv, April 2026; confidence high"

# NVIDIA A100 SXM with 40 GB, May 2020. No fp8.
accelerator A100_40GB <
  bf16 = 312; int8 = 624
  memory = 40; bandwidth = 1.555; link = 300; tdp = 400
  price_low = 15000 @ "Epoch AI, hardware prices, 2022 to March 2025"
  rent_low = 1.10 @ "Epoch AI, hardware prices, 2022 to March 2025"
  rent_high = 4.10 @ "Epoch AI, hardware prices, 2022 to March 2025"
> @ "Epoch AI, ml_hardware.csv, April 2026; the table of llm-analysis; confidence high"

# NVIDIA A100 SXM with 80 GB, November 2020. No fp8: a table that prints 624 for it means int8.
accelerator A100 <
  bf16 = 312; int8 = 624
  memory = 80; bandwidth = 2.039; link = 300; tdp = 400
  price_low = 17349 @ "Epoch AI, hardware prices, 2022 to March 2025"
  price_high = 18549 @ "Epoch AI, hardware prices, 2022 to March 2025"
  rent_low = 1.50 @ "Epoch AI, hardware prices, 2022 to March 2025"
  rent_high = 5.12 @ "Epoch AI, hardware prices, 2022 to March 2025"
  measured_bf16 = 271.2 @ "stas00/ml-engineering at 744d01e"
> @ "Epoch AI, ml_hardware.csv, April 2026; stas00/ml-engineering at 744d01e; confidence high"

# NVIDIA A100 PCIe with 80 GB. June 2020 is the date of the card with 40 GB, which Epoch AI lists with the bandwidth of
# this one.
accelerator A100_PCIe <
  bf16 = 312; int8 = 624
  memory = 80; bandwidth = 1.935; link = 300; tdp = 300
  price_low = 16339 @ "Epoch AI, hardware prices, 2022 to March 2025"
  price_high = 18500 @ "Epoch AI, hardware prices, 2022 to March 2025"
  rent_low = 1.29 @ "Epoch AI, hardware prices, 2022 to March 2025"
  rent_high = 3.67 @ "Epoch AI, hardware prices, 2022 to March 2025"
  measured_bf16 = 252.9 @ "stas00/ml-engineering at 744d01e"
> @ "stas00/ml-engineering at 744d01e; confidence high"

# NVIDIA H100 SXM, September 2022. Dense peak: the 1,979 of the data sheet counts zeros (2:4 sparsity). 989, 989.4 and
# 989.5 are all in use; 989.4 is what the clocks give (1,830 MHz x 528 tensor cores x 1,024 FLOP). Price and rent are
# recent figures of their own, both below the middle of the range: its upper end is the lists of 2023.
accelerator H100 <
  bf16 = 989.4; fp8 = 1978.9
  int8 = 1979 @ "as fast as fp8: NVIDIA's data sheet prints 3,958 for both, which counts zeros"
  memory = 80; bandwidth = 3.35; link = 450; tdp = 700
  price_low = 28750 @ "Epoch AI, hardware prices, 2022 to March 2025"
  price_high = 46875 @ "Epoch AI, hardware prices, 2022 to March 2025"
  price = 30e3 @ "tweaktown.com, 26 March 2024, a round figure; Epoch AI has 28,750 to 46,875 USD, 2022 to March 2025"
  rent_low = 1.70 @ "SemiAnalysis as quoted by neighborhoodsf.com and techreaderdaily: one-year contract, October 2025"
  rent_high = 12.29 @ "Epoch AI, hardware prices, 2022 to March 2025: 1.99 to 12.29 USD an hour"
  rent = 2.35 @ "SemiAnalysis as quoted by neighborhoodsf.com and techreaderdaily: one-year contract, March 2026"
  measured_bf16 = 794.5 @ "stas00/ml-engineering at 744d01e"
> @ "Epoch AI, ml_hardware.csv, April 2026; stas00/ml-engineering at 744d01e; confidence high"

# NVIDIA H100 PCIe, September 2022. Bandwidth is also given as 2.04 TB/s.
accelerator H100_PCIe <
  bf16 = 756; fp8 = 1513
  memory = 80; bandwidth = 2; link = 300; tdp = 350
  price_low = 24500 @ "Epoch AI, hardware prices, 2022 to March 2025"
  price_high = 35098 @ "Epoch AI, hardware prices, 2022 to March 2025"
  rent_low = 1.98 @ "Epoch AI, hardware prices, 2022 to March 2025"
  rent_high = 4.29 @ "Epoch AI, hardware prices, 2022 to March 2025"
> @ "stas00/ml-engineering at 744d01e; Epoch AI, ml_hardware.csv, April 2026; confidence high"

# NVIDIA H100 NVL, March 2024, for one GPU and dense. Check other tables for both: pytorch-lightning had to correct
# its own (21743).
accelerator H100_NVL <
  bf16 = 835.5; fp8 = 1670.5
  memory = 94; bandwidth = 3.938; link = 300; tdp = 400
  rent_low = 6.98 @ "Epoch AI, hardware prices, 2022 to March 2025: Azure, March 2025"
> @ "Epoch AI, ml_hardware.csv, April 2026; Lightning-AI/pytorch-lightning 21743; confidence high"

# NVIDIA H800 SXM, March 2023: an H100 with slower links. Epoch AI's note on DeepSeek uses 1,513 for fp8, which is the
# PCIe card's.
accelerator H800 <
  bf16 = 989; fp8 = 1979
  measured_bf16 = 794.5 @ "that of the H100, stas00/ml-engineering at 744d01e: only the links differ"
  memory = 80; bandwidth = 3.35; link = 200; tdp = 700
  price_low = 33800 @ "Epoch AI, hardware prices, 2022 to March 2025"
  price_high = 44750 @ "Epoch AI, hardware prices, 2022 to March 2025"
  rent_low = 2.00 @ "Epoch AI, hardware prices, 2022 to March 2025: 2.00 (as DeepSeek reckons) to 3.42 USD an hour"
  rent_high = 3.42 @ "Epoch AI, hardware prices, 2022 to March 2025: 2.00 (as DeepSeek reckons) to 3.42 USD an hour"
> @ "Epoch AI, ml_hardware.csv, April 2026; confidence medium"

# NVIDIA H20, November 2023. fp8 is as fast as int8.
accelerator H20 <
  bf16 = 148; fp8 = 296; int8 = 296
  memory = 96; bandwidth = 4; link = 450; tdp = 400
  price_low = 12000 @ "collected with Epoch AI, ml_hardware.csv, April 2026: a round figure without a date of its own"
> @ "Epoch AI, ml_hardware.csv, April 2026; confidence medium"

# NVIDIA GH200, August 2023, for one GPU. There is a variant with 141 GB and 4.8 TB/s.
accelerator GH200 <
  bf16 = 989.5; fp8 = 1979
  memory = 96; bandwidth = 4; link = 450; tdp = 700
  price_low = 43401 @ "Epoch AI, hardware prices, 2022 to March 2025"
  price_high = 46675 @ "Epoch AI, hardware prices, 2022 to March 2025"
  measured_bf16 = 828.6 @ "stas00/ml-engineering at 744d01e"
> @ "stas00/ml-engineering at 744d01e; confidence medium"

# NVIDIA H200 SXM, November 2024: an H100 with more and faster memory; peak and measured figure are those of the H100,
# whose compute is unchanged. Its rent is a recent figure of its own, below the middle of the range.
accelerator H200 <
  bf16 = 989.5; fp8 = 1979
  memory = 141; bandwidth = 4.8; link = 450; tdp = 700
  price_low = 33821 @ "Epoch AI, hardware prices, 2022 to March 2025"
  price_high = 39083 @ "Epoch AI, hardware prices, 2022 to March 2025"
  rent_low = 2.50 @ "mercatus-ai.com, May 2026: on demand, 2.50 to 7.00 USD"
  rent_high = 10.60 @ "Epoch AI, hardware prices, 2022 to March 2025: AWS, March 2025"
  rent = 3.50 @ "gpuaas.com, 26 May 2026: on demand; specialty clouds at mercatus-ai.com, May 2026, have 3.50 to 4.50"
  measured_bf16 = 794.5 @ "stas00/ml-engineering at 744d01e"
> @ "Epoch AI, ml_hardware.csv, April 2026; stas00/ml-engineering at 744d01e; confidence high"

# NVIDIA B200 SXM, November 2024. Bandwidth is also given as 7.7 TB/s (Epoch AI); 192 GB are on the die, 180 in use.
accelerator B200 <
  bf16 = 2250; fp8 = 4500; fp4 = 9000
  int8 = 4500 @ "glennklockwood.com, garden, B200: HGX at 1,000 W"
  memory = 180; bandwidth = 8; link = 900; tdp = 1000
  price_low = 47409 @ "Epoch AI, hardware prices, 2022 to March 2025"
  rent_low = 5.30 @ "chris-gpu-rental.pages.dev: index, about, middle of 2026"
  measured_bf16 = 1745 @ "stas00/ml-engineering at 744d01e"
> @ "stas00/ml-engineering at 744d01e; Epoch AI, ml_hardware.csv, April 2026; confidence high"

# NVIDIA GB200, February 2025, for one GPU: the data sheet lists a superchip of two.
accelerator GB200 <
  bf16 = 2500; fp8 = 5000; fp4 = 10000
  int8 = 5000 @ "glennklockwood.com, garden, B200: GB200 at 1,200 W"
  memory = 186; bandwidth = 8; link = 900; tdp = 1200
  rent_low = 4.54 @ "spheron.network, 17 March 2026: 9.08 USD an hour for a superchip of two"
  measured_bf16 = 1822 @ "stas00/ml-engineering at 744d01e"
> @ "stas00/ml-engineering at 744d01e; Epoch AI, ml_hardware.csv, April 2026; confidence high"

# NVIDIA B300 SXM, August 2025. Sources disagree: fp4 12,600 to 15,000 TFLOP/s, memory 270 or 288 GB, power 1,000 or
# 1,100 W. Integer operations were cut to 157 T a second (Epoch AI).
accelerator B300 <
  bf16 = 2250; fp8 = 4500; fp4 = 14000; int8 = 157
  memory = 288; bandwidth = 8; link = 900; tdp = 1000
  price_low = 53000 @ "ornnai.com, 2026: about 53,000 USD a module, as reported"
  rent_low = 5.00 @ "ornnai.com, 2026: on demand, new clouds"
  rent_high = 7.25 @ "ornnai.com, 2026: on demand, new clouds"
  measured_bf16 = 1769 @ "stas00/ml-engineering at 744d01e"
> @ "stas00/ml-engineering at 744d01e; Epoch AI, ml_hardware.csv, April 2026; confidence medium"

# NVIDIA GB300, August 2025, for one GPU.
accelerator GB300 <
  bf16 = 2500; fp8 = 5000; fp4 = 15000
  memory = 288; bandwidth = 8; link = 900; tdp = 1400
> @ "stas00/ml-engineering at 744d01e; Epoch AI, ml_hardware.csv, April 2026; confidence medium"

# NVIDIA Rubin, announced for the second half of 2026. Figures from before its release: low confidence.
accelerator Rubin <
  bf16 = 4000; fp8 = 17500; fp4 = 35000
  memory = 288; bandwidth = 22; link = 1800
> @ "stas00/ml-engineering at 744d01e; confidence low"

# AMD MI300X, December 2023. Between two of them a link carries only 64 GB/s.
accelerator MI300X <
  bf16 = 1307.4; fp8 = 2614.9
  memory = 192; bandwidth = 5.3; link = 448; tdp = 750
  price_low = 15000 @ "Epoch AI, hardware prices, 2022 to March 2025"
  price_high = 25734 @ "Epoch AI, hardware prices, 2022 to March 2025"
  rent_low = 1.50 @ "cliffcenter.com, 18 May 2026: TensorWave"
  rent_high = 6.00 @ "cliffcenter.com, 18 May 2026: Azure and Oracle"
  measured_bf16 = 668.4 @ "stas00/ml-engineering at 744d01e"
> @ "Epoch AI, ml_hardware.csv, April 2026; stas00/ml-engineering at 744d01e; confidence high"

# AMD MI325X, October 2024.
accelerator MI325X <
  bf16 = 1307.4; fp8 = 2614.9
  memory = 256; bandwidth = 6; link = 448; tdp = 1000
  rent_low = 1.95 @ "cliffcenter.com, 18 May 2026: TensorWave"
  measured_bf16 = 784.9 @ "stas00/ml-engineering at 744d01e"
> @ "Epoch AI, ml_hardware.csv, April 2026; stas00/ml-engineering at 744d01e; confidence high"

# AMD MI355X, June 2025. The launch brief has 2,300, 4,600 and 9,200 TFLOP/s; the current page 2,500, 5,000 and
# 10,100.
accelerator MI355X <
  bf16 = 2516.6; fp8 = 5033.2; fp4 = 10066.3
  memory = 288; bandwidth = 8; link = 535.5; tdp = 1400
  measured_bf16 = 1565 @ "stas00/ml-engineering at 744d01e"
> @ "Epoch AI, ml_hardware.csv, April 2026; stas00/ml-engineering at 744d01e; confidence medium"

# Google TPU v3, May 2018, for one chip of two cores: models of 2020 and 2021 were trained on it. Power is the
# highest that was measured; the mean was 220 W.
accelerator TPU_v3 <
  bf16 = 123
  memory = 32; bandwidth = 0.9; tdp = 262
> @ "cloud.google.com, TPU v3; confidence high"

# Google TPU v4, May 2021. To rent only. Power is Epoch AI's estimate; six links of 45 GB/s one way.
accelerator TPU_v4 <
  bf16 = 275
  memory = 32; bandwidth = 1.2; link = 270; tdp = 340
  rent_low = 3.22 @ "Epoch AI, hardware prices, 2022 to March 2025"
> @ "Epoch AI, ml_hardware.csv, April 2026; jax-ml/scaling-book; confidence high"

# Google TPU v5e, August 2023. To rent only (Epoch AI estimates 1,781 USD a chip). 394 T operations a second in int8;
# power is an estimate.
accelerator TPU_v5e <
  bf16 = 197; int8 = 394
  memory = 16; bandwidth = 0.819; link = 180; tdp = 225
  rent_low = 1.20 @ "Epoch AI, hardware prices, 2022 to March 2025"
  rent_high = 1.56 @ "Epoch AI, hardware prices, 2022 to March 2025"
> @ "Epoch AI, ml_hardware.csv, April 2026; jax-ml/scaling-book; confidence high"

# Google TPU v5p, December 2023. To rent only (Epoch AI estimates 3,694 USD a chip). Power is an estimate. The rent
# quoted, 4.20 an hour, could not be traced to a page and is left out.
accelerator TPU_v5p <
  bf16 = 459
  memory = 95; bandwidth = 2.765; link = 540; tdp = 540
> @ "Epoch AI, ml_hardware.csv, April 2026; jax-ml/scaling-book; confidence high"

# Google TPU v6e (Trillium), May 2024. To rent only (Epoch AI estimates 6,518 USD a chip). fp8 is no faster than bf16;
# 1,836 T operations a second in int8. Epoch AI has 448 GB/s for the links. Power is an estimate.
accelerator TPU_v6e <
  bf16 = 918; fp8 = 918; int8 = 1836
  memory = 32; bandwidth = 1.64; link = 360; tdp = 380
  rent_low = 2.70 @ "Epoch AI, hardware prices, 2022 to March 2025"
  rent_high = 3.24 @ "Epoch AI, hardware prices, 2022 to March 2025"
> @ "stas00/ml-engineering at 744d01e; Epoch AI, ml_hardware.csv, April 2026; confidence high"

# Google TPU v7 (Ironwood), November 2025. To rent only. Power is an estimate.
accelerator TPU_v7 <
  bf16 = 2307; fp8 = 4614
  memory = 192; bandwidth = 7.37; link = 600; tdp = 960
> @ "stas00/ml-engineering at 744d01e; Epoch AI, ml_hardware.csv, April 2026; confidence medium"

# AWS Trainium2, December 2024. To rent only. Dense: 2,563 is with 4:1 sparsity. Power is an estimate.
accelerator Trainium2 <
  bf16 = 667; fp8 = 1299
  memory = 96; bandwidth = 2.9; link = 640; tdp = 500
> @ "stas00/ml-engineering at 744d01e; Epoch AI, ml_hardware.csv, April 2026; confidence medium"

# AWS Trainium3, December 2025. To rent only. Memory and its bandwidth are in none of the sources. Low confidence.
accelerator Trainium3 <
  bf16 = 671; fp8 = 2517; fp4 = 2517
  memory = none; bandwidth = none; tdp = 700
> @ "Epoch AI, ml_hardware.csv, April 2026; confidence low"

# Intel Gaudi 3, September 2024. The white paper's 1,835 TFLOP/s at 1.75 GHz never shipped.
accelerator Gaudi3 <
  bf16 = 1677; fp8 = 1677
  memory = 128; bandwidth = 3.7; link = 600; tdp = 900
  price_low = 15625 @ "Intel at Computex, June 2024: 125,000 USD for eight on a board"
  measured_bf16 = 1243 @ "stas00/ml-engineering at 744d01e"
> @ "stas00/ml-engineering at 744d01e; Epoch AI, ml_hardware.csv, April 2026; confidence high"

# NVIDIA L40S, August 2023. Linked by PCIe 4.
accelerator L40S <
  bf16 = 362; fp8 = 733
  memory = 48; bandwidth = 0.864; link = 31; tdp = 350
  rent_low = 0.86 @ "Epoch AI, hardware prices, 2022 to March 2025"
  rent_high = 1.19 @ "Epoch AI, hardware prices, 2022 to March 2025"
> @ "stas00/ml-engineering at 744d01e; confidence high"

# NVIDIA L4, March 2023. mlco2 lists 31.33 for fp16, which is its fp32.
accelerator L4 <
  bf16 = 121; fp8 = 242
  memory = 24; bandwidth = 0.3; link = 31; tdp = 72
  rent_low = 0.43 @ "Epoch AI, hardware prices, 2022 to March 2025"
> @ "Epoch AI, ml_hardware.csv, April 2026; confidence high"

# NVIDIA GeForce RTX 4090, September 2022. Peaks with sums kept in fp32; with sums in fp16 they are twice as high: Epoch
# AI's 330 for fp16, 661 for fp8.
accelerator RTX_4090 <
  bf16 = 165.2 @ "waredb.com and gigagpu.com: dense, sums in fp32"; fp8 = 330.3
  memory = 24; bandwidth = 1.008; link = 31; tdp = 450
  price_low = 1417 @ "Epoch AI, hardware prices, 2022 to March 2025"
  price_high = 1599 @ "Epoch AI, hardware prices, 2022 to March 2025"
  rent_low = 0.20 @ "Epoch AI, hardware prices, 2022 to March 2025"
  rent_high = 0.69 @ "Epoch AI, hardware prices, 2022 to March 2025"
> @ "Epoch AI, ml_hardware.csv, April 2026; confidence medium"
