# args: check
# exit: 2
model sora <
  params = 20e9
  steps = 250

fleet < serves = sora; tiktok = 17e6 >
