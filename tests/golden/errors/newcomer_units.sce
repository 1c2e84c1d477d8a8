# exit: 2
users = 2M person
calls = 3 * 12 per day
speed = 3 km per hour
