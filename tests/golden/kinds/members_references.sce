# exit: 2
# Members whose references differ: one block, another for each point of a sweep, another in a scenario.
kind chip < speed : 1; price : USD = none; fast = (speed > 1) >
chip slow < speed = 1; price = 3 >
chip quick < speed = 2 >
kind part < chip : chip; count : 1 = 3; out work = count * chip.speed >
kind whole <
  each part : part
  out work = sum(part.work)
  out again = sum(part.count * part.chip.speed over part)
  out least = min(part.chip.speed over part)
>
whole w <
  part x < chip = slow >
  part y < chip = sweep(slow, quick); count = 1 >
>
scenario better < w.x.chip = quick >

w.part.chip.speed
w.part.chip.price
w.part.chip.fast
w.part.chip.speed[y]
alias = w.part.chip
