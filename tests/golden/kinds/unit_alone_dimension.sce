# a kind made from another may give a field another dimension, where its formula allows it
kind shop < sold : kg/day; out week = sold * 7 day >
kind kiosk from shop < sold : 1/day >
shop market < sold = 30 >
kiosk corner < sold = 200 >
