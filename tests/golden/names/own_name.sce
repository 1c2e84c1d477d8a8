# a field's own name inside its formula is the next one outward
tiktok_share = 50%
model sora < params = 20e9 >
fleet < tiktok = tiktok.uploads * tiktok_share >
margin = 10%
kind shop < price : USD; margin = 1; out income = price * margin >
shop corner < price = 30; margin = margin * 2 >
