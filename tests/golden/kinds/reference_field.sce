# the fields of what is referred to, by way of the reference
model sora < params = 20e9 >
fleet < tiktok = 17e6 >
a = fleet.serves.params
b = fleet.gpu.bf16
c = sora.like.params
