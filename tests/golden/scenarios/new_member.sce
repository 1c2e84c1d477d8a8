# args: check
# exit: 2
# a replacement adds nothing
model sora < params = 20e9 >
fleet < tiktok = 17e6 >
scenario more < fleet.vimeo = 1e6 >
