model sora < params = 1e9; steps = 9 >
sora.frames = 3
use "./1"
#%file
a = 3
#%text
sora.frames = 5
sora.steps
sora.frames = 6; a = 4
a
use "./1" as p
