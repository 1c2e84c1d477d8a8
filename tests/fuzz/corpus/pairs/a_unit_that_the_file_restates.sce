rent = $3/hour * (1 month)
twice = rent * 2
wait : month = 1
hours : hour = wait
twice / (1 month)
#%new
unit month = 31 day
rent = $3/hour * (1 month)
twice = rent * 2
wait : month = 1
hours : hour = wait
twice / (1 month)
