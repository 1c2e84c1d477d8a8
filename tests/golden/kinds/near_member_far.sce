# a member that looks like no field is one
model sora < params = 20e9 >
fleet < peanuts = 17e6; pear = 2e6 >
