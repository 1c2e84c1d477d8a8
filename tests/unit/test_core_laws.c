/* Failures and scaling laws: published figures, the optima against a search that knows no formula for them, and runs that are played through.
 */
#include "core/failures.h"
#include "core/scaling_law.h"
#include "test_core_csv.h"

#include <stdbool.h>
#include <stdint.h>

static const double minute = 60, hour = 3600;

/* --- failures ------------------------------------------------------------------------------------ */

/* Daly, figures 3 to 5: five minutes to write, failures 24 hours, 6 hours and 15 minutes apart. */
Test(core_laws, intervals_of_daly) {
  cr_expect_float_eq(sce_failures_daly_interval(5 * minute, 24 * hour) / minute, 117, 0.5);
  cr_expect_float_eq(sce_failures_daly_interval(5 * minute, 6 * hour) / minute, 57, 0.5);
  cr_expect_float_eq(sce_failures_daly_interval(5 * minute, 15 * minute) / minute, 9.1, 0.05);
  cr_expect_eq(sce_failures_daly_interval(40 * minute, 15 * minute), 15 * minute, "writing longer than two failures apart");
  cr_expect_eq(sce_failures_daly_interval(30 * minute, 15 * minute), 15 * minute);
  cr_expect_float_eq(sce_failures_young_interval(5 * minute, 24 * hour), 120 * minute, 1e-9);
  cr_expect_eq(sce_failures_young_interval(0, hour), 0, "what costs nothing is done all the time");
}

static double goodput(double interval, double write, double restart, double mtbf) { return sce_failures_goodput((SceFailures){interval, write, restart, mtbf}); }

/* The interval with the most goodput, by golden section over its logarithm. */
static double search_interval(double write, double restart, double mtbf) {
  const double golden = 0.6180339887498949;
  double low = log(write / 100), high = log(100 * mtbf);
  for (unsigned i = 0; i < 200; i++) {
    double left = high - golden * (high - low), right = low + golden * (high - low);
    if (goodput(exp(left), write, restart, mtbf) < goodput(exp(right), write, restart, mtbf)) low = left;
    else high = right;
  }
  return exp((low + high) / 2);
}

/* Daly's interval is the best one to a few parts in a thousand, Young's is near it while writing is short; what either loses is next to nothing. */
Test(core_laws, intervals_are_near_the_best) {
  const double shares[] = {1e-5, 1e-4, 1e-3, 1e-2, 0.05, 0.2};
  const double restarts[] = {0, 5 * 60., 3600};
  for (unsigned i = 0; i < sizeof shares / sizeof *shares; i++) {
    for (unsigned k = 0; k < sizeof restarts / sizeof *restarts; k++) {
      double mtbf = 3 * hour, write = shares[i] * mtbf, best = search_interval(write, restarts[k], mtbf);
      double most = goodput(best, write, restarts[k], mtbf), daly = sce_failures_daly_interval(write, mtbf), young = sce_failures_young_interval(write, mtbf);
      cr_expect_lt(relative_error(daly, best), 0.005, "write %g of mtbf: %g, best %g", shares[i], daly, best);
      cr_expect_gt(goodput(daly, write, restarts[k], mtbf), (1 - 1e-5) * most);
      cr_expect_leq(goodput(daly, write, restarts[k], mtbf), (1 + 1e-12) * most);
      if (shares[i] <= 1e-2) cr_expect_gt(goodput(young, write, restarts[k], mtbf), 0.9995 * most, "write %g of mtbf", shares[i]);
      cr_expect_lt(goodput(best / 3, write, restarts[k], mtbf), most);
      cr_expect_lt(goodput(best * 3, write, restarts[k], mtbf), most);
    }
  }
}

static double random_share(uint64_t *state) {
  *state ^= *state << 13;
  *state ^= *state >> 7;
  *state ^= *state << 17;
  return ((double)(*state >> 11) + 0.5) / 9007199254740992.;
}

/* A run played through: failures at random also while writing and restarting, each of which throws back to the last checkpoint. */
static double play(double interval, double write, double restart, double mtbf, unsigned checkpoints, uint64_t *state) {
  double now = 0, failure = -mtbf * log(random_share(state));
  for (unsigned done = 0; done < checkpoints;) {
    if (failure >= now + interval + write) {
      now += interval + write;
      done++;
      continue;
    }
    now = failure;
    do {   /* a restart may fail too */
      failure = now - mtbf * log(random_share(state));
      if (failure >= now + restart) break;
      now = failure;
    } while (true);
    now += restart;
  }
  return checkpoints * interval / now;
}

Test(core_laws, goodput_of_runs_that_are_played) {
  const SceFailures runs[] = {{1200, 60, 300, 10800}, {3600, 300, 600, 7200}, {600, 30, 0, 100000}, {5000, 100, 900, 5000}};
  uint64_t state = 0x2545f4914f6cdd1d;
  for (unsigned i = 0; i < sizeof runs / sizeof *runs; i++) {
    double played = play(runs[i].interval, runs[i].write, runs[i].restart, runs[i].mtbf, 400000, &state);
    cr_expect_lt(relative_error(sce_failures_goodput(runs[i]), played), 0.006, "run %u: %g, played %g", i, sce_failures_goodput(runs[i]), played);
  }
}

Test(core_laws, goodput_in_closed_forms) {
  for (double mtbf = 1e3; mtbf < 1e9; mtbf *= 3)
    for (double interval = 10; interval < 1e5; interval *= 3) {
      double value = goodput(interval, 60, 300, mtbf), exact = interval / (mtbf * exp(300 / mtbf) * expm1((interval + 60) / mtbf));
      cr_assert(fabs(value - exact) <= 4e-14 * exact, "%g against %g", value, exact);
      cr_assert(value >= 0 && value < 1);
      cr_assert(goodput(interval, 60, 300, 2 * mtbf) >= value, "fewer failures");
      cr_assert(goodput(interval, 60, 600, mtbf) <= value, "longer restarts");
      cr_assert(goodput(interval, 90, 300, mtbf) <= value, "longer writes");
    }
  cr_expect_float_eq(goodput(900, 100, 60, 1e300), 0.9, 1e-15, "without failures only writing is lost");
  cr_expect_eq(goodput(1e9, 60, 60, 1), 0, "nothing ever gets through");
  cr_expect_eq(goodput(1e300, 1e308, 1e308, 1e-300), 0);
  cr_expect_eq(goodput(1e-300, 0, 0, 1e300), 1);
  cr_expect_eq(goodput(1e308, 1e308, 1e308, 1e308) >= 0, true);
}

/* --- scaling laws -------------------------------------------------------------------------------- */

static const SceScalingLaw rounded = {406.4, 0.34, 410.7, 0.28};     /* Hoffmann et al., as printed */
static const SceScalingLaw refit = {482.01, 0.3478, 2085.43, 0.3658}; /* Besiroglu et al. */

/* Besiroglu et al.: their fit has about 20 tokens a parameter for Chinchilla's work, as the paper's other approaches and the model itself; the printed one has
 * more than twice of that. */
Test(core_laws, tokens_a_parameter) {
  double work = 5.76e23;
  double ratio = sce_scaling_law_tokens(refit, work) / sce_scaling_law_params(refit, work);
  cr_expect(ratio > 17 && ratio < 22, "%g", ratio);
  cr_expect_float_eq(sce_scaling_law_params(refit, work) / 1e9, 70, 5);
  double printed = sce_scaling_law_tokens(rounded, work) / sce_scaling_law_params(rounded, work);
  cr_expect(printed > 60, "%g", printed);
}

/* Hoffmann et al., figure 4: 40 billion parameters for Gopher's 5.76e23 FLOP; that follows from exponents with four digits, 0.3392 and 0.2849, and not from two. */
Test(core_laws, losses) {
  double chinchilla = sce_scaling_law_loss(rounded, 70e9, 1.4e12, 1.69), gopher = sce_scaling_law_loss(rounded, 280e9, 300e9, 1.69);
  cr_expect_float_eq(chinchilla, 1.69 + 406.4 / pow(70e9, 0.34) + 410.7 / pow(1.4e12, 0.28), 1e-14);
  cr_expect_lt(chinchilla, gopher, "smaller, on more tokens, for the same work, and better");
  double exact = sce_scaling_law_params((SceScalingLaw){406.4, 0.3392, 410.7, 0.2849}, 5.76e23);
  cr_expect_float_eq(exact / 1e9, 40, 2, "%g", exact);
  cr_expect_lt(sce_scaling_law_params(rounded, 5.76e23), 35e9);
}

/* No split of the same work has less loss, neither near nor far; and all of it is spent. */
Test(core_laws, optimum_is_the_least_loss_of_its_work) {
  uint64_t state = 0x9e3779b97f4a7c15;
  for (unsigned i = 0; i < 3000; i++) {
    SceScalingLaw law = i == 0 ? rounded : i == 1 ? refit : (SceScalingLaw){exp(10 * random_share(&state)), 0.05 + random_share(&state), exp(10 * random_share(&state)), 0.05 + random_share(&state)};
    double work = 6 * exp(20 + 45 * random_share(&state));
    double params = sce_scaling_law_params(law, work), tokens = sce_scaling_law_tokens(law, work);
    cr_assert_lt(relative_error(6 * params * tokens, work), 1e-12);
    double least = sce_scaling_law_loss(law, params, tokens, 0);
    for (double factor = 1.001; factor < 1e4; factor *= 2) {
      cr_assert_geq(sce_scaling_law_loss(law, params * factor, tokens / factor, 0), least * (1 - 1e-14));
      cr_assert_geq(sce_scaling_law_loss(law, params / factor, tokens * factor, 0), least * (1 - 1e-14));
    }
    cr_assert_gt(sce_scaling_law_loss(law, params * 2, tokens / 2, 0), least);
    cr_assert_gt(sce_scaling_law_loss(law, params / 2, tokens * 2, 0), least);
    cr_assert_geq(sce_scaling_law_params(law, 2 * work), params, "more work, larger model");
    cr_assert_geq(sce_scaling_law_tokens(law, 2 * work), tokens, "and more tokens");
    cr_assert_lt(sce_scaling_law_loss(law, 2 * params, tokens, 1.5), sce_scaling_law_loss(law, params, tokens, 1.5));
    cr_assert_lt(sce_scaling_law_loss(law, params, 2 * tokens, 1.5), sce_scaling_law_loss(law, params, tokens, 1.5));
  }
}

/* Equal exponents and factors split work evenly. */
Test(core_laws, a_law_with_two_equal_sides) {
  SceScalingLaw law = {400, 0.3, 400, 0.3};
  cr_expect_lt(relative_error(sce_scaling_law_params(law, 6e24), 1e12), 1e-14);
  cr_expect_lt(relative_error(sce_scaling_law_tokens(law, 6e24), 1e12), 1e-14);
  cr_expect_float_eq(sce_scaling_law_loss(law, 1e308, 1e308, 1.7), 1.7, 1e-13, "what cannot be reduced is left");
  cr_expect(isfinite(sce_scaling_law_params(law, 1e-300)) && isfinite(sce_scaling_law_params(law, 1e308)));
}
