#%all
model sora < params = 20e9 >
fleet < tiktok = 17e6 >
