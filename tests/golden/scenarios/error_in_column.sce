# what fails in one column leaves the others
# exit: 2
machines = 4
load = 12 / machines
scenario none_left < machines = 0 >
scenario more < machines = 6 >
