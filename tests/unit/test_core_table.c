/* The table by which the language calls: every entry has a row here with arguments and a value, passes all of its arguments on, and says of itself what
 * is true. Its domain is held against the function: over grids of good and bad arguments there is no value exactly where a condition is broken.
 */
#include "core/condition.h"
#include "core/core.h"
#include "test_core_csv.h"

#include <float.h>
#include <stdbool.h>
#include <stdint.h>

enum { ARGUMENTS = 16, DRAWS = 6000 };

typedef struct Call {
  const char *name;
  unsigned parameters;
  double args[ARGUMENTS];  /* within the domain */
  double value;            /* written out independently */
} Call;

static const Call calls[] = {
    {"dit_macs", 4, {256, 28, 1152, 2}, 118621421568.},
    {"dit_token_macs", 7, {256, 28, 1152, 0, 0, 0, 2}, 118380036096.},
    {"latent_frames", 3, {81, 4, 1}, 21},
    {"clip_tokens", 8, {81, 768, 1360, 8, 4, 2, 2, 1}, 44880},
    {"dit_params", 4, {28, 1152, 2, 1000}, 674834720.},
    {"transformer_params", 9, {80, 8192, 28672, 32000, 0.125, 3, 2, 1, 1}, 68976648192.},
    {"moe_params", 3, {220e9, 2, 1e9}, 441e9},
    {"forward_work", 2, {70e9, 1000}, 1.4e14},
    {"attention_work", 5, {80, 8192, 2048, 1000, 0.5}, 4. * 80 * 8192 * 1024 * 1000},
    {"training_work", 3, {70e9, 2e12, 0.5}, 9.8e23},
    {"gpu_months", 4, {1.08e25, 989.4e12, 0.5, 2592000}, 1.08e25 / 989.4e12 / 0.5 / 2592000},
    {"break_even", 2, {1e21, 131e12}, 1e21 / 131e12},
    {"mfu", 7, {1000, 70e9, 312e12, 80, 8192, 2048, 0.5}, 1000 * (6 * 70e9 + 6. * 80 * 8192 * 2048) / 312e12},
    {"mfu_of_work", 3, {1000, 4.2e11, 312e12}, 4.2e14 / 312e12},
    {"mfu_of_run", 3, {8.4e23, 1720320 * 3600., 312e12}, 8.4e23 / (1720320 * 3600. * 312e12)},
    {"compute_time", 2, {1e15, 1e14}, 10},
    {"memory_time", 2, {1e12, 4e12}, 0.25},
    {"roofline_time", 4, {1e15, 1e12, 1e14, 4e12}, 10},
    {"is_memory_bound", 4, {1e12, 1e12, 1e14, 4e12}, 1},
    {"arithmetic_intensity", 2, {6e12, 3e12}, 2},
    {"ridge_point", 2, {989e12, 3.35e12}, 989 / 3.35},
    {"attainable_rate", 3, {2, 989e12, 3.35e12}, 6.7e12},
    {"weight_memory", 2, {70e9, 2}, 140e9},
    {"kv_cache_memory", 6, {80, 8, 128, 4096, 16, 2}, 2. * 80 * 8 * 128 * 4096 * 16 * 2},
    {"erlang_b", 2, {0.5, 1}, 1. / 3},
    {"erlang_c", 4, {0.5, 1, 2, 4}, 0.38940039153570244},                          /* half e^(-1/4) */
    {"erlang_servers", 5, {1000, 0.05, 0, 0, 8}, 1056},
    {"erlang_wait", 4, {0.5, 1, 4, 0}, 2},
    {"training_work_of_pass", 2, {1.5e9, 1.08e8}, 4.86e17},
    {"iteration_work", 6, {96, 12288, 2048, 64, 51200, 0.5}, 84. * 64 * 96 * 2048 * 12288 * 12288 * (1 + 2048. / 6 / 12288) + 6. * 64 * 2048 * 12288 * 51200},
    {"training_throughput", 7, {0.4, 70e9, 312e12, 80, 8192, 2048, 0.5}, 0.4 * 312e12 / (6 * 70e9 + 6. * 80 * 8192 * 2048)},
    {"hardware_utilization", 2, {0.45, 0.5}, 0.525},
    {"mfu_of_rate", 2, {430e12, 989.4e12}, 430 / 989.4},
    {"work_of_run", 3, {5.4e8, 312e12, 0.3}, 5.4e8 * 312e12 * 0.3},
    {"latent_attention_params", 8, {3, 10, 4, 5, 2, 6, 7, 8}, 3. * (10 * 8 + 8 * 4 * 7 + 10 * 9 + 7 * 4 * 11 + 4 * 6 * 10 + 15)},
    {"latent_cache_memory", 5, {61, 576, 4096, 3, 2}, 61. * 576 * 4096 * 3 * 2},
    {"zero_memory", 6, {7.5e9, 2, 64, 2, 4, 12}, 7.5e9 * (2 + 16. / 64)},
    {"activation_memory", 7, {96, 12288, 96, 2048, 3, 8, 0.25}, 96. * 2048 * 3 * 12288 * (34 + 2.5 * 96 * 2048 / 12288) / 8},
    {"pipeline_efficiency", 3, {8, 64, 2}, 128. / 135},
    {"all_reduce_time", 3, {140e9, 64, 50e9}, 2. * 63 / 64 * 2.8},
    {"all_gather_time", 3, {140e9, 64, 50e9}, 63. / 64 * 2.8},
    {"parallel_efficiency", 3, {1904.08, 337.58, 8}, 1904.08 / 337.58 / 8},
    {"checkpoint_interval", 2, {60, 10800}, 36 * sqrt(1000)},
    {"daly_interval", 2, {60, 10800}, 36 * sqrt(1000) * (1 + sqrt(1. / 360) / 3 + 1. / 360 / 9) - 60},
    {"goodput", 4, {1200, 60, 300, 10800}, 1200 / (10800 * exp(300. / 10800) * expm1(1260. / 10800))},
    {"scaling_loss", 7, {16, 256, 2, 8, 0.5, 4, 0.25}, 2 + 8. / 4 + 4. / 4},
    {"optimal_params", 5, {6e24, 10, 0.5, 20, 0.25}, pow(5. / 5, 4. / 3) * pow(1e24, 1. / 3)},
    {"optimal_tokens", 5, {6e24, 10, 0.5, 20, 0.25}, pow(1e24, 2. / 3)},
    {"peak_rate", 3, {1.83e9, 528, 512}, 2 * 1.83e9 * 528 * 512},
};

/* A signature without its defaults has as many colons as parameters, and one for the result. */
static unsigned count_parameters(const char *signature) {
  unsigned colons = 0;
  for (; *signature; signature++) colons += *signature == ':';
  return colons - 1;
}

static const Call *find_call(const char *name) {
  for (unsigned i = 0; i < sizeof calls / sizeof *calls; i++)
    if (!strcmp(calls[i].name, name)) return &calls[i];
  cr_assert_fail("the function `%s` of the core needs a row in this test", name);
  return NULL;
}

Test(core_table, every_function_is_called) {
  cr_assert_eq(sce_core_count, sizeof calls / sizeof *calls, "a row is of no function");
  for (unsigned i = 0; i < sce_core_count; i++) {
    const SceCoreEntry *entry = &sce_core_table[i];
    const Call *call = find_call(entry->name);
    cr_expect_eq(count_parameters(entry->signature), call->parameters, "%s", entry->name);
    double value = entry->call(call->args);
    cr_expect(fabs(value - call->value) <= 1e-14 * fabs(call->value), "%s: %.17g, not %.17g", entry->name, value, call->value);
    cr_expect(strstr(entry->signature, ") : "), "%s has no result unit", entry->name);
    cr_expect(strstr(entry->doc, "arXiv") || strstr(entry->doc, "doi"), "%s names no source", entry->name);
    cr_expect(strstr(entry->example, entry->name), "%s has no example", entry->name);
  }
}

/* 1: all conditions hold, 0: one is broken. */
static bool is_inside(const SceCoreEntry *entry, const double *args) {
  const char *domain = entry->domain, *condition;
  size_t length;
  bool inside = true;
  while ((condition = sce_condition_next(&domain, &length))) {
    SceCondition found = sce_condition_check(condition, length, entry->signature, args);
    cr_assert_neq(found, SCE_CONDITION_UNREADABLE, "%s: `%.*s`", entry->name, (int)length, condition);
    inside = inside && found == SCE_CONDITION_HOLDS;
  }
  return inside;
}

static uint64_t draw(uint64_t *state) {
  *state ^= *state << 13;
  *state ^= *state >> 7;
  *state ^= *state << 17;
  return *state;
}

/* Most arguments stay good, so that one bad one is seen alone; good ones move too. */
static void draw_arguments(const Call *call, double *args, uint64_t *state) {
  static const double special[] = {-1, -1e-9, 0, 1e-9, 0.5, 1, 1.5, 2, 3, 4};
  static const double factors[] = {0.25, 0.5, 1, 2, 4};
  for (unsigned i = 0; i < call->parameters; i++) {
    uint64_t chance = draw(state);
    args[i] = call->args[i];
    if (chance % 4 == 0) args[i] = special[chance / 4 % (sizeof special / sizeof *special)];
    else if (chance % 4 == 1) args[i] *= factors[chance / 4 % (sizeof factors / sizeof *factors)];
  }
}

Test(core_table, domains_are_those_of_the_functions) {
  for (unsigned i = 0; i < sce_core_count; i++) {
    const SceCoreEntry *entry = &sce_core_table[i];
    const Call *call = find_call(entry->name);
    cr_assert(is_inside(entry, call->args), "%s", entry->name);
    uint64_t state = 0x2545f4914f6cdd1d;
    unsigned outside = 0;
    for (unsigned k = 0; k < DRAWS; k++) {
      double args[ARGUMENTS] = {0};
      draw_arguments(call, args, &state);
      bool inside = is_inside(entry, args);
      double value = entry->call(args);
      outside += !inside;
      cr_assert_eq(inside, !isnan(value), "%s(%g, %g, %g, %g, %g, %g, %g, %g) = %g is %s of its domain, %s", entry->name, args[0], args[1], args[2], args[3], args[4],
                   args[5], args[6], args[7], value, inside ? "inside" : "outside", entry->domain);
    }
    cr_expect(!*entry->domain || outside > DRAWS / 100, "%s: only %u draws were outside", entry->name, outside);
  }
}

/* The call with some of its arguments replaced by what stands in the list. */
static double call_with(const SceCoreEntry *entry, const Call *call, const double *list, unsigned count, double *args, uint64_t *state) {
  for (unsigned i = 0; i < call->parameters; i++) {
    uint64_t chance = draw(state);
    args[i] = chance % 3 ? call->args[i] : list[chance / 3 % count];
  }
  return entry->call(args);
}

/* Far from anything that there is, there still is a value exactly inside of the domain, be it 0 or infinite. With the smallest and largest numbers there are,
 * products on the way are no numbers any more; all that is asked is that the call comes back, and without a value outside of the domain. */
Test(core_table, extreme_arguments) {
  static const double far[] = {0, -0.0, 1e-30, 1e-12, 1e12, 1e30, -1e30}, farthest[] = {0, DBL_MIN, 1e-300, 1e300, DBL_MAX, -DBL_MAX};
  for (unsigned i = 0; i < sce_core_count; i++) {
    const SceCoreEntry *entry = &sce_core_table[i];
    const Call *call = find_call(entry->name);
    uint64_t state = 0x9e3779b97f4a7c15;
    for (unsigned k = 0; k < DRAWS / 2; k++) {
      double args[ARGUMENTS] = {0}, value = call_with(entry, call, far, sizeof far / sizeof *far, args, &state);
      cr_assert_eq(is_inside(entry, args), !isnan(value), "%s(%g, %g, %g, %g, %g, %g, %g, %g) = %g", entry->name, args[0], args[1], args[2], args[3], args[4], args[5],
                   args[6], args[7], value);
      value = call_with(entry, call, farthest, sizeof farthest / sizeof *farthest, args, &state);
      cr_assert(is_inside(entry, args) || isnan(value), "%s(%g, %g, %g, %g, …) = %g", entry->name, args[0], args[1], args[2], args[3], value);
    }
  }
}

/* All arguments have to be finite, where the function looks at them. */
Test(core_table, nothing_follows_from_no_number) {
  static const double none[] = {NAN, INFINITY, -INFINITY};
  for (unsigned i = 0; i < sce_core_count; i++) {
    const SceCoreEntry *entry = &sce_core_table[i];
    const Call *call = find_call(entry->name);
    if (strstr(entry->domain, " if ")) continue;
    for (unsigned position = 0; position < call->parameters; position++) {
      for (unsigned k = 0; k < sizeof none / sizeof *none; k++) {
        double args[ARGUMENTS];
        memcpy(args, call->args, sizeof args);
        args[position] = none[k];
        cr_expect(isnan(entry->call(args)), "%s with %g at %u", entry->name, none[k], position);
      }
    }
  }
}

static SceCondition check(const char *text, double a, double b) {
  const double args[] = {a, b};
  return sce_condition_check(text, strlen(text), "(a: USD/(gpu*s), bb: 1 = 2) : 1", args);
}

Test(core_table, conditions_are_read) {
  cr_expect_eq(check("a > 0", 1, 0), SCE_CONDITION_HOLDS);
  cr_expect_eq(check("a > 0", 0, 0), SCE_CONDITION_BROKEN);
  cr_expect_eq(check("a >= 0", 0, 0), SCE_CONDITION_HOLDS);
  cr_expect_eq(check("0 < a <= 1", 1, 0), SCE_CONDITION_HOLDS);
  cr_expect_eq(check("0 < a <= 1", 1.5, 0), SCE_CONDITION_BROKEN);
  cr_expect_eq(check("0 < a <= 1", 0, 0), SCE_CONDITION_BROKEN);
  cr_expect_eq(check("a < bb", 3, 4), SCE_CONDITION_HOLDS);
  cr_expect_eq(check("a >= 8 * bb", 15, 2), SCE_CONDITION_BROKEN);
  cr_expect_eq(check("a >= 8*bb", 16, 2), SCE_CONDITION_HOLDS);
  cr_expect_eq(check("bb > 0 if a > 0", 0, 0), SCE_CONDITION_HOLDS);
  cr_expect_eq(check("bb > 0 if a > 0", 1, 0), SCE_CONDITION_BROKEN);
  cr_expect_eq(check("a is whole", 3, 0), SCE_CONDITION_HOLDS);
  cr_expect_eq(check("a is whole", 2.5, 0), SCE_CONDITION_BROKEN);
  static const char *const unreadable[] = {"a", "a >", "c > 0", "a > 0 or bb > 0", "a > 0 if", "a + bb > 0", "", "a = 0", "0x", "b > 0"};
  for (unsigned i = 0; i < sizeof unreadable / sizeof *unreadable; i++)
    cr_expect_eq(check(unreadable[i], 1, 1), SCE_CONDITION_UNREADABLE, "`%s`", unreadable[i]);
}

Test(core_table, conditions_are_told_apart) {
  const char *domain = "0 < a <= 1, bb > 0 if a > 0", *condition;
  size_t length;
  cr_assert_not_null((condition = sce_condition_next(&domain, &length)));
  cr_expect(length == 10 && !strncmp(condition, "0 < a <= 1", length));
  cr_assert_not_null((condition = sce_condition_next(&domain, &length)));
  cr_expect(length == 15 && !strncmp(condition, "bb > 0 if a > 0", length));
  cr_expect_null(sce_condition_next(&domain, &length));
}
