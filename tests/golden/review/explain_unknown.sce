# args: explain FILE site.pover
# exit: 2
site < power : kW = 12 >
kind site < >
