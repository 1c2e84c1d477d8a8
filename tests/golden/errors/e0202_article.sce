# exit: 2
# The article goes by sound.
kind usage < people : 1 >
kind engine < power : kW >
usage u < persons = 3 >
engine e < watts = 3 >
