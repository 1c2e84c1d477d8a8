# args: check
distance : km = 400 km @ "a map"
speed : km/hour = 100 km/hour @ "a guess"
time : hour = distance / speed
scenario slow < speed = 50 km/hour >
scenario fast < speed = 200 km/hour >
