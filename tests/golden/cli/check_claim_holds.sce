# args: check
ten = 4 km + 6 km
claim right < value = ten; says = 10 km > @ "a book"
