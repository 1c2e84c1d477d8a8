/* `sce solve`: which value of one field makes an equation true.
 *
 * The field, the ends of its range and the equation are texts in the file's names, each compiled as such, so that units, did-you-mean and the findings are those
 * of the language. Then the field is pinned and the range searched (review/solve.h).
 */
#include "cli.h"

#include "plan.h"
#include "review/solve.h"
#include "review/solve_text.h"

#include <ctype.h>
#include <math.h>

enum { FEW_SAMPLES = 1024, STAGES = 5 };             /* samples that say where a field lies */

typedef struct Question {
  const char *file, *path;
  SceText left, right, both, text;  /* both: "LEFT == RIGHT"; text: that, and the left side once more */
  double low, high;                 /* of the field now, over all points */
  double own_low, own_high;         /* its own range; NaN: none */
  uint8_t flags;                    /* of the field's result */
  bool pure;                        /* it is a pure number */
  SceText found;                    /* its path and file, as the compiler has them */
} Question;

/* ---- the equation's text ---- */

static size_t skip_string(const char *text, size_t at) {
  size_t end = at + 1;
  while (text[end] && text[end] != '"') end++;
  return text[end] ? end : end - 1;
}

/* The place of the one `=` outside of brackets; false with the trouble said. */
static bool find_equals(SceCli *cli, const char *text, size_t *place) {
  int depth = 0;
  bool found = false;
  for (size_t i = 0; text[i]; i++) {
    char c = text[i], next = text[i + 1];
    if (c == '"') i = skip_string(text, i);
    if (c == '#' || c == ';' || c == '\n') {
      sce_cli_trouble(cli, "an equation stands on one line, without `;` and without a comment: '%s'", text);
      return false;
    }
    depth += (c == '(' || c == '[') - (c == ')' || c == ']');
    if (depth || !strchr("=<>!", c)) continue;
    if (c != '=' || next == '=') {
      sce_cli_trouble(cli, "an equation has one `=` alone, not `%.*s`: 'site.power = 500 MW'", next == '=' ? 2 : 1, text + i);
      return false;
    }
    if (found) {
      sce_cli_trouble(cli, "an equation has one `=`; this one has several: '%s'", text);
      return false;
    }
    found = true;
    *place = i;
  }
  if (!found) sce_cli_trouble(cli, "'%s' is no equation: write what has to be equal to what, 'site.power = 500 MW'", text);
  return found;
}

static bool has_word(const char *text, size_t length, const char *word) {
  size_t size = strlen(word);
  for (size_t i = 0; i + size <= length; i++) {
    bool starts = !i || !(isalnum((unsigned char)text[i - 1]) || text[i - 1] == '_' || text[i - 1] == '.');
    bool ends = i + size == length || !(isalnum((unsigned char)text[i + size]) || text[i + size] == '_');
    if (starts && ends && !memcmp(text + i, word, size)) return true;
  }
  return false;
}

/* One side, without blanks around it, in parentheses where `==` would take only a part of it. */
static bool add_side(SceText *out, const char *text, size_t length) {
  while (length && isspace((unsigned char)*text)) text++, length--;
  while (length && isspace((unsigned char)text[length - 1])) length--;
  bool loose = has_word(text, length, "if") || has_word(text, length, "and") || has_word(text, length, "or") || has_word(text, length, "not");
  if (loose) sce_text_add_byte(out, '(');
  sce_text_add(out, text, length);
  if (loose) sce_text_add_byte(out, ')');
  return length > 0;
}

static bool read_equation(SceCli *cli, const char *text, Question *q) {
  size_t place;
  if (!find_equals(cli, text, &place)) return false;
  if (!add_side(&q->left, text, place) || !add_side(&q->right, text + place + 1, strlen(text + place + 1))) {
    sce_cli_trouble(cli, "an equation has two sides: '%s' has nothing %s `=`", text, q->left.count ? "behind" : "before");
    return false;
  }
  sce_text_add_format(&q->both, "%s == %s", q->left.bytes, q->right.bytes);
  sce_text_add_format(&q->text, "%s\n\n%s", q->both.bytes, q->left.bytes);
  return true;
}

/* ---- sessions ---- */

typedef struct Asked {              /* a session for one text in the file's names */
  SceSession session;
  SceSourceIds sets, texts;
  SceSourceId text;
} Asked;

static void close_session(Asked *asked) {
  sce_session_release(&asked->session);
  sce_array_release(&asked->sets);
  sce_array_release(&asked->texts);
}

/* What is wrong behind the first line of the text is wrong in it too. */
static bool is_first(void *context, const SceDiag *diag) {
  const Asked *asked = context;
  if (diag->span.source != asked->text) return diag->code != SCE_E_CLAIM_DISPUTED;
  const SceSource *source = &asked->session.sources.list.at[asked->text];
  const char *end = memchr(source->text, '\n', source->length);
  return !end || diag->span.start < (size_t)(end - source->text);
}

/* Compiles; false where there are errors, which have been shown. */
static bool open_session(SceCli *cli, Asked *asked, const Question *q, const char *name, const char *text, bool field) {
  *asked = (Asked){.text = SCE_NO_SOURCE};
  SceSession *session = &asked->session;
  sce_cli_open(cli, session, &asked->sets);
  SceSourceId main = sce_session_read(session, q->file);
  if (main != SCE_NO_SOURCE) {
    sce_array_push(&asked->texts, main);
    asked->text = sce_sources_add(&session->sources, name, name, text, (uint32_t)strlen(text), false);
    sce_array_push(&asked->texts, asked->text);
    SceSessionRequest request = {.texts = asked->texts.at, .text_count = 2, .sets = asked->sets.at, .set_count = asked->sets.count, .fields = true};
    request.shown = field ? SCE_ALL_TEXTS : 1;
    request.all = field;
    request.only = field ? q->path : NULL;
    sce_session_compile(session, &request);
  }
  if (!session->diags.errors) return true;
  sce_cli_findings(cli, &session->sources, &session->diags, is_first, asked);
  close_session(asked);
  return false;
}

/* ---- the field ---- */

static void note_values(const SceRun *run, uint32_t op, double *low, double *high) {
  uint32_t count;
  const double *points = sce_run_points(run, op, &count);
  for (uint32_t p = 0; p < count; p++) {
    const SceSummary *summary = sce_run_summary(run, op, p);
    bool sampled = summary && summary->count && !summary->failed;
    *low = fmin(*low, sampled ? summary->p5 : points[p]);         /* fmin and fmax pass NaN by */
    *high = fmax(*high, sampled ? summary->p95 : points[p]);
  }
}

/* Which field an expression is; NULL with the trouble said. */
static const SceField *identify(SceCli *cli, const Question *q, const SceProgram *program, const SceResult *result) {
  const char *why = NULL;
  if (!result || result->flags & SCE_RESULT_REFERENCE) why = "it stands for a block; name a field that holds a number";
  else if (result->flags & SCE_RESULT_TRUTH) why = "it is a truth value; name a field that holds a number";
  else if (result->op != SCE_NO_OP && program->ops.at[result->op].kind == SCE_OP_NONE) why = "it is none, and nothing takes its place; give it a value first: --set 'PATH = 1'";
  else if (result->flags & SCE_RESULT_NONE || result->op == SCE_NO_OP) why = "it has no value";
  const SceField *field = why ? NULL : sce_program_field(program, result->op);
  if (!why && !field) why = program->ops.at[result->op].axes ? "it is no field of its own, but ranges over an axis; name one of its members or its sweep" : "it is an expression; name one field by its path";
  if (why) sce_cli_trouble(cli, "--for `%s`: %s", q->path, why);
  return field;
}

static void note_range(const SceProgram *program, const SceRun *run, const SceResult *result, Question *q) {
  uint32_t length = 0;
  const char *literal = result->flags & SCE_RESULT_LITERAL && result->unit == SCE_UNIT_ONE ? sce_program_literal(program, result, &length) : NULL;
  q->flags |= result->flags & (SCE_RESULT_PERCENT | SCE_RESULT_UNIT_FIXED);
  if (literal && memchr(literal, '%', length)) q->flags |= SCE_RESULT_PERCENT;
  if (!result->range) return;
  const SceRange *range = &program->ranges.at[result->range - 1];
  double unused = NAN;
  if (range->low != SCE_NO_OP) note_values(run, range->low, &q->own_low, &unused);
  unused = NAN;
  if (range->high != SCE_NO_OP) note_values(run, range->high, &unused, &q->own_high);
}

/* What the field is, and where it lies now. */
static bool ask_field(SceCli *cli, Question *q) {
  Asked asked;
  if (!open_session(cli, &asked, q, "--for", q->path, true)) return false;
  const SceProgram *program = asked.session.program;
  SceSampling sampling = sce_cli_sampling_begin(cli);
  sampling.samples = FEW_SAMPLES;
  sampling.precision = 0;
  asked.session.run = sce_run_new(program, sce_session_functions(&asked.session), &sampling);
  sce_cli_sampling_end(cli, NULL);
  const SceResult *expression = NULL;
  for (uint32_t i = 0; i < program->results.count; i++)
    if (program->results.at[i].flags & SCE_RESULT_EXPRESSION) expression = &program->results.at[i];
  const SceField *field = identify(cli, q, program, expression);
  if (field) {
    sce_text_add_format(&q->found, "%s\n%s", sce_intern_spelling(&program->intern, field->path), field->file == SCE_NO_SOURCE ? "" : program->sources->list.at[field->file].name);
    note_values(asked.session.run, field->op, &q->low, &q->high);
    q->pure = sce_unit_dim(program->units, field->unit) == SCE_DIM_NONE;
    for (uint32_t i = 0; i < program->results.count; i++)
      if (!(program->results.at[i].flags & SCE_RESULT_REFERENCE) && program->results.at[i].op == field->op) note_range(program, asked.session.run, &program->results.at[i], q);
  }
  close_session(&asked);
  return field != NULL;
}

/* ---- the range ---- */

static bool is_bare_number(const char *text, size_t length) {
  for (size_t i = 0; i < length; i++)
    if (!strchr("0123456789._eE+-kMBT ", text[i])) return false;
  return true;
}

/* One end, in the field's unit: as one side of a comparison with it, so that what does not fit is said as always; a bare number counts the field's unit. */
static bool ask_end(SceCli *cli, const Question *q, const char *text, size_t length, double *out) {
  SceText compared = {0};
  bool bare = !q->pure && is_bare_number(text, length);
  if (!bare) sce_text_add_format(&compared, "%s == ", q->path);
  sce_text_add(&compared, text, length);
  Asked asked;
  bool sound = open_session(cli, &asked, q, "--range", compared.bytes, false);
  sce_text_release(&compared);
  if (!sound) return false;
  const SceProgram *program = asked.session.program;
  SceSampling sampling = {.samples = FEW_SAMPLES};
  asked.session.run = sce_run_new(program, sce_session_functions(&asked.session), &sampling);
  uint32_t count = 0, op = program->results.count == 1 ? program->results.at[0].op : SCE_NO_OP;
  if (!bare && op != SCE_NO_OP) op = program->ops.at[op].kind == SCE_OP_EQUAL ? program->ops.at[op].b : SCE_NO_OP;
  if (op != SCE_NO_OP) *out = *sce_run_points(asked.session.run, op, &count);
  bool plain = count == 1 && !program->ops.at[op].sampled && !isnan(*out);
  if (!plain) sce_cli_trouble(cli, "--range: `%.*s` is no single number", (int)length, text);
  close_session(&asked);
  return plain;
}

static bool ask_range(SceCli *cli, const Question *q, SceSolve *solve) {
  const char *text = cli->options.range, *dots = strstr(text, "..");
  if (!dots || dots == text || !dots[2]) {
    sce_cli_trouble(cli, "--range takes LOW..HIGH, such as 0.1..0.9, not `%s`", text);
    return false;
  }
  if (!ask_end(cli, q, text, (size_t)(dots - text), &solve->low) || !ask_end(cli, q, dots + 2, strlen(dots + 2), &solve->high)) return false;
  if (!(fabs(solve->low) <= SCE_SOLVE_WIDEST && fabs(solve->high) <= SCE_SOLVE_WIDEST)) {
    sce_cli_trouble(cli, "--range `%s` is too wide: values up to 1e300 are tried", text);
    return false;
  }
  if (solve->low < solve->high) return true;
  sce_cli_trouble(cli, "--range goes from LOW up to HIGH: `%.*s` is not below `%s`", (int)(dots - text), text, dots + 2);
  return false;
}

/* Around the value that the field has, farther on both sides from stage to stage; the last one takes in the other sign. */
static void look_around(const Question *q, SceSolve *solve, uint32_t stage) {
  static const double factors[STAGES] = {10, 1e3, 1e6, 1e9, 1e9};
  double k = factors[stage], low = isnan(q->low) ? 1 : q->low, high = isnan(q->high) ? 1 : q->high, most = fmax(fabs(low), fabs(high));
  bool positive = low > 0, negative = high < 0;
  if (most == 0) most = 1;
  solve->low = stage + 1 < STAGES && positive ? low / k : stage + 1 < STAGES && negative ? low * k : -most * k;
  solve->high = stage + 1 < STAGES && negative ? high / k : stage + 1 < STAGES && positive ? high * k : most * k;
  if (!isnan(q->own_low)) solve->low = fmax(q->own_low, solve->low);
  if (!isnan(q->own_high)) solve->high = fmin(q->own_high, solve->high);
}

/* How much is without an answer: points, of samples their shares. */
static double count_missing(const SceSolve *solve, bool all) {
  double missing = 0;
  for (uint32_t p = 0; p < solve->points.count; p++) {
    const SceSolvePoint *point = &solve->points.at[p];
    if (solve->sampled) missing += (double)point->threshold.none / (double)point->threshold.count;
    else if (!point->list.count && (all || point->moves || !point->reach.any)) missing++;
  }
  return missing;
}

/* From stage to stage as long as something is missing; then the first of those that miss least. */
static void search_around(const Question *q, SceSolve *solve) {
  uint32_t best = STAGES, stage = 0;
  double least = INFINITY, low = 0, high = 0;
  for (; stage < STAGES && !solve->stopped; stage++) {
    bool again = stage + 1 < STAGES || (!solve->sampled && count_missing(solve, true) == solve->points.count);
    look_around(q, solve, stage);
    if (!again || !(solve->low < solve->high) || (solve->low == low && solve->high == high)) continue;
    low = solve->low, high = solve->high;
    sce_solve_search(solve);
    double missing = count_missing(solve, false);
    if (missing < least) least = missing, best = stage;
    if (missing == 0) return;
  }
  if (best == STAGES || solve->stopped || least >= solve->points.count) return;      /* nothing anywhere: the widest range stands */
  look_around(q, solve, best);
  if (solve->low != low || solve->high != high) sce_solve_search(solve);
}

static void search(SceCli *cli, const Question *q, SceSolve *solve) {
  if (cli->options.range) {
    sce_solve_search(solve);
  } else if (!isnan(q->own_low) && !isnan(q->own_high) && q->own_low < q->own_high) {
    solve->range = SCE_SOLVE_OWN;
    solve->low = q->own_low, solve->high = q->own_high;
    sce_solve_search(solve);
  } else {
    solve->range = SCE_SOLVE_AROUND;
    search_around(q, solve);
  }
}

/* ---- the answer ---- */

typedef SCE_ARRAY(uint32_t) Columns;

static bool choose_columns(const SceCli *cli, SceSession *session, Columns *columns) {
  if (cli->options.scenarios.count) sce_array_push(columns, 0);
  bool known = true;
  for (uint32_t i = 0; i < cli->options.scenarios.count; i++) {
    uint32_t point = sce_session_scenario(session, cli->options.scenarios.at[i]);
    known &= point != UINT32_MAX;
    if (point != UINT32_MAX) sce_array_push(columns, point);
  }
  return known;
}

static const SceField *find_field(const SceProgram *program, const Question *q) {
  SceText name = {0};
  const SceField *found = NULL;
  for (uint32_t i = 0; i < program->fields.count && !found; i++) {
    const SceField *field = &program->fields.at[i];
    sce_text_clear(&name);
    sce_text_add_format(&name, "%s\n%s", sce_intern_spelling(&program->intern, field->path), field->file == SCE_NO_SOURCE ? "" : program->sources->list.at[field->file].name);
    if (name.count == q->found.count && !memcmp(name.bytes, q->found.bytes, name.count)) found = field;
  }
  sce_text_release(&name);
  return found;
}

static void write_answer(SceCli *cli, const Question *q, const SceSolve *solve, const SceResult *field, const SceResult *left) {
  SceSolveText text = {.solve = solve, .path = q->path, .left = q->left.bytes, .right = q->right.bytes, .field = *field, .side = *left, .digits = (unsigned)cli->options.digits};
  SceOutput out;
  sce_output_init_text(&out, &cli->out);
  if (cli->options.format == SCE_FORMAT_JSON) sce_solve_write_json(&out, &text);
  else if (cli->options.format == SCE_FORMAT_CSV) sce_solve_write_csv(&out, &text);
  else sce_solve_write_text(&out, &text, cli->options.format == SCE_FORMAT_MD);
  sce_output_finish(&out);
  cli->answered = true;
  for (uint32_t p = 0; p < solve->points.count; p++) {
    const SceSolvePoint *point = &solve->points.at[p];
    if (solve->sampled ? point->threshold.none == point->threshold.count : !point->list.count) sce_cli_raise(cli, SCE_EXIT_FINDING);
  }
}

static void refuse(SceCli *cli, const Question *q, SceSolveBegin why) {
  const char *left = q->left.bytes, *right = q->right.bytes, *path = q->path;
  switch (why) {
  case SCE_SOLVE_READY: break;
  case SCE_SOLVE_UNMOVED:
    sce_cli_trouble(cli, "neither side of `%s = %s` rests on `%s`, so that no value of it can make them equal; `sce explain %s '%s'` shows what they rest on", left, right, path, q->file, left);
    break;
  case SCE_SOLVE_MIXED:
    sce_cli_trouble(cli, "the equation mixes samples with what is known of all samples together, and both move with `%s`; reduce both sides: 'p50(%s) = …'", path, left);
    break;
  case SCE_SOLVE_TOO_MANY: sce_cli_trouble(cli, "the equation has more than %d points; pick one where an axis comes in, `NAME[AXIS = …]`", SCE_SOLVE_POINTS); break;
  case SCE_SOLVE_TOO_LONG: sce_cli_trouble(cli, "so many points and samples would take too long; pick a point where an axis comes in, `NAME[AXIS = …]`, or take fewer --samples"); break;
  }
}

static void run_solve(SceCli *cli, const Question *q, SceSolve *solve, const SceResult *field, const SceResult *left) {
  SceSolveBegin begun = sce_solve_begin(solve);
  refuse(cli, q, begun);
  if (begun != SCE_SOLVE_READY) return;
  search(cli, q, solve);
  if (solve->stopped) cli->interrupted = true;
  else write_answer(cli, q, solve, field, left);
}

static void solve_equation(SceCli *cli, const Question *q, SceSolve *solve) {
  Asked asked;
  Columns columns = {0};
  if (!open_session(cli, &asked, q, "equation", q->text.bytes, false)) return;
  SceProgram *program = asked.session.program;
  const SceField *field = find_field(program, q);
  const SceResult *results = program->results.at;
  bool known = choose_columns(cli, &asked.session, &columns), whole = program->results.count == 2 && results[0].op != SCE_NO_OP && results[1].op != SCE_NO_OP;
  sce_report_natives_off(program, sce_session_functions(&asked.session), &asked.session.diags);
  bool off = asked.session.diags.errors > 0;
  sce_cli_findings(cli, &asked.session.sources, &asked.session.diags, is_first, &asked);
  if (!known || off) {
  } else if (!whole || program->ops.at[results[0].op].kind != SCE_OP_EQUAL) {
    sce_cli_trouble(cli, "`%s` has no value: one side is none", q->both.bytes);
  } else if (!field) {
    refuse(cli, q, SCE_SOLVE_UNMOVED);
  } else {
    SceSampling sampling = sce_cli_sampling_begin(cli);
    sampling.precision = 0;
    sampling.progress = NULL;
    solve->program = program;
    solve->functions = sce_session_functions(&asked.session);
    solve->sampling = sampling;
    solve->pin = field->op;
    solve->equation = results[0].op;
    solve->left = program->ops.at[solve->equation].a;
    solve->right = program->ops.at[solve->equation].b;
    solve->scenarios = columns.at;
    solve->scenario_count = columns.count;
    SceResult shown = {.op = SCE_NO_OP, .unit = field->unit, .flags = q->flags}, side = results[1];
    run_solve(cli, q, solve, &shown, &side);
    sce_cli_sampling_end(cli, solve->run);
    sce_solve_release(solve);
  }
  sce_array_release(&columns);
  close_session(&asked);
}

void sce_cli_solve(SceCli *cli) {
  const SceOptions *options = &cli->options;
  Question q = {.file = options->operands.at[0], .path = options->solve_for, .low = NAN, .high = NAN, .own_low = NAN, .own_high = NAN};
  SceSolve solve = {0};
  if (!*q.path) sce_cli_trouble(cli, "--for takes the path of a field");
  else if (!strcmp(q.file, "-")) sce_cli_trouble(cli, "`sce solve` reads its file more than once: it takes no standard input");
  else if (read_equation(cli, options->operands.at[1], &q) && ask_field(cli, &q) && (!options->range || ask_range(cli, &q, &solve))) solve_equation(cli, &q, &solve);
  sce_text_release(&q.left), sce_text_release(&q.right), sce_text_release(&q.both), sce_text_release(&q.text), sce_text_release(&q.found);
}
