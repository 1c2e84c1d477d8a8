# args: check
# exit: 2
# a mistake that shows in a formula of the library names the block that it is about
model sora < params = 20e9 >
image_fleet pictures < instagram = 3e6 >
