# args: check
# exit: 2
kind rack < machines = 8; watts : W; out power = machines * watts >
kind hall < each rack_of : rack; out power = sum(rack_of.power) >
hall north <
  rack old < watts = 300 >
  number = 3
>
