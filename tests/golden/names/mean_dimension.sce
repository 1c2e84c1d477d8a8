# exit: 2
dimension speed = lenght/time
unit knot : sped
