# The question that these kinds are for: a clip of Wan 2.1 today, twice as long, and distilled, on eight accelerators.
video_dit clip from wan2_1_14b < gpus = 8; utilization = 36%; parallel_efficiency = 70% >
scenario longer < clip.duration = 10 >
scenario distilled < clip.steps = 4; clip.passes = 1 >
