model sora < params = 20e9 >
fleet < tiktok = 17e6 >
scenario s < sora.steps = 9 >
#%set
sora.params = 5e9
#%set
fleet.peak=3
#%only
fleet.*
