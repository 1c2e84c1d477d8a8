# How many servers keep requests from waiting? The formulas of the queue are in C (queue.c), since they are a loop
# over the servers. Build the library beside this file, and allow it:
#   cc -O2 -shared -fPIC -o libqueue.so queue.c -lm
#   sce --allow-extern=libqueue.so queue.sce
extern "./libqueue.so" wait_probability(load: 1, servers: 1) : 1
extern "./libqueue.so" wait_time(rate: 1/s, service: s, servers: 1) : s
extern "./libqueue.so" wait_within(rate: 1/s, service: s, servers: 1, share: 1 = 95%) : s

rate = uniform(380, 520) / min @ "requests that arrive in the busiest hour"
service : s = 1 s @ "a guess: one answer"
servers = sweep(9 .. 14)

busy = rate * service / servers
waiting = wait_probability(rate * service, servers)
delay : ms = wait_time(rate, service, servers)
slow : ms = wait_within(rate, service, servers)
promised = prob(slow < 1 s)

scenario faster < service = 800 ms >

claim ten <
  value = wait_probability(8, 10); says = 0.409180
> @ "the formula, worked out by exact fractions"
claim hundred < value = wait_probability(90, 100); says = 0.216940 > @ "the same"
