# args: check
ten = 10 km
claim right < value = ten; says = 10 km > @ "a book"
