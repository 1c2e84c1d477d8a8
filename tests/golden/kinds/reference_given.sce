# args: --only fleet.gpus
model sora < params = 20e9 >
model small < params = 2e9 >
fleet < serves = small; tiktok = 17e6 >
