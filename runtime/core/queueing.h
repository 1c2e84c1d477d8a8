/* Queues in front of many alike servers: how many requests wait, how long, and how many servers keep that rare.
 *
 * Requests come at random (Poisson) and each holds one server. The load is how many servers are busy on average: arrivals a second times mean service time, in
 * erlangs, a pure number. Times are in seconds. Servers need not be whole: 1/B = load x integral over t > 0 of e^(-load t) (1 + t)^servers, so that sweeps,
 * solvers and derivatives see smooth functions that agree with the sums at whole numbers. Relative errors are below 1e-12 for up to a million servers, and
 * no step is taken server by server beyond 128 of them: a call takes as long for a billion servers as for a thousand.
 *
 * A queue whose servers are not more than its load grows without end: that gives NaN, as do negative arguments and such that are not finite.
 *
 * Sources: A. K. Erlang, "Solution of some problems in the theory of probabilities of significance in automatic telephone exchanges", Elektroteknikeren 13, 1917:
 * both formulas. D. L. Jagerman, "Some properties of the Erlang loss function", Bell System Technical Journal 53(3), 1974: the integral (of Fortet) and
 * fractional servers. S. Halfin, W. Whitt, "Heavy-traffic limits for queues with many exponential servers", Operations Research 29(3), 1981: servers in excess of the
 * load grow with its square root. The factor for service times that are not exponential is that of Pollaczek and Khinchine, exact for one server
 * (Lee and Longton 1959 for many: an approximation).
 */
#ifndef SCE_CORE_QUEUEING_H
#define SCE_CORE_QUEUEING_H

/* The share of requests that find all servers busy where they do not wait but are lost (Erlang B). */
double sce_queueing_lost(double load, double servers);

/* P(wait > limit): the share of requests that wait longer than so many seconds, first come first served, service times exponential; with a limit of 0 that of
 * those that wait at all (Erlang C). `service` is the mean service time; only a limit of 0 does without it.
 */
double sce_queueing_wait_share(double load, double servers, double limit, double service);

/* The mean wait in seconds, over all requests. `variation` is the standard deviation of service times over their mean: 1 where they are exponential,
 * 0 where all are alike. Service times of any shape enter by the factor (1 + variation^2)/2.
 */
double sce_queueing_mean_wait(double load, double servers, double service, double variation);

/* The least multiple of `step` of servers, more than the load, for which P(wait > limit) is at most `share`; with a step of 0 the real number for which it is
 * `share`. A load above 2^52 steps gives NaN: there one server more makes no difference to a number.
 */
double sce_queueing_servers(double load, double share, double limit, double service, double step);

#endif
