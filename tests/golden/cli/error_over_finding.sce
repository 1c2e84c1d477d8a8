# two wins over one
# exit: 2
ten = 4 km + 6 km
claim right < value = ten; says = 10 km > @ "a book"
claim wrong < value = ten * 2; says = 10 km > @ "a book"
x = 1 / 0
