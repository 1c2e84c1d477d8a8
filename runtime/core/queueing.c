/* Erlang's formulas for any number of servers, from one integral.
 *
 * All rest on the inverse of Erlang B, I(load, n) = load x integral of e^(-load t) (1 + t)^n dt, which is 1 + n/load x I(load, n - 1), and an incomplete gamma function
 * in other clothes: e^load load^-n Gamma(n + 1, load). Where plans are made, with some more servers than load, Temme's expansion gives it at once. Elsewhere the recurrence
 * runs from the fractional part on, or, for many servers, a fixed number of points of the integrand, which is a bell as wide as the root of n. Nothing is
 * subtracted on the way, so that nothing is lost.
 */
#include "core/queueing.h"

#include "core/domain.h"
#include "sample/portable.h"
#include "sample/special.h"

static const double few_servers = 128, fewest_for_expansion = 40, farthest_for_expansion = 0.6;
static const double whole_limit = 4503599627370496.; /* 2^52: soon after, n and n + 1 are no longer told apart */

/* The positive half of the nodes and weights of Gauss and Legendre with 16 points. */
static const double gauss[8][2] = {
    {0.0950125098376374402, 0.189450610455068496}, {0.281603550779258913, 0.182603415044923589}, {0.458016777657227386, 0.169156519395002538},
    {0.617876244402643748, 0.149595988816576732},  {0.755404408355003034, 0.124628971255533872}, {0.865631202387831744, 0.0951585116824927848},
    {0.944575023073232576, 0.0622535239386478929}, {0.989400934991649933, 0.0271524594117540949},
};

/* s - ln(1 + s), without loss for small s, where it is half of s^2; infinite at -1. */
static double bend(double s) {
  if (s <= -1) return INFINITY;
  if (fabs(s) > 0.2) return s - sce_ln1p(s);
  double r = s / (2 + s), square = r * r, sum = 0;
  for (int i = fabs(s) < 0.03 ? 9 : 25; i >= 3; i -= 2) sum = sum * square + 1. / i;
  return r * (s - 2 * square * sum);
}

/* I for a power below 1. With a load below 2 the whole gamma function less a series, else Legendre's continued fraction, from the front (Lentz). */
static double inverse_of_part(double load, double power) {
  if (power == 0) return 1;
  if (load < 2) {
    double series = 0, term = load / (power + 1);
    for (int k = 2; term > series * 1e-17; k++) {
      series += term;
      term *= load / (power + k);
    }
    return sce_exp(sce_ln_gamma1p(power) + load - power * sce_ln(load)) - series;
  }
  double partial = load - power, ratio = partial, inverse = 0, change = 0;
  for (int k = 1; k < 500 && fabs(change - 1) > 1e-16; k++) {
    double numerator = k * (power + 1 - k), denominator = load - power + 2 * k;
    inverse = 1 / (denominator + numerator * inverse);
    ratio = denominator + numerator / ratio;
    change = ratio * inverse;
    partial *= change;
  }
  return load / partial;
}

/* How far beyond `from` the bell, in units of its width, still counts: further on it is below e^-42 of its value there. `from` is how far right of its top that is; a
 * parabola of the curvature at the far end lies below the bell's exponent.
 */
static double reach(double from, double root) {
  double slope = root * from / (root + from), length = 0;
  for (int round = 0; round < 2; round++) {
    double curvature = root / (root + from + length);
    length = 84 / (slope + sqrt(slope * slope + 84 * curvature * curvature));
  }
  return length;
}

/* I for many servers: the integrand is e^(excess t - servers x bend(t)), a bell with its top at excess/load, which may lie left of where t starts. */
static double inverse_of_many(double load, double excess, double servers) {
  const int panels = 5;
  double root = sqrt(servers), width = root / load, top = excess / load, start = fmax(top, 0), sum = 0;
  double low = fmax(0, top - 9.2 * width), high = start + width * reach(fmax(-excess / root, 0), root), half = (high - low) / (2 * panels);
  for (int panel = 0; panel < panels; panel++) {
    double middle = low + (2 * panel + 1) * half;
    for (int i = 0; i < 16; i++) {
      double t = middle + (i & 1 ? half : -half) * gauss[i / 2][0];
      sum += gauss[i / 2][1] * sce_exp(excess * t - servers * bend(t));
    }
  }
  return load * half * sum;
}

/* Coefficients of n^-k eta^j in the rest of Temme's expansion: c_0 = 1/mu - 1/eta, and c_k = c_(k-1)'/eta less the pole, by the series of mu - ln(1 + mu) = eta^2/2 in
 * exact fractions. N. M. Temme, "The asymptotic expansion of the incomplete gamma functions", SIAM Journal on Mathematical Analysis 10(4), 1979.
 */
static const double rest[6][19] = {
    {-0.33333333333333331, 0.083333333333333329, -0.014814814814814815, 0.0011574074074074073, 0.00035273368606701942, -0.0001787551440329218,
     3.9192631785224377e-05, -2.185448510679992e-06, -1.85406221071516e-06, 8.2967113409530865e-07, -1.7665952736826078e-07, 6.7078535434014984e-09,
     1.0261809784240309e-08, -4.3820360184533529e-09, 9.1476995822367902e-10, -2.5514193994946248e-11, -5.8307721325504256e-11, 2.4361948020667415e-11,
     -5.0276692801141755e-12},
    {-0.0018518518518518519, -0.003472222222222222, 0.0026455026455026454, -0.00099022633744855963, 0.00020576131687242798, -4.018775720164609e-07,
     -1.8098550334489977e-05, 7.6491609160811098e-06, -1.6120900894563446e-06, 4.647127802807434e-09, 1.3786334469157209e-07, -5.7525456035177047e-08,
     1.1951628599778148e-08, -1.7543241719747647e-11, -1.0091543710600413e-09, 4.1627929918425828e-10, -8.5639070264929801e-11},
    {0.0041335978835978834, -0.0026813271604938273, 0.0007716049382716049, 2.0093878600823047e-06, -0.0001073665322636516, 5.2923448829120125e-05,
     -1.2760635188618728e-05, 3.4235787340961378e-08, 1.3721957309062934e-06, -6.2989921383800548e-07, 1.4280614206064242e-07, -2.0477098421990866e-10,
     -1.409252991086752e-08, 6.2289740849220218e-09, -1.3670488396617114e-09},
    {0.00064943415637860077, 0.00022947209362139917, -0.0004691894943952557, 0.00026772063206283885, -7.5618016718839766e-05, -2.3965051138672968e-07,
     1.1082654115347302e-05, -5.6749528269915965e-06, 1.4230900732435883e-06, -2.7861080291528143e-11, -1.6958404091930278e-07, 8.0994649053880827e-08,
     -1.9111168485973655e-08},
    {-0.00086188829091671173, 0.00078403922172006662, -0.00029907248030319018, -1.4638452578843418e-06, 6.6414982154651219e-05, -3.9683650471794347e-05,
     1.1375726970678419e-05, 2.5074972262375329e-10, -1.6954149536558305e-06, 8.9075075322053094e-07, -2.2929348340008049e-07},
    {-0.00033679855336635813, -6.9728137583658571e-05, 0.00027727532449593918, -0.00019932570516188847, 6.797780477937208e-05, 1.4190629206439671e-07,
     -1.3594048189768693e-05, 8.018470256334202e-06, -2.2914811765080952e-06},
};

static const double root_2_pi = 2.50662827463100050242;

/* I where `half_square` = bend(-excess/n) is below 0.18 and n at least 40, to fourteen digits. */
static double inverse_by_expansion(double servers, double half_square) {
  double eta = -sqrt(2 * half_square), sum = 0, tail = servers * half_square, gamma = sce_exp(sce_stirling(servers));   /* over Stirling's formula */
  for (int k = 5; k >= 0; k--) {
    double row = 0;
    for (int j = 18 - 2 * k; j >= 0; j--) row = row * eta + rest[k][j];
    sum = sum / servers + row;
  }
  return 1 + gamma * (root_2_pi * sqrt(servers) * sce_exp(tail) * sce_normal_cdf(sqrt(2 * tail)) + sum);
}

/* 1/B for load + excess servers; infinite where B is too small for a number, and where there is no load. */
static double inverse_of_lost(double load, double excess) {
  double servers = load + excess;
  if (load == 0) return servers > 0 ? INFINITY : 1;
  double half_square = excess > 0 ? bend(-excess / servers) : 0;
  if (excess >= 0 && servers >= fewest_for_expansion && half_square < farthest_for_expansion * farthest_for_expansion / 2) return inverse_by_expansion(servers, half_square);
  if (servers > few_servers) return servers * half_square > 745 ? INFINITY : inverse_of_many(load, excess, servers);
  double steps = floor(servers), part = servers - steps, inverse = inverse_of_part(load, part);
  for (double k = 1; k <= steps; k++) inverse = 1 + inverse * (part + k) / load;
  return inverse;
}

double sce_queueing_lost(double load, double servers) {
  if (!sce_domain_is_amount(load) || !sce_domain_is_amount(servers)) return NAN;
  return 1 / inverse_of_lost(load, servers - load);
}

/* ln P(wait > limit). `limit` is in service times; `excess` above 0. */
static double log_wait_share(double load, double excess, double limit) {
  double idle = excess / (load + excess), inverse = inverse_of_lost(load, excess);
  return isinf(inverse) ? -INFINITY : -sce_ln1p(idle * (inverse - 1)) - limit * excess;
}

static bool has_limit(double limit, double service) { return sce_domain_is_amount(limit) && (limit == 0 || sce_domain_is_extent(service)); }

/* In service times. */
static double relative_limit(double limit, double service) { return limit == 0 ? 0 : limit / service; }

static bool is_served(double load, double servers) { return sce_domain_is_amount(load) && isfinite(servers) && servers > load; }

double sce_queueing_wait_share(double load, double servers, double limit, double service) {
  if (!is_served(load, servers) || !has_limit(limit, service)) return NAN;
  return sce_exp(log_wait_share(load, servers - load, relative_limit(limit, service)));
}

double sce_queueing_mean_wait(double load, double servers, double service, double variation) {
  if (!is_served(load, servers) || !sce_domain_is_amount(service) || !sce_domain_is_amount(variation)) return NAN;
  return sce_exp(log_wait_share(load, servers - load, 0)) * service / (servers - load) * (1 + variation * variation) / 2;
}

/* The servers above the load with which ln P(wait > limit) is `target`: false position, its idle end halved (Illinois), between bounds that
 * always hold. With a limit the excess is below -target/limit, since nobody waits oftener than always.
 */
static double find_excess(double load, double target, double limit) {
  double low = 0, low_value = -target, high = fmin(sqrt(load * -target) - target, -target / limit), high_value;
  while ((high_value = log_wait_share(load, high, limit) - target) > 0) {
    low = high;
    low_value = high_value;
    high *= 1.25;
  }
  for (int round = 0; round < 200 && high - low > 1e-15 * high; round++) {
    double at = isinf(high_value) ? (low + high) / 2 : high - (high - low) * (high_value / (high_value - low_value));
    double value = log_wait_share(load, at, limit) - target;
    if (fabs(value) <= 1e-14 * -target) return at;
    if (value > 0) {
      low = at;
      low_value = value;
      high_value /= 2;
    } else {
      high = at;
      high_value = value;
      low_value /= 2;
    }
  }
  return high;
}

typedef struct QueueTarget {
  double load, share, limit, service, step;
} QueueTarget;

static bool is_enough(const QueueTarget *target, double steps) {
  return sce_queueing_wait_share(target->load, steps * target->step, target->limit, target->service) <= target->share;
}

/* The least whole number of steps that is enough, from one that nearly is. What is found by real numbers may be off by their rounding: gaps are doubled until the answer lies
 * between two bounds, then halved.
 */
static double least_steps(const QueueTarget *target, double guess) {
  double low = guess - 1, high = guess;
  for (double gap = 1; is_enough(target, low); gap *= 2) {
    high = low;
    low -= gap;
  }
  for (double gap = 1; !is_enough(target, high); gap *= 2) {
    low = high;
    high += gap;
    if (!isfinite(high)) return INFINITY;
  }
  while (high - low > 1) {
    double middle = floor(low + (high - low) / 2);
    if (is_enough(target, middle)) high = middle;
    else low = middle;
  }
  return high;
}

double sce_queueing_servers(double load, double share, double limit, double service, double step) {
  if (!sce_domain_is_amount(load) || !(share > 0 && share <= 1) || !has_limit(limit, service) || !sce_domain_is_amount(step)) return NAN;
  double servers = load == 0 || share == 1 ? load : load + find_excess(load, sce_ln(share), relative_limit(limit, service));
  if (step > 0 && load > whole_limit * step) return NAN;
  if (step == 0 || servers / step > 2 * whole_limit) return servers;           /* where steps are too fine to be told apart, as without */
  return step * least_steps(&(QueueTarget){load, share, limit, service, step}, ceil(servers / step));
}
