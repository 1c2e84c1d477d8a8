# exit: 2
# Queues that grow without end, targets that nothing meets, a limit without the time that a request takes.
erlang_c(90, 90)
erlang_wait(90, 80, 3 minute)
erlang_servers(90, 0%)
erlang_servers(90, 150%)
erlang_c(90, 100, limit = 20 s)
erlang_b(-1, 4)
