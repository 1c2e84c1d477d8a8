# exit: 2
kind box <
  width : m = 1
  depth : m = 2
box b0 < width = 1
box b1 < width = 2
box b2 < width = 3
box b3 < width = 4
box b4 < width = 5
box b5 < width = 6
box b6 < width = 7
box b7 < width = 8
box b8 < width = 9
box b9 < width = 10
box b10 < width = 11
box b11 < width = 12
box b12 < width = 13
box b13 < width = 14
>>>>>>>>>>>>>>>
