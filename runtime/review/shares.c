/* How much of a result's variance each unknown is behind: first-order shares, what would be gone on average if it were known; and total ones, what would be left if all
 * others were.
 *
 * Each unknown's draws are made anew under another key, which gives an independent column of it (Saltelli). With A and B two independent sets of all unknowns, and
 * AB the set A with one unknown from B, and BA the reverse, first-order shares are the correlation of B with AB and of A with BA (Janon and others), or
 * where they are small, with what the unknown changes, AB - A and BA - B (Saltelli and others): whichever has the smaller error. Total ones come from the squared
 * distances of A from AB and of B from BA (Jansen). Errors are those of a quotient of two means.
 */
#include "sensitivity.h"

#include <math.h>

static const uint64_t other_key = UINT64_C(0x9E3779B97F4A7C15);

typedef struct Columns {
  uint64_t count;
  double *a, *b, *ab, *ba;
  double mean, variance;
} Columns;

/* The draws of one unknown (or of all: key NULL) get their other key, or their own back. */
static void turn_keys(SceProgram *program, const uint64_t *key, const SceDraw *own) {
  for (uint32_t i = 0; i < program->draws.count; i++)
    if (!key || own[i].path == *key) program->draws.at[i].path ^= other_key;
}

/* Mean and variance of both sets together. False where a sample has no value. */
static bool find_variance(Columns *c) {
  double sum = 0, squares = 0;
  for (uint64_t i = 0; i < c->count; i++) sum += c->a[i] + c->b[i];
  c->mean = sum / (2 * (double)c->count);
  for (uint64_t i = 0; i < c->count; i++) squares += (c->a[i] - c->mean) * (c->a[i] - c->mean) + (c->b[i] - c->mean) * (c->b[i] - c->mean);
  c->variance = squares / (2 * (double)c->count);
  return isfinite(c->variance);
}

/* The quotient of the means of two columns, given sample by sample, and its standard error. */
typedef struct Quotient {
  double over, under, over2, both, under2;
} Quotient;

static void add(Quotient *q, double over, double under) {
  q->over += over;
  q->under += under;
  q->over2 += over * over;
  q->both += over * under;
  q->under2 += under * under;
}

static SceShare divide(const Quotient *q, uint64_t count) {
  double n = (double)count, share = q->over / q->under;
  double spread = (q->over2 - 2 * share * q->both + share * share * q->under2) / n;
  SceShare out = {share, sqrt(fmax(spread, 0) / n) / (q->under / n)};
  return isfinite(out.share) && isfinite(out.error) ? out : (SceShare){NAN, NAN};
}

static void find_shares(const Columns *c, SceSwing *swing) {
  Quotient large = {0}, small = {0}, total = {0};
  for (uint64_t i = 0; i < c->count; i++) {
    double a = c->a[i] - c->mean, b = c->b[i] - c->mean, ab = c->ab[i] - c->mean, ba = c->ba[i] - c->mean;
    double all = (a * a + b * b + ab * ab + ba * ba) / 4;
    add(&large, (b * ab + a * ba) / 2, all);
    add(&small, (b * (ab - a) + a * (ba - b)) / 2, all);
    add(&total, ((a - ab) * (a - ab) + (b - ba) * (b - ba)) / 4, all);
  }
  SceShare one = divide(&large, c->count), other = divide(&small, c->count);
  swing->first = other.error < one.error ? other : one;
  swing->total = divide(&total, c->count);
}

static void share_one(SceSensitivity *s, SceMoved *moved, Columns *c, const SceDraw *own) {
  SceProgram *program = s->fields.program;
  SceRun *run = s->fields.session->run;
  sce_run_column(run, moved->op, moved->point, c->a);
  turn_keys(program, NULL, own);
  sce_run_column(run, moved->op, moved->point, c->b);
  turn_keys(program, NULL, own);
  if (!find_variance(c) || c->variance == 0) return;
  for (uint32_t i = 0; i < moved->swings.count; i++) {
    SceSwing *swing = &moved->swings.at[i];
    const SceMover *mover = &s->movers.at[swing->mover];
    if (mover->kind != SCE_RANGE_SAMPLES) continue;
    turn_keys(program, &mover->key, own);
    sce_run_column(run, moved->op, moved->point, c->ab);
    turn_keys(program, NULL, own);                              /* the others instead */
    sce_run_column(run, moved->op, moved->point, c->ba);
    memcpy(program->draws.at, own, program->draws.count * sizeof *own);
    find_shares(c, swing);
  }
}

void sce_sensitivity_share(SceSensitivity *s) {
  enum { MOST = 1 << 22 };
  SceRun *run = s->fields.session->run;
  SceProgram *program = s->fields.program;
  Columns c = {.count = sce_run_samples_asked(run)};
  if (!program->draws.count || c.count < 2 || c.count > MOST || sce_run_is_partial(run)) return;
  c.a = sce_memory_new(4 * c.count * sizeof *c.a);
  c.b = c.a + c.count;
  c.ab = c.b + c.count;
  c.ba = c.ab + c.count;
  SceDraw *own = sce_memory_new(((size_t)program->draws.count + 1) * sizeof *own);
  memcpy(own, program->draws.at, program->draws.count * sizeof *own);
  for (uint32_t i = 0; i < s->moved.count; i++)
    if (s->moved.at[i].variance > 0) share_one(s, &s->moved.at[i], &c, own);
  free(own);
  free(c.a);
}
