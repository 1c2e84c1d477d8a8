# exit: 2
uploads = 17__000
length = 3. km
work = 1e999
rest = 5 km
