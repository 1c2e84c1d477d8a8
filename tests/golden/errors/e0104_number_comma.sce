# exit: 2
uploads = 17,000,000
machines = max(1,000, 250)
