# args: --senario fast
# exit: 2
distance : km = 400 km
speed : km/hour = 100 km/hour
time : hour = distance / speed
scenario slow < speed = 50 km/hour >
scenario fast < speed = 200 km/hour >
