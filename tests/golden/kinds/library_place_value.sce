# args: check
# exit: 2
# a value that fails in a formula of the library names the block that it is about
model sora < params = 20e9 >
fleet < tiktok = 17e6; utilization = 0% >
