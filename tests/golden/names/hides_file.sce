# args: check
# hiding a name of the file warns, once a name: helper fields, members, and blocks in blocks
price = $2
clip = 3
vimeo = 4
model sora < params = 20e9; clip : minute = 3; price : USD = 3 > @ "a guess"
fleet < tiktok = 17e6; vimeo = 2e6 > @ "a guess"
