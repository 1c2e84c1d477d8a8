# exit: 2
kind box <
  width = 1
  box inner < width = 2 >
>
box outer < >
