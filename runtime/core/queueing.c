/* Erlang's formulas for any number of servers, from one integral.
 *
 * All rest on the inverse of Erlang B, I(load, n) = load x integral of e^(-load t) (1 + t)^n dt, which is 1 + n/load x I(load, n - 1). Up to `few_servers` that recurrence
 * runs from the fractional part on, where the integral is an incomplete gamma function. Above, the integrand is a bell as wide as the root of n, and a fixed
 * number of points gives all digits. Nothing is subtracted on the way, so that nothing is lost.
 */
#include "core/queueing.h"

#include "core/domain.h"

static const double few_servers = 128;
static const double whole_limit = 4503599627370496.; /* 2^52: soon after, n and n + 1 are no longer told apart */

/* The positive half of the nodes and weights of Gauss and Legendre with 16 points. */
static const double gauss[8][2] = {
    {0.0950125098376374402, 0.189450610455068496}, {0.281603550779258913, 0.182603415044923589}, {0.458016777657227386, 0.169156519395002538},
    {0.617876244402643748, 0.149595988816576732},  {0.755404408355003034, 0.124628971255533872}, {0.865631202387831744, 0.0951585116824927848},
    {0.944575023073232576, 0.0622535239386478929}, {0.989400934991649933, 0.0271524594117540949},
};

/* s - ln(1 + s), without loss for small s, where it is half of s^2. */
static double bend(double s) {
  if (fabs(s) > 0.2) return s - log1p(s);
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
    return tgamma(power + 1) * exp(load - power * log(load)) - series;
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
      sum += gauss[i / 2][1] * exp(excess * t - servers * bend(t));
    }
  }
  return load * half * sum;
}

/* 1/B for load + excess servers; infinite where B is too small for a number, and where there is no load. */
static double inverse_of_lost(double load, double excess) {
  double servers = load + excess;
  if (load == 0) return servers > 0 ? INFINITY : 1;
  if (servers > few_servers && excess > 0 && servers * bend(-excess / servers) > 745) return INFINITY;
  if (servers > few_servers) return inverse_of_many(load, excess, servers);
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
  double idle = excess / (load + excess);
  return -log1p(idle * (inverse_of_lost(load, excess) - 1)) - limit * excess;
}

static bool has_limit(double limit, double service) { return sce_domain_is_amount(limit) && (limit == 0 || sce_domain_is_extent(service)); }

/* In service times. */
static double relative_limit(double limit, double service) { return limit == 0 ? 0 : limit / service; }

static bool is_served(double load, double servers) { return sce_domain_is_amount(load) && isfinite(servers) && servers > load; }

double sce_queueing_wait_share(double load, double servers, double limit, double service) {
  if (!is_served(load, servers) || !has_limit(limit, service)) return NAN;
  return exp(log_wait_share(load, servers - load, relative_limit(limit, service)));
}

double sce_queueing_mean_wait(double load, double servers, double service, double variation) {
  if (!is_served(load, servers) || !sce_domain_is_amount(service) || !sce_domain_is_amount(variation)) return NAN;
  return exp(log_wait_share(load, servers - load, 0)) * service / (servers - load) * (1 + variation * variation) / 2;
}

/* The servers above the load with which ln P(wait > limit) is `target`: false position, its idle end halved (Illinois), between bounds that always hold. */
static double find_excess(double load, double target, double limit) {
  double low = 0, low_value = -target, high = sqrt(load * -target) - target / (1 + limit), high_value;
  while ((high_value = log_wait_share(load, high, limit) - target) > 0) {
    low = high;
    low_value = high_value;
    high *= 1.25;
  }
  for (int round = 0; round < 200 && high - low > 1e-15 * high; round++) {
    double at = isinf(high_value) ? (low + high) / 2 : high - (high - low) * high_value / (high_value - low_value);
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

double sce_queueing_servers(double load, double share, double limit, double service, double step) {
  if (!sce_domain_is_amount(load) || !(share > 0 && share <= 1) || !has_limit(limit, service) || !sce_domain_is_amount(step)) return NAN;
  double servers = load == 0 || share == 1 ? load : load + find_excess(load, log(share), relative_limit(limit, service));
  if (step == 0) return servers;
  if (load > whole_limit * step) return NAN;
  double steps = ceil(servers / step);
  if (steps > whole_limit) return servers;   /* steps too fine to be told apart */
  while (is_served(load, (steps - 1) * step) && sce_queueing_wait_share(load, (steps - 1) * step, limit, service) <= share) steps--;
  while (!(sce_queueing_wait_share(load, steps * step, limit, service) <= share)) steps++;
  return steps * step;
}
