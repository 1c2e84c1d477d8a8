# args: check
cost = 64 gpu * V100.rent * 30 day
