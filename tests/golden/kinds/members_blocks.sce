kind rack < machines = 8; watts : W; out power = machines * watts >
kind hall <
  each rack_of : rack
  out power = sum(rack_of.power)
  out machines = sum(rack_of.machines)
>
hall north <
  rack old < watts = 300 >
  rack new < watts = 700; machines = 16 >
>
old_share = north.old.power / north.power
