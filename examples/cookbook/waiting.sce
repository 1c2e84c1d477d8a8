# How many servers keep people from waiting? Requests come at random; a server is a replica that answers one at a time, in
# four seconds. With more traffic, less of the fleet has to stand idle.
#
# Answer: 17, 119, 1,056 and 10,175 for 2.5 to 2,500 requests a second, if one in twenty may wait.

arrivals = sweep(2.5 / s, 25 / s, 250 / s, 2500 / s)
service : s = 4 @ "a guess: the mean time of an answer"
load = arrivals * service

# The least number with which one in twenty waits, and how busy they are.
servers = erlang_servers(load, wait = 5%)
busy : % = load / servers
spare : % = servers / load - 1

# The mean wait of all requests.
wait : ms = erlang_wait(load, servers, service)

claim size_helps <
  holds = (busy[arrivals = 2500] > 95% and busy[arrivals = 2.5] < 65%)
> @ "the same share of requests waits in both"
