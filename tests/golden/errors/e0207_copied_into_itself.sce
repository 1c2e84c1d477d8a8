# exit: 2
kind k < x = 1 >
k a < k b from a < > >
