# args: check
# exit: 2
model first from second < params = 20e9 >
model second from third < steps = 100 >
model third from first < frames = 3 >
