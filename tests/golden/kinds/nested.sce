# blocks in blocks
kind rack < machines = 8; watts : W; out power = machines * watts >
kind site <
  price = 20 cent/kWh
  rack small < watts = 300 >
  rack large < watts = 700; machines = 32 >
  out power = small.power + large.power
  out cost : USD/day = power * price
>
site north < >
site south <
  rack large < watts = 1000 >
  price = 10 cent/kWh
>
south.small.machines = 16
