# args: check
extern "./libqueue.so" wait_time(rate: 1/s, servers: 1) : s
delay = wait_time(4 /s, 2) in 0 s .. 1 s
claim short < value = delay; says = 3 s >
claim sum < value = 1 + 1; says = 2 >
