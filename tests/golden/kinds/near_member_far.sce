# a member that looks like no field is one
# args: --only fleet*
model sora < params = 20e9 >
fleet < peanuts = 17e6; speakers = 2e6 >
