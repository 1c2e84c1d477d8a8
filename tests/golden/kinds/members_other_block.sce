# a block of another kind is no member
kind rack < machines = 8; watts : W; out power = machines * watts >
kind box < watts : W >
kind hall < each rack_of : rack; out power = sum(rack_of.power) >
hall north <
  rack old < watts = 300 >
  box strange < watts = 3 >
>
