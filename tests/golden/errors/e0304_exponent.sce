# exit: 2
side = 3 m; n = 2
area = side^n
