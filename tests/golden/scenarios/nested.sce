kind rack < machines = 8; watts : W; out power = machines * watts >
kind site < rack small < watts = 300 >; out power = small.power >
site north < >
scenario hot < north.small.watts = 500 >
