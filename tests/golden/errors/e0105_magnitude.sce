# exit: 2
uploads = 17 M
