# copies made with from do not count
model sora < params = 20e9 >
model sora_large from sora < params = 40e9 >
fleet < tiktok = 17e6 >
