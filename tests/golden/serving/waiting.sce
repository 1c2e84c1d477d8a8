# Seats for a load, over loads and targets: published values, and that large fleets need little headroom.
load = sweep(8, 90, 1000, 10000, 1e6)
target = sweep(20%, 5%, 1%)
seats = erlang_servers(load, target)
headroom : % = seats / load - 1
whole_nodes = erlang_servers(load, target, step = 8)
erlang_c(8, 10)
erlang_c(90, 100)
erlang_b(90, 100)
erlang_c(90, 100, limit = 20 s, service = 3 minute)
erlang_wait(90, 100, 3 minute)
erlang_wait(90, 100, 3 minute, variation = 0)
claim tens < value = erlang_servers(10, 5%); says = 17 >
claim hundreds < value = erlang_servers(100, 5%); says = 119 >
claim thousands < value = erlang_servers(1000, 5%); says = 1056 >
claim ten_thousands < value = erlang_servers(10000, 5%); says = 10175 >
