/* The engine against a second opinion: random programs over random axes are computed by the engine and, point by point, by a recursion on
 * indices that knows nothing of storage, maps or order. Values and poison agree to the last bit. Beside that, the rules of op.def one by
 * one, as a table written by hand.
 */
#include "engine.h"

#include <criterion/criterion.h>
#include <float.h>
#include <math.h>

enum { AXES = 4, PROGRAMS = 600, OPS = 120 };

/* --- programs by hand ---------------------------------------------------------------------------- */

static uint32_t add_set(SceProgram *program, uint32_t mask) {
  SceAxisSet set = {program->axis_ids.count, 0};
  for (uint32_t axis = 0; axis < AXES; axis++)
    if (mask >> axis & 1) {
      sce_array_push(&program->axis_ids, (uint16_t)axis);
      set.count++;
    }
  sce_array_push(&program->axis_sets, set);
  return program->axis_sets.count - 1;
}

/* Set number m has the axes of the bits of m. */
static void program_init(SceProgram *program, const uint32_t *sizes) {
  memset(program, 0, sizeof *program);
  for (uint32_t axis = 0; axis < AXES; axis++) sce_array_push(&program->axes, ((SceAxis){.kind = axis ? SCE_AXIS_EACH : SCE_AXIS_SCENARIO, .count = sizes[axis]}));
  for (uint32_t mask = 0; mask < 1u << AXES; mask++) cr_assert_eq(add_set(program, mask), mask);
}

static void program_release(SceProgram *program) {
  sce_array_release(&program->ops);
  sce_array_release(&program->operands);
  sce_array_release(&program->axes);
  sce_array_release(&program->axis_sets);
  sce_array_release(&program->axis_ids);
}

static uint32_t add_op(SceProgram *program, SceOpKind kind, uint32_t set, uint32_t a, uint32_t b, uint32_t c) {
  SceOp op = {.kind = (uint8_t)kind, .axes = (uint16_t)set, .a = a};
  op.b = b;
  op.c = c;
  sce_array_push(&program->ops, op);
  return program->ops.count - 1;
}

static uint32_t add_constant(SceProgram *program, double number) {
  SceOp op = {.kind = SCE_OP_CONSTANT};
  op.number = number;
  sce_array_push(&program->ops, op);
  return program->ops.count - 1;
}

static double hypotenuse(const void *context, const double *arguments) { return (void)context, sqrt(arguments[0] * arguments[0] + arguments[1] * arguments[1]); }
static double reciprocal(const void *context, const double *arguments) { return (void)context, 1 / arguments[0]; }
static double weigh(const void *context, const double *arguments) { return (void)context, arguments[0] + 10 * arguments[1] + 100 * arguments[2]; }
static const SceFunction functions[] = {{.call = hypotenuse}, {.call = reciprocal}, {.call = weigh}};
static const uint32_t function_arity[] = {2, 1, 3};

/* --- the second opinion -------------------------------------------------------------------------- */

typedef struct Slow {
  const SceProgram *program;
  uint32_t at[AXES];
} Slow;

static double slow_value(Slow *slow, uint32_t i);

static double slow_at(Slow *slow, uint32_t value, uint32_t axis, uint32_t point) {
  uint32_t kept = slow->at[axis];
  slow->at[axis] = point;
  double out = slow_value(slow, value);
  slow->at[axis] = kept;
  return out;
}

static bool slow_equal(double a, double b) { return fabs(a - b) <= 1e-12 * fmax(fabs(a), fabs(b)); }

static double slow_reduce(Slow *slow, uint32_t i, const SceOp *op) {
  uint32_t size = slow->program->axes.at[op->b].count;
  double sum = 0, least = INFINITY, most = -INFINITY;
  for (uint32_t k = 0; k < size; k++) {
    double value = slow_at(slow, op->a, op->b, k);
    if (isnan(value)) return value;
    sum += value;
    least = fmin(least, value);
    most = fmax(most, value);
  }
  double out = op->kind == SCE_OP_SUM_OVER ? sum : op->kind == SCE_OP_MEAN_OVER ? sum / size : op->kind == SCE_OP_MIN_OVER ? least : most;
  return isfinite(out) ? out : sce_poison(i + 1);
}

static double slow_call(Slow *slow, uint32_t i, const SceOp *op) {
  double arguments[3];
  for (uint32_t k = 0; k < op->c; k++) {
    arguments[k] = slow_value(slow, slow->program->operands.at[op->a + k]);
    if (isnan(arguments[k])) return arguments[k];
  }
  double out = functions[op->b].call(NULL, arguments);
  return isfinite(out) ? out : sce_poison(i + 1);
}

static double slow_binary(SceOpKind kind, double a, double b) {
  switch (kind) {
  case SCE_OP_ADD: return a + b;
  case SCE_OP_SUBTRACT: return a - b;
  case SCE_OP_MULTIPLY: return a * b;
  case SCE_OP_DIVIDE: return a / b;
  case SCE_OP_POWER: return pow(a, b);
  case SCE_OP_MIN: return fmin(a, b);
  case SCE_OP_MAX: return fmax(a, b);
  case SCE_OP_LESS: return a < b && !slow_equal(a, b);
  case SCE_OP_LESS_EQUAL: return a < b || slow_equal(a, b);
  case SCE_OP_GREATER: return a > b && !slow_equal(a, b);
  case SCE_OP_GREATER_EQUAL: return a > b || slow_equal(a, b);
  case SCE_OP_EQUAL: return slow_equal(a, b);
  default: return !slow_equal(a, b);
  }
}

static double slow_unary(SceOpKind kind, double a) {
  switch (kind) {
  case SCE_OP_NOT: return a == 0;
  case SCE_OP_NEGATE: return -a;
  case SCE_OP_ABS: return a < 0 ? -a : a + 0;
  case SCE_OP_SQRT: return sqrt(a);
  case SCE_OP_EXP: return exp(a);
  case SCE_OP_LN: return log(a);
  case SCE_OP_LOG10: return log10(a);
  case SCE_OP_LOG2: return log2(a);
  case SCE_OP_FLOOR: return floor(a);
  case SCE_OP_CEIL: return ceil(a);
  default: return round(a);
  }
}

static double slow_value(Slow *slow, uint32_t i) {
  const SceOp *op = &slow->program->ops.at[i];
  if (op->kind == SCE_OP_CONSTANT) return isfinite(op->number) ? op->number : sce_poison(i + 1);
  if (op->kind == SCE_OP_NONE) return sce_poison(0);
  if (op->kind == SCE_OP_JOIN) return slow_value(slow, slow->program->operands.at[op->b + slow->at[op->a]]);
  if (op->kind == SCE_OP_PICK) return slow_at(slow, op->a, op->b, op->c);
  if (op->kind >= SCE_OP_SUM_OVER && op->kind <= SCE_OP_MEAN_OVER) return slow_reduce(slow, i, op);
  if (op->kind == SCE_OP_CALL) return slow_call(slow, i, op);
  double a = slow_value(slow, op->a);
  bool arithmetic = op->kind >= SCE_OP_ADD && op->kind <= SCE_OP_NOT_EQUAL;
  if (isnan(a) && arithmetic && !sce_poison_cause(a)) {                         /* none gives way to what failed */
    double b = slow_value(slow, op->b);
    return isnan(b) ? b : a;
  }
  if (isnan(a)) return a;
  if (op->kind == SCE_OP_SELECT) return slow_value(slow, a != 0 ? op->b : op->c);
  if (op->kind == SCE_OP_AND && a == 0) return 0;
  if (op->kind == SCE_OP_OR && a != 0) return 1;
  double out;
  if (op->kind >= SCE_OP_NOT) {
    out = slow_unary(op->kind, a);
  } else {
    double b = slow_value(slow, op->b);
    if (isnan(b)) return b;
    out = op->kind == SCE_OP_AND || op->kind == SCE_OP_OR ? b != 0 : slow_binary(op->kind, a, b);
  }
  return isfinite(out) ? out : sce_poison(i + 1);
}

/* --- random programs ----------------------------------------------------------------------------- */

typedef struct Random {
  uint64_t state;
} Random;

static uint32_t draw(Random *random, uint32_t below) {
  random->state ^= random->state << 13;
  random->state ^= random->state >> 7;
  random->state ^= random->state << 17;
  return (uint32_t)((random->state >> 20) % below);
}

static double draw_number(Random *random) {
  static const double special[] = {0, 1, -1, 0.5, 1e300, -1e300, 1e-300, 4, 2, 1 + 1e-13, INFINITY, 709.5};
  return draw(random, 3) ? (double)draw(random, 7) - 3 : special[draw(random, sizeof special / sizeof *special)];
}

static uint32_t set_of(const SceProgram *program, uint32_t value) { return program->ops.at[value].axes; }

static void add_join(SceProgram *program, Random *random) {
  uint32_t axis = draw(random, AXES), size = program->axes.at[axis].count, first = program->operands.count, set = 1u << axis, count = program->ops.count;
  for (uint32_t k = 0; k < size; k++) {
    uint32_t operand = draw(random, count);
    sce_array_push(&program->operands, operand);
    set |= set_of(program, operand);
  }
  add_op(program, SCE_OP_JOIN, set, axis, first, size);
}

static void add_call(SceProgram *program, Random *random) {
  uint32_t function = draw(random, 3), first = program->operands.count, set = 0, count = program->ops.count;
  for (uint32_t k = 0; k < function_arity[function]; k++) {
    uint32_t operand = draw(random, count);
    sce_array_push(&program->operands, operand);
    set |= set_of(program, operand);
  }
  add_op(program, SCE_OP_CALL, set, first, function, function_arity[function]);
}

static void add_random(SceProgram *program, Random *random) {
  static const SceOpKind reductions[] = {SCE_OP_SUM_OVER, SCE_OP_MIN_OVER, SCE_OP_MAX_OVER, SCE_OP_MEAN_OVER};
  uint32_t count = program->ops.count, a = draw(random, count), b = draw(random, count), c = draw(random, count), axis = draw(random, AXES);
  switch (draw(random, 10)) {
  case 0: add_constant(program, draw_number(random)); break;
  case 1: add_join(program, random); break;
  case 2: add_call(program, random); break;
  case 3: add_op(program, reductions[draw(random, 4)], set_of(program, a) & ~(1u << axis), a, axis, 0); break;
  case 4:
    if (program->axes.at[axis].count) add_op(program, SCE_OP_PICK, set_of(program, a) & ~(1u << axis), a, axis, draw(random, program->axes.at[axis].count));
    else add_op(program, SCE_OP_NONE, 0, 0, 0, 0);
    break;
  case 5: add_op(program, SCE_OP_SELECT, set_of(program, a) | set_of(program, b) | set_of(program, c), a, b, c); break;
  case 6: add_op(program, SCE_OP_NOT + draw(random, SCE_OP_ROUND - SCE_OP_NOT + 1), set_of(program, a), a, SCE_NO_OP, SCE_NO_OP); break;
  default: add_op(program, SCE_OP_ADD + draw(random, SCE_OP_OR - SCE_OP_ADD + 1), set_of(program, a) | set_of(program, b), a, b, 0); break;
  }
}

static bool same_bits(double a, double b) {
  if (isnan(a) || isnan(b)) return isnan(a) && isnan(b) && sce_poison_cause(a) == sce_poison_cause(b);
  return a == b;
}

static void compare(const SceProgram *program, const SceRun *run, uint32_t i, unsigned round, uint32_t step) {
  uint32_t count, set = set_of(program, i), expected = 1;
  const double *points = sce_run_points(run, i, &count);
  for (uint32_t axis = 0; axis < AXES; axis++) expected *= set >> axis & 1 ? program->axes.at[axis].count : 1;
  cr_assert_eq(count, expected);
  for (uint32_t p = 0; p < count; p += step) {
    Slow slow = {.program = program};
    for (uint32_t axis = AXES, rest = p; axis-- > 0;)
      if (set >> axis & 1) {
        slow.at[axis] = rest % program->axes.at[axis].count;
        rest /= program->axes.at[axis].count;
      }
    double value = slow_value(&slow, i);
    cr_assert(same_bits(points[p], value), "program %u, operation %u (kind %u), point %u: %a, not %a", round, i, program->ops.at[i].kind, p, points[p], value);
  }
}

/* Sharing makes the recursion exponential in depth: programs stay shallow by drawing operands from few operations. */
Test(engine, random_programs_against_recursion) {
  Random random = {0x9E3779B97F4A7C15};
  uint64_t compared = 0;
  for (unsigned round = 0; round < PROGRAMS; round++) {
    uint32_t sizes[AXES] = {1 + draw(&random, 3), draw(&random, 4), 1 + draw(&random, 3), 2};
    SceProgram program;
    program_init(&program, sizes);
    for (int i = 0; i < 6; i++) add_constant(&program, draw_number(&random));
    add_op(&program, SCE_OP_NONE, 0, 0, 0, 0);
    uint32_t length = round % 4 ? 24 : OPS / 4;
    while (program.ops.count < length) add_random(&program, &random);
    SceRun *run = sce_run_new(&program, functions, NULL);
    for (uint32_t i = 0; i < program.ops.count; i++, compared++) compare(&program, run, i, round, 1);
    sce_run_free(run);
    program_release(&program);
  }
  cr_assert_gt(compared, 10000);
}

/* Axes long enough for kernels, with poison strewn over them. */
Test(engine, long_axes_against_recursion) {
  Random random = {0xD1B54A32D192ED03};
  for (unsigned round = 0; round < 60; round++) {
    uint32_t sizes[AXES] = {1 + draw(&random, 2), round % 6 ? 30 + draw(&random, 40) : 3, round % 3 ? 33 + draw(&random, 10) : round % 2 ? 3 : 1300, 1 + draw(&random, 2)};
    SceProgram program;
    program_init(&program, sizes);
    for (int i = 0; i < 6; i++) add_constant(&program, draw_number(&random));
    add_op(&program, SCE_OP_NONE, 0, 0, 0, 0);
    uint32_t constants = program.ops.count;
    for (uint32_t axis = 1; axis < 3; axis++) {
      uint32_t first = program.operands.count;
      for (uint32_t k = 0; k < sizes[axis]; k++) {
        uint32_t rare = draw(&random, 40) ? draw(&random, 6) : draw(&random, constants), operand = axis == 1 ? rare : draw(&random, 6);
        sce_array_push(&program.operands, operand);
      }
      add_op(&program, SCE_OP_JOIN, 1u << axis, axis, first, sizes[axis]);
    }
    static const SceOpKind kinds[] = {SCE_OP_ADD, SCE_OP_MAX, SCE_OP_MULTIPLY, SCE_OP_LESS, SCE_OP_OR}, reductions[] = {SCE_OP_SUM_OVER, SCE_OP_MIN_OVER, SCE_OP_MAX_OVER, SCE_OP_MEAN_OVER};
    uint32_t both = add_op(&program, kinds[draw(&random, 5)], 6, constants, constants + 1, 0);
    for (uint32_t k = 0; k < 4; k++) add_op(&program, reductions[k], 4, both, 1, 0);
    while (program.ops.count < 30) add_random(&program, &random);
    SceRun *run = sce_run_new(&program, functions, NULL);
    for (uint32_t i = 0; i < program.ops.count; i++) compare(&program, run, i, round, 1 + draw(&random, 13));
    sce_run_free(run);
    program_release(&program);
  }
}

/* --- the rules by hand --------------------------------------------------------------------------- */

typedef struct Case {
  SceOpKind kind;
  double a, b, expected;
} Case;

static double run_one(SceOpKind kind, double a, double b, uint32_t *op) {
  static const uint32_t sizes[AXES] = {1, 1, 1, 1};
  SceProgram program;
  program_init(&program, sizes);
  uint32_t left = add_constant(&program, a), right = add_constant(&program, b);
  *op = add_op(&program, kind, 0, left, right, 0);
  SceRun *run = sce_run_new(&program, functions, NULL);
  uint32_t count;
  double value = *sce_run_points(run, *op, &count);
  cr_assert_eq(count, 1);
  cr_assert_eq(sce_run_evaluations(run), 1);
  sce_run_free(run);
  program_release(&program);
  return value;
}

Test(engine, rules_by_hand) {
  static const Case cases[] = {
      {SCE_OP_ADD, 2, 3, 5}, {SCE_OP_ADD, DBL_MAX, DBL_MAX, NAN}, {SCE_OP_SUBTRACT, 2, 3, -1}, {SCE_OP_MULTIPLY, 1e200, 1e200, NAN},
      {SCE_OP_DIVIDE, 1, 4, 0.25}, {SCE_OP_DIVIDE, 1, 0, NAN}, {SCE_OP_DIVIDE, 0, 0, NAN}, {SCE_OP_DIVIDE, 1e300, 1e-300, NAN},
      {SCE_OP_POWER, 3, 33, 5559060566555523}, {SCE_OP_POWER, 2, 53, 9007199254740992}, {SCE_OP_POWER, 10, 15, 1e15}, {SCE_OP_POWER, -2, 3, -8},
      {SCE_OP_POWER, -8, 1.0 / 3, NAN}, {SCE_OP_POWER, 0, -1, NAN}, {SCE_OP_POWER, 0, 0, 1}, {SCE_OP_POWER, 4, 0.5, 2}, {SCE_OP_POWER, 10, 400, NAN},
      {SCE_OP_MIN, 2, -3, -3}, {SCE_OP_MAX, 2, -3, 2}, {SCE_OP_EQUAL, 0, 0, 1}, {SCE_OP_EQUAL, 1, 1 + 5e-13, 1}, {SCE_OP_EQUAL, 1, 1 + 2e-12, 0},
      {SCE_OP_EQUAL, 0, 1e-300, 0}, {SCE_OP_NOT_EQUAL, 1, 1 + 5e-13, 0}, {SCE_OP_LESS, 1, 1 + 5e-13, 0}, {SCE_OP_LESS, 1, 2, 1},
      {SCE_OP_LESS_EQUAL, 1 + 5e-13, 1, 1}, {SCE_OP_LESS_EQUAL, 2, 1, 0}, {SCE_OP_GREATER, 1 + 5e-13, 1, 0}, {SCE_OP_GREATER, 2, 1, 1},
      {SCE_OP_GREATER_EQUAL, 1, 1 + 5e-13, 1}, {SCE_OP_GREATER_EQUAL, 1, 2, 0}, {SCE_OP_AND, 1, 1, 1}, {SCE_OP_AND, 1, 0, 0}, {SCE_OP_OR, 0, 1, 1},
      {SCE_OP_OR, 0, 0, 0}, {SCE_OP_NOT, 0, 0, 1}, {SCE_OP_NOT, 1, 0, 0}, {SCE_OP_NEGATE, 2, 0, -2}, {SCE_OP_ABS, -2, 0, 2}, {SCE_OP_SQRT, 9, 0, 3},
      {SCE_OP_SQRT, -1, 0, NAN}, {SCE_OP_EXP, 710, 0, NAN}, {SCE_OP_EXP, 0, 0, 1}, {SCE_OP_LN, 0, 0, NAN}, {SCE_OP_LN, -1, 0, NAN}, {SCE_OP_LN, 1, 0, 0},
      {SCE_OP_LOG10, 1000, 0, 3}, {SCE_OP_LOG2, 1024, 0, 10}, {SCE_OP_FLOOR, -1.5, 0, -2}, {SCE_OP_CEIL, -1.5, 0, -1}, {SCE_OP_ROUND, 2.5, 0, 3},
      {SCE_OP_ROUND, -2.5, 0, -3}, {SCE_OP_ROUND, 0.49999999999999994, 0, 0},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    uint32_t op;
    double value = run_one(cases[i].kind, cases[i].a, cases[i].b, &op);
    if (isnan(cases[i].expected)) cr_expect(isnan(value) && sce_poison_cause(value) == op + 1, "case %zu: %g", i, value);
    else cr_expect_eq(value, cases[i].expected, "case %zu: %.17g", i, value);
  }
}

/* Which poison a result has does not depend on the processor: it is that of the first operand that failed, before one that is none. */
Test(engine, first_failure_wins) {
  static const uint32_t sizes[AXES] = {1, 1, 1, 1};
  SceProgram program;
  program_init(&program, sizes);
  uint32_t zero = add_constant(&program, 0), one = add_constant(&program, 1);
  uint32_t first = add_op(&program, SCE_OP_DIVIDE, 0, one, zero, 0), second = add_op(&program, SCE_OP_LN, 0, zero, SCE_NO_OP, SCE_NO_OP);
  uint32_t none = add_op(&program, SCE_OP_NONE, 0, 0, 0, 0), start = program.ops.count;
  for (uint32_t kind = SCE_OP_ADD; kind <= SCE_OP_OR; kind++) add_op(&program, kind, 0, second, first, 0);
  for (uint32_t kind = SCE_OP_ADD; kind <= SCE_OP_OR; kind++) add_op(&program, kind, 0, none, second, 0);
  uint32_t lazy_and = add_op(&program, SCE_OP_AND, 0, zero, first, 0), lazy_or = add_op(&program, SCE_OP_OR, 0, one, first, 0);
  uint32_t chosen = add_op(&program, SCE_OP_SELECT, 0, zero, first, one), taken = add_op(&program, SCE_OP_SELECT, 0, one, first, zero);
  SceRun *run = sce_run_new(&program, functions, NULL);
  uint32_t binaries = SCE_OP_OR - SCE_OP_ADD + 1;
  for (uint32_t i = 0; i < 2 * binaries; i++) {
    double value = sce_run_scenario(run, start + i, 0);
    cr_expect(isnan(value));
    uint32_t kind = program.ops.at[start + i].kind;
    bool lazy = kind == SCE_OP_AND || kind == SCE_OP_OR;                      /* these do not look further than a left side without value */
    cr_expect_eq(sce_poison_cause(value), i >= binaries && lazy ? 0 : second + 1, "kind %u", kind);
  }
  cr_expect_eq(sce_run_scenario(run, lazy_and, 0), 0);
  cr_expect_eq(sce_run_scenario(run, lazy_or, 0), 1);
  cr_expect_eq(sce_run_scenario(run, chosen, 0), 1);
  cr_expect_eq(sce_poison_cause(sce_run_scenario(run, taken, 0)), first + 1);
  sce_run_free(run);
  program_release(&program);
}

/* A value that no scenario touches is computed once; constants are not counted. */
Test(engine, counts_evaluations) {
  static const uint32_t sizes[AXES] = {3, 1, 1, 1};
  SceProgram program;
  program_init(&program, sizes);
  uint32_t two = add_constant(&program, 2), five = add_constant(&program, 5);
  uint32_t once = add_op(&program, SCE_OP_MULTIPLY, 0, two, five, 0);
  uint32_t operands[] = {two, five, once};
  for (int i = 0; i < 3; i++) sce_array_push(&program.operands, operands[i]);
  uint32_t join = add_op(&program, SCE_OP_JOIN, 1, 0, 0, 3), sum = add_op(&program, SCE_OP_ADD, 1, join, once, 0);
  SceRun *run = sce_run_new(&program, functions, NULL);
  cr_expect_eq(sce_run_evaluations(run), 1 + 3 + 3);
  cr_expect_eq(sce_run_scenario(run, sum, 0), 12);
  cr_expect_eq(sce_run_scenario(run, sum, 2), 20);
  cr_expect_eq(sce_run_scenario(run, once, 2), 10);
  sce_run_free(run);
  program_release(&program);
}

/* A column of the diagonal: an operand that has the joined axis itself is taken at its own point. */
Test(engine, join_takes_the_diagonal) {
  static const uint32_t sizes[AXES] = {2, 3, 1, 1};
  SceProgram program;
  program_init(&program, sizes);
  uint32_t numbers[3];
  for (int i = 0; i < 3; i++) numbers[i] = add_constant(&program, i + 1);
  for (int i = 0; i < 3; i++) sce_array_push(&program.operands, numbers[i]);
  uint32_t column = add_op(&program, SCE_OP_JOIN, 2, 1, 0, 3), tenfold = add_op(&program, SCE_OP_MULTIPLY, 2, column, column, 0);
  sce_array_push(&program.operands, column);
  sce_array_push(&program.operands, tenfold);
  sce_array_push(&program.operands, numbers[0]);
  uint32_t mixed = add_op(&program, SCE_OP_JOIN, 2, 1, 3, 3);
  sce_array_push(&program.operands, mixed);
  sce_array_push(&program.operands, numbers[2]);
  uint32_t both = add_op(&program, SCE_OP_JOIN, 3, 0, 6, 2), mean = add_op(&program, SCE_OP_MEAN_OVER, 1, both, 1, 0);
  uint32_t picked = add_op(&program, SCE_OP_PICK, 1, both, 1, 1);
  SceRun *run = sce_run_new(&program, functions, NULL);
  static const double diagonal[] = {1, 4, 1}, table[] = {1, 4, 1, 3, 3, 3};
  uint32_t count;
  cr_expect_arr_eq(sce_run_points(run, mixed, &count), diagonal, sizeof diagonal);
  cr_expect_arr_eq(sce_run_points(run, both, &count), table, sizeof table);
  cr_expect_eq(sce_run_scenario(run, mean, 0), 2);
  cr_expect_eq(sce_run_scenario(run, mean, 1), 3);
  cr_expect_eq(sce_run_scenario(run, picked, 0), 4);
  sce_run_free(run);
  program_release(&program);
}

/* The shape of long files: every field a product and a sum of the field before. */
Test(engine, long_chains) {
  static const uint32_t sizes[AXES] = {1, 1, 1, 1};
  SceProgram program;
  program_init(&program, sizes);
  uint32_t factor = add_constant(&program, 0.5), more = add_constant(&program, 3), last = add_constant(&program, 10);
  for (int i = 0; i < 100000; i++) last = add_op(&program, SCE_OP_ADD, 0, add_op(&program, SCE_OP_MULTIPLY, 0, last, factor, 0), more, 0);
  SceRun *run = sce_run_new(&program, functions, NULL);
  cr_expect_eq(sce_run_scenario(run, last, 0), 6);
  cr_expect_eq(sce_run_evaluations(run), 200000);
  sce_run_free(run);
  program_release(&program);
}
