# exit: 2
delay = 3 hour as km
