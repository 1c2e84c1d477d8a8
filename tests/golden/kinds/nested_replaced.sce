# a replacement in a block finds the blocks in it
kind rack < machines = 8; watts = 300 W; out power = machines * watts >
kind site < rack small < >; out power = small.power >
site south < small.machines = 16 >
