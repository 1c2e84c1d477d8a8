/* Quantiles of many numbers: each family as a few kernels, step by step what distribution.c does for one, so that it gives the same bits; gamma and beta
 * through their tables.
 */
#include "distribution.h"

#include <math.h>
#include <string.h>

typedef struct Batch {
  const SceKernels *k;
  double *out;
  uint32_t count;
} Batch;

/* out = a op b, where one operand is a single number. */
static void with(const Batch *w, SceKernelBinary kind, const double *a, double b) { w->k->binary(kind, w->out, a, &b, SCE_B_SCALAR, w->count); }
static void from(const Batch *w, SceKernelBinary kind, double a, const double *b) { w->k->binary(kind, w->out, &a, b, SCE_A_SCALAR, w->count); }
static void scale(const Batch *w, const double *a, double factor, double offset) {
  w->k->multiply_add(w->out, a, &factor, &offset, SCE_B_SCALAR | SCE_C_SCALAR, w->count);
}
static void unary(const Batch *w, SceKernelUnary kind, const double *a) { w->k->unary(kind, w->out, a, w->count); }

static void apply_uniform(const Batch *w, const double *p, const double *u) {
  scale(w, u, p[1], p[0]);
  if (p[1] + p[0] > p[2]) with(w, SCE_K_MIN, w->out, p[2]);
}

static void apply_triangular(const Batch *w, const double *p, const double *u) {
  _Alignas(64) double room[SCE_BATCH];
  Batch other = {w->k, room, w->count};
  with(&other, SCE_K_MAX, u, p[2]);
  from(&other, SCE_K_SUBTRACT, 1, room);
  with(&other, SCE_K_MULTIPLY, room, p[3]);
  unary(&other, SCE_K_SQRT, room);
  from(&other, SCE_K_SUBTRACT, p[3], room);
  with(w, SCE_K_MIN, u, p[2]);
  with(w, SCE_K_MULTIPLY, w->out, p[2]);
  unary(w, SCE_K_SQRT, w->out);
  w->k->binary(SCE_K_ADD, w->out, room, w->out, 0, w->count);
  scale(w, w->out, p[1], p[0]);
  with(w, SCE_K_MIN, w->out, p[0] + p[1]);
}

static void apply_exponential(const Batch *w, double mean, const double *u, bool upper) {
  _Alignas(64) double rest[SCE_BATCH], lost[SCE_BATCH];
  if (upper) {
    unary(w, SCE_K_LN, u);
  } else {
    from(&(Batch){w->k, rest, w->count}, SCE_K_SUBTRACT, 1, u);
    from(&(Batch){w->k, lost, w->count}, SCE_K_SUBTRACT, 1, rest);
    w->k->binary(SCE_K_SUBTRACT, lost, lost, u, 0, w->count);
    unary(w, SCE_K_LN, rest);
    w->k->binary(SCE_K_ADD, w->out, w->out, lost, 0, w->count);
  }
  with(w, SCE_K_MULTIPLY, w->out, -mean);
}

/* One polynomial in z, by Horner's rule. */
static void apply_polynomial(const Batch *w, const SceDistribution *d, const double *z) {
  _Alignas(64) double x[SCE_BATCH];
  scale(&(Batch){w->k, x, w->count}, z, d->coefficients[d->degree], d->coefficients[d->degree - 1]);
  for (uint32_t k = d->degree - 1; k-- > 0;) w->k->multiply_add(x, x, z, &d->coefficients[k], SCE_C_SCALAR, w->count);
  memcpy(w->out, x, w->count * sizeof *x);
  if (d->family == SCE_FAMILY_GAMMA) with(w, SCE_K_MULTIPLY, x, d->p[0]);
  else scale(w, x, d->p[1], d->p[0]);
}

static void apply_form(const Batch *w, SceTableForm form) {
  _Alignas(64) double y[SCE_BATCH];
  switch (form) {
  case SCE_TABLE_PLAIN: break;
  case SCE_TABLE_CUBE_ROOT:
    w->k->binary(SCE_K_MULTIPLY, y, w->out, w->out, 0, w->count);
    w->k->binary(SCE_K_MULTIPLY, w->out, y, w->out, 0, w->count);
    break;
  case SCE_TABLE_LN: unary(w, SCE_K_EXP, w->out); break;
  case SCE_TABLE_LOGIT:                            /* 1 / (1 + exp(-y)), where exp(-y) stays finite */
    unary(w, SCE_K_NEGATE, w->out);
    with(w, SCE_K_MIN, w->out, 709);
    unary(w, SCE_K_EXP, w->out);
    with(w, SCE_K_ADD, w->out, 1);
    from(w, SCE_K_DIVIDE, 1, w->out);
    break;
  }
}

static void apply_table(const Batch *w, const SceDistribution *d, const double *u) {
  unary(w, SCE_K_NORMAL_QUANTILE, u);
  if (d->mirrored) unary(w, SCE_K_NEGATE, w->out);
  if (!d->cells) {
    apply_polynomial(w, d, w->out);
  } else {
    w->k->table(w->out, w->out, d->coefficients, d->low, d->scale, d->cells, d->degree, w->count);
    apply_form(w, d->form);
  }
  if (d->family == SCE_FAMILY_GAMMA) return;
  with(w, SCE_K_MAX, w->out, d->p[0]);
  with(w, SCE_K_MIN, w->out, d->p[2]);
}

static void apply_family(const Batch *w, const SceDistribution *d, const double *u) {
  double sd = d->mirrored ? -d->p[1] : d->p[1];
  switch (d->family) {
  case SCE_FAMILY_UNIFORM: apply_uniform(w, d->p, u); break;
  case SCE_FAMILY_TRIANGULAR: apply_triangular(w, d->p, u); break;
  case SCE_FAMILY_EXPONENTIAL: apply_exponential(w, d->p[0], u, d->mirrored); break;
  case SCE_FAMILY_NORMAL:
  case SCE_FAMILY_LOGNORMAL_LOG:
    unary(w, SCE_K_NORMAL_QUANTILE, u);
    scale(w, w->out, sd, d->p[0]);
    if (d->family == SCE_FAMILY_LOGNORMAL_LOG) unary(w, SCE_K_EXP, w->out);
    break;
  default: apply_table(w, d, u); break;
  }
}

void sce_distribution_apply(const SceDistribution *distribution, const SceKernels *kernels, double *out, const double *u, uint32_t count) {
  const SceDistribution *d = distribution;
  bool shaped = d->family == SCE_FAMILY_GAMMA || d->family == SCE_FAMILY_BETA || d->family == SCE_FAMILY_PERT;
  if (shaped && !d->coefficients) {
    for (uint32_t i = 0; i < count; i++) out[i] = sce_distribution_quantile(d, u[i]);
    return;
  }
  Batch work = {kernels, out, count};
  if (d->truncated) {
    scale(&work, u, d->width, d->from);
    with(&work, SCE_K_MAX, out, d->least);
    with(&work, SCE_K_MIN, out, d->most);
    u = out;
  }
  apply_family(&work, d, u);
  if (!d->truncated) return;
  if (d->bounds[0] > -INFINITY) with(&work, SCE_K_MAX, out, d->bounds[0]);
  if (d->bounds[1] < INFINITY) with(&work, SCE_K_MIN, out, d->bounds[1]);
}

void sce_distribution_draw(const SceDistribution *distribution, const SceKernels *kernels, double *out, uint64_t key, uint64_t batch) {
  const SceDistribution *d = distribution;
  Batch work = {kernels, out, SCE_BATCH};
  if (d->truncated || d->family != SCE_FAMILY_UNIFORM) {
    kernels->uniform(out, key, batch);
    sce_distribution_apply(d, kernels, out, out, SCE_BATCH);
    return;
  }
  kernels->draw(out, key, batch, d->p[1], d->p[0]);
  if (d->p[1] + d->p[0] > d->p[2]) with(&work, SCE_K_MIN, out, d->p[2]);
}
