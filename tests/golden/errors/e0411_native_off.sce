# exit: 2
extern "./libqueue.so" wait_time(rate: 1/s, servers: 1) : s
delay = wait_time(4 /s, 2)
twice : min = 2 * delay
apart = 3
