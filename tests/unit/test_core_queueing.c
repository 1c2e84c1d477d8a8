/* Erlang's formulas against published values, a table of 20 digits (tests/data/erlang.csv), closed forms of one and two servers, and what must hold everywhere:
 * monotony, agreement of the least number of servers with the share that it was asked for, smoothness where one method takes over from another, and the domain.
 */
#include "core/queueing.h"
#include "test_core_csv.h"

#include <stdbool.h>

enum { TABLE_ROWS = 72, TABLE_WAITS = 59, TABLE_SERVERS = 52 };

static double erlang_c(double load, double servers) { return sce_queueing_wait_share(load, servers, 0, 0); }

static double least(double load, double share) { return sce_queueing_servers(load, share, 0, 0, 1); }

Test(core_queueing, published_values) {
  cr_expect_float_eq(erlang_c(8, 10), 0.409180, 0.5e-6);
  cr_expect_float_eq(erlang_c(90, 100), 0.216940, 0.5e-6);
  const double servers[][2] = {{10, 17}, {100, 119}, {1000, 1056}, {10000, 10175}};
  for (unsigned i = 0; i < 4; i++) cr_expect_eq(least(servers[i][0], 0.05), servers[i][1], "load %g: %.0f", servers[i][0], least(servers[i][0], 0.05));
}

/* To twelve digits; shares below 1e-100, which nobody asks for in earnest, to eleven. */
static void expect_close(unsigned row, double value, double expected) {
  double error = relative_error(value, expected);
  cr_expect_lt(error, expected > 1e-100 ? 1e-12 : 1e-11, "row %u: %.17g, off by %.3g", row, value, error);
}

Test(core_queueing, every_row_of_the_table) {
  CsvTable table;
  csv_init(&table, "erlang.csv");
  cr_assert_eq(table.rows - 1, TABLE_ROWS);
  unsigned waits = 0, counts = 0;
  for (unsigned i = 1; i < table.rows; i++) {
    double load = csv_get_number(&table, i, "load"), servers = csv_get_number(&table, i, "servers");
    expect_close(i, sce_queueing_lost(load, servers), csv_get_number(&table, i, "lost"));
    if (*csv_get(&table, i, "wait")) {
      waits++;
      expect_close(i, erlang_c(load, servers), csv_get_number(&table, i, "wait"));
    } else {
      cr_expect(isnan(erlang_c(load, servers)), "row %u: %.15g servers for a load of %.15g", i, servers, load);
    }
    if (!*csv_get(&table, i, "servers_5")) continue;
    counts++;
    cr_expect_eq(least(load, 0.05), csv_get_number(&table, i, "servers_5"), "row %u: %.0f servers", i, least(load, 0.05));
  }
  cr_expect_eq(waits, TABLE_WAITS, "%u", waits);
  cr_expect_eq(counts, TABLE_SERVERS, "%u", counts);
  csv_release(&table);
}

/* One server: P(wait) is the load, and the mean wait of Pollaczek and Khinchine. Two: load^2/(2 + load). */
Test(core_queueing, closed_forms) {
  for (double load = 0.05; load < 1; load += 0.05) {
    cr_expect_lt(relative_error(erlang_c(load, 1), load), 1e-14);
    cr_expect_lt(relative_error(erlang_c(load, 2), load * load / (2 + load)), 1e-14);
    cr_expect_lt(relative_error(sce_queueing_lost(load, 1), load / (1 + load)), 1e-14);
    double exponential = load / (1 - load) * 3, alike = exponential / 2;
    cr_expect_lt(relative_error(sce_queueing_mean_wait(load, 1, 3, 1), exponential), 1e-13);
    cr_expect_lt(relative_error(sce_queueing_mean_wait(load, 1, 3, 0), alike), 1e-13);
    double late = load * exp(-(1 - load) * 2 / 3);
    cr_expect_lt(relative_error(sce_queueing_wait_share(load, 1, 2, 3), late), 1e-13);
  }
  cr_expect_eq(sce_queueing_lost(7, 0), 1, "without servers all are lost");
  cr_expect_eq(sce_queueing_lost(0, 3), 0);
  cr_expect_eq(erlang_c(0, 3), 0);
  cr_expect_eq(erlang_c(1e-3, 1e6), 0, "smaller than any number");
}

/* Heavy traffic (Halfin and Whitt): with load + beta root(load) servers P(wait) tends to 1/(1 + beta Phi(beta)/phi(beta)), here at a thousand million million servers. */
Test(core_queueing, many_servers) {
  for (double beta = 0.25; beta < 4; beta += 0.25) {
    double cumulative = 0.5 * erfc(-beta / sqrt(2)), density = exp(-beta * beta / 2) / sqrt(2 * acos(-1));
    double limit = 1 / (1 + beta * cumulative / density), got = erlang_c(1e15, 1e15 + beta * sqrt(1e15));
    cr_expect_lt(relative_error(got, limit), 1e-6, "%g: %.12g, limit %.12g", beta, got, limit);
  }
  for (double load = 1e4; load < 1e15; load *= 10) {
    double servers = least(load, 0.05), excess = (servers - load) / sqrt(load);
    cr_expect(excess > 1.7 && excess < 1.76, "load %g: %.0f servers, %g roots above", load, servers, excess);
  }
}

/* The answer is the least: at it the share is met, one step below it is not. */
Test(core_queueing, least_servers_meet_their_target) {
  const double shares[] = {0.9, 0.5, 0.2, 0.05, 1e-3, 1e-9, 1e-100}, loads[] = {1e-6, 0.3, 1, 7.7, 64, 127, 128, 129, 900.5, 1e5, 1e7}, steps[] = {1, 8, 72};
  for (unsigned i = 0; i < sizeof loads / sizeof *loads; i++)
    for (unsigned j = 0; j < sizeof shares / sizeof *shares; j++)
      for (unsigned k = 0; k < 3; k++)
        for (double limit = 0; limit < 7; limit += 3) {
          double servers = sce_queueing_servers(loads[i], shares[j], limit, 10, steps[k]);
          cr_expect_eq(fmod(servers, steps[k]), 0);
          cr_expect_leq(sce_queueing_wait_share(loads[i], servers, limit, 10), shares[j], "%g %g: %.0f", loads[i], shares[j], servers);
          double fewer = servers - steps[k];
          cr_expect(!(sce_queueing_wait_share(loads[i], fewer, limit, 10) <= shares[j]), "%g %g: %.0f are enough", loads[i], shares[j], fewer);
          double exact = sce_queueing_servers(loads[i], shares[j], limit, 10, 0);
          cr_expect(exact <= servers && (exact > fewer || fewer <= loads[i]), "%g %g: %.9g", loads[i], shares[j], exact);
          cr_expect_lt(relative_error(sce_queueing_wait_share(loads[i], exact, limit, 10), shares[j]), 1e-9, "%g %g: %.17g", loads[i], shares[j], exact);
        }
  cr_expect_eq(sce_queueing_servers(12.5, 1, 0, 0, 1), 13, "all may wait: more servers than load");
  cr_expect_eq(sce_queueing_servers(12, 1, 0, 0, 1), 13);
  cr_expect_eq(sce_queueing_servers(0, 0.05, 0, 0, 1), 1);
}

/* The ends of what numbers can say: every answer is one, is enough, and comes at once. */
Test(core_queueing, extremes) {
  const double loads[] = {0, 5e-324, 1e-300, 1e-9, 0.5, 2, 40, 128, 1e6, 4503599627370496., 1e100, 1e300};
  const double shares[] = {5e-324, 1e-300, 1e-9, 0.5, 0.9999999999999999, 1}, limits[] = {0, 5e-324, 1, 1e300}, steps[] = {0, 1e-9, 1, 1e9};
  for (unsigned i = 0; i < sizeof loads / sizeof *loads; i++)
    for (unsigned j = 0; j < sizeof shares / sizeof *shares; j++)
      for (unsigned k = 0; k < 4; k++)
        for (unsigned m = 0; m < 4; m++) {
          double servers = sce_queueing_servers(loads[i], shares[j], limits[k], 1, steps[m]);
          if (steps[m] > 0 && loads[i] > 4503599627370496. * steps[m]) {
            cr_expect(isnan(servers), "load %g, step %g: %g", loads[i], steps[m], servers);
            continue;
          }
          cr_expect_geq(servers, loads[i], "load %g, share %g, limit %g, step %g", loads[i], shares[j], limits[k], steps[m]);
          double share = sce_queueing_wait_share(loads[i], servers, limits[k], 1);
          if (steps[m] > 0) cr_expect_leq(share, shares[j], "load %g, share %g, limit %g, step %g: %g", loads[i], shares[j], limits[k], steps[m], servers);
        }
}

/* More servers, fewer wait; more load, more wait; and no jump where methods meet (40 and 128 servers, a load of 2, whole numbers). */
Test(core_queueing, monotone_and_smooth) {
  for (double servers = 0.5; servers < 300; servers += 0.125) {
    double load = 0.9 * servers, share = erlang_c(load, servers);
    cr_expect_lt(erlang_c(load, servers + 0.01), share);
    cr_expect_gt(erlang_c(load * 1.001, servers), share);
    cr_expect_gt(sce_queueing_lost(load * 1.001, servers), sce_queueing_lost(load, servers));
    double step = 1e-4 * servers, left = erlang_c(load, servers) - erlang_c(load, servers - step), right = erlang_c(load, servers + step) - erlang_c(load, servers);
    cr_expect_lt(fabs(left - right), 0.02 * fabs(left), "%g servers: slopes %g and %g", servers, left / step, right / step);
  }
}

static void expect_none(double value, const char *what, double bad) { cr_expect(isnan(value), "%s = %g gave %g", what, bad, value); }

Test(core_queueing, outside_the_domain) {
  const double bad[] = {-1, NAN, INFINITY, -INFINITY};
  for (unsigned i = 0; i < sizeof bad / sizeof *bad; i++) {
    double x = bad[i];
    expect_none(sce_queueing_lost(x, 10), "load", x);
    expect_none(sce_queueing_lost(8, x), "servers", x);
    expect_none(sce_queueing_wait_share(x, 10, 1, 1), "load", x);
    expect_none(sce_queueing_wait_share(8, x, 1, 1), "servers", x);
    expect_none(sce_queueing_wait_share(8, 10, x, 1), "limit", x);
    expect_none(sce_queueing_wait_share(8, 10, 1, x), "service", x);
    expect_none(sce_queueing_mean_wait(x, 10, 1, 1), "load", x);
    expect_none(sce_queueing_mean_wait(8, x, 1, 1), "servers", x);
    expect_none(sce_queueing_mean_wait(8, 10, x, 1), "service", x);
    expect_none(sce_queueing_mean_wait(8, 10, 1, x), "variation", x);
    expect_none(sce_queueing_servers(x, 0.05, 0, 0, 1), "load", x);
    expect_none(sce_queueing_servers(8, x, 0, 0, 1), "wait", x);
    expect_none(sce_queueing_servers(8, 0.05, x, 1, 1), "limit", x);
    expect_none(sce_queueing_servers(8, 0.05, 1, x, 1), "service", x);
    expect_none(sce_queueing_servers(8, 0.05, 0, 0, x), "step", x);
  }
  expect_none(erlang_c(10, 10), "servers = load", 10);
  expect_none(erlang_c(10, 9), "servers below load", 9);
  expect_none(sce_queueing_wait_share(8, 10, 1, 0), "service, with a limit", 0);
  expect_none(least(8, 0), "wait", 0);
  expect_none(least(8, 1.01), "wait", 1.01);
  expect_none(sce_queueing_servers(1e17, 0.05, 0, 0, 1), "load", 1e17);
}
