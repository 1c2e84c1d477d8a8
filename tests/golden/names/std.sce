# std. names the library where a name of the file hides it
platform tiktok < uploads = 1e6 >
accelerator H100 < bf16 = 500; memory = 80; bandwidth = 3 >
mine = tiktok.uploads
theirs = std.tiktok.uploads
share = tiktok.uploads / std.tiktok.uploads
fast = std.H100.bf16 / H100.bf16
macs = std.flop_per_mac
