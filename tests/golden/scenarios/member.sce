# a member replaced by its path
model sora < params = 20e9 >
fleet < tiktok = 17e6; youtube = 6e6 >
scenario half < fleet.tiktok = 8.5e6 >
scenario none_there < fleet.tiktok = 0 >
