# exit: 2
unit ell = 2 cubit
unit cubit = 0.5 ell
dimension haste = hurry*time
dimension hurry = haste/time
cloth = 3 ell
