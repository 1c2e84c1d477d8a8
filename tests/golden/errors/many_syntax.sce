# args: check
# exit: 2
# several syntax errors, each found in the same run
model sora { params = 20e9, steps = 250 }
uploads = 17,000,000
load = €500 + 3
halls = if uploads > 10M then 2 else 1
peak = if load = 50% then 2 else 1
share = 3 @ "article, section 04
total = (3 + 4
rest = 5)
again = 3 + * 4
fleet <
  tiktok = 17e6
