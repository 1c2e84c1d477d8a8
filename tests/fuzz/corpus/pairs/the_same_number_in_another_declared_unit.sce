way : km = 3
twice = way * 2
#%new
way : m = 3
twice = way * 2
