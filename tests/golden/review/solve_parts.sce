# args: solve FILE 'site = 3' --for site
# exit: 2
# a block is no field
kind hall < power : kW = 3 kW >
hall site < >
