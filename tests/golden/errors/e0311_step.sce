# exit: 2
needed = ceil(4.2 gpu)
