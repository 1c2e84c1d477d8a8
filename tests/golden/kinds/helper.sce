# a helper field declares its unit
model sora <
  params = 20e9
  clip : minute = 2
  fps : frame/s = 24
  shown : 1 = 3
  frames = clip * fps / 8
>
