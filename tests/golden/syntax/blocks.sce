# exit: 2
model sora { params = 20e9; steps = 250 }
model a < params = 20e9, steps = 250 >
model b < params = 20e9 > model c < params = 1e9 >
model d
< params = 20e9 >
model e f < params = 20e9 >
model 5 < params = 20e9 >
x = fleet < tiktok = 5 >
model g < params = 20e9; 20e9 >
model h < params = 20e9 >>
model i
each platform : gpu
out y = 3
z : gpu
