# args: check
# exit: 2
fleet < tiktok = 17e6 >
