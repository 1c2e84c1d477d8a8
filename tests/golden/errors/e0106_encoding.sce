# exit: 2
share = 50%  # the café on the corner
