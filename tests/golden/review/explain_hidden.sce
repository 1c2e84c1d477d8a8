# args: explain FILE 'H100.bf16 / std.H100.bf16 * p.x * later'
use "./parts/rates.sce" as p
accelerator H100 < bf16 = 1000; memory = 80; bandwidth = 3 >
later = 3 @ "guess"
