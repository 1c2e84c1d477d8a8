/* Waiting in a queue with several servers (M/M/c): the formulas of A. K. Erlang, 1917, as a library for `extern`.
 *
 * Requests arrive at random (a Poisson process), each takes a random time (exponential, `service` on average), and whoever finds all servers busy waits for
 * the next that is free. The load is how many servers are busy on average: rate times service. All functions are of doubles and know no units; queue.sce
 * declares them. Where there is no answer they give NaN: sce then says so, with the arguments. A load that the servers cannot bear has an infinite wait.
 *
 *   cc -O2 -shared -fPIC -o libqueue.so queue.c -lm
 */
#include <math.h>

double wait_probability(double load, double servers);
double wait_time(double rate, double service, double servers);
double wait_within(double rate, double service, double servers, double share);

static const double servers_most = 1e6;       /* the sum below takes a step for each */

/* The share of requests that wait (Erlang C), from the share that would be lost if nobody waited (Erlang B), by its recursion over the number of servers: all
 * terms are positive and none is large, so that nothing overflows or cancels. */
double wait_probability(double load, double servers) {
  if (!(load >= 0) || !(servers >= 1) || servers > servers_most || servers != floor(servers)) return NAN;
  if (load >= servers) return 1;
  double lost = 1;
  for (double k = 1; k <= servers; k++) lost = load * lost / (k + load * lost);
  return lost / (1 - load / servers * (1 - lost));
}

/* How long a request waits on average. */
double wait_time(double rate, double service, double servers) {
  double load = rate * service, waits = wait_probability(load, servers);
  return load < servers ? waits * service / (servers - load) : isnan(waits) ? NAN : INFINITY;
}

/* The time within which a share of all requests gets a server: 0 where so many do not wait at all. */
double wait_within(double rate, double service, double servers, double share) {
  double load = rate * service, waits = wait_probability(load, servers);
  if (isnan(waits) || !(share >= 0) || !(share < 1)) return NAN;
  if (load >= servers) return INFINITY;
  return 1 - share >= waits ? 0 : log(waits / (1 - share)) * service / (servers - load);
}
