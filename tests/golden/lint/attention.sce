# args: check
# Many frames in proportion; few, a formula of its own, a copy that leaves frames alone, and one from the library that counts attention.
model clip < params = 20e9; frames = 180; steps = 50 > @ "a guess"
model short < params = 20e9; frames = 8; steps = 50 > @ "a guess"
model counted < params = 20e9; frames = 180; steps = 50; step_flops = 23e15 > @ "a guess"
model fewer from clip < steps = 4 > @ "a guess"
model longer from clip < frames = 720 > @ "a guess"
model silenced < params = 20e9; frames = 180; steps = 50 > @ "a guess"  # allow E0704: frames attend to themselves alone
video_dit made from wan2_1_14b < duration = 30 video_second > @ "a guess"
model swept < params = 20e9; frames = sweep(8, 180); steps = 50 > @ "a guess"
scenario long < short.frames = 300 >
scenario same < short.steps = 4 >
