# exit: 2
free = 0 gpu
work = 5 gpu*hour
wait = work / free
