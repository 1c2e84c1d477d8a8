/* The two families whose quantiles have no formula, gamma (of scale 1) and beta, in the coordinate s in which both are simple: s = ln x for gamma and
 * s = ln(x / (1 - x)) for beta. There the density is smooth and log-concave for all parameters, and no x underflows.
 *
 * Where the parameters are large the quantile is a polynomial of the normal one (Cornish and Fisher); then `terms` is not 0.
 */
#ifndef SCE_SAMPLE_SHAPE_H
#define SCE_SAMPLE_SHAPE_H

#include <stdbool.h>
#include <stdint.h>

enum { SCE_SHAPE_TERMS = 8 };

typedef struct SceShape {
  bool beta;
  double a, b;                           /* b of beta alone */
  double factor, ln_norm;                /* of the density in s */
  double mean, rest, ln_mean, ln_rest;   /* beta: a / (a + b), b / (a + b); gamma: a, none */
  uint32_t terms;                        /* x = sum polynomial[k] z^k, 0: no such polynomial */
  double polynomial[SCE_SHAPE_TERMS];
} SceShape;

typedef struct ScePoint {
  double s, x, y;                        /* y = 1 - x of beta; gamma: 1 */
  double density;                        /* in s */
  double slope;                          /* d ln density / ds */
} ScePoint;

typedef struct SceTails { double lower, upper; } SceTails;   /* P(X <= x), P(X > x), each exact where it is small */

void sce_shape_gamma(SceShape *out, double shape);
void sce_shape_beta(SceShape *out, double a, double b);

ScePoint sce_shape_point(const SceShape *shape, double s);
SceTails sce_shape_tails(const SceShape *shape, const ScePoint *point);
double sce_shape_x_to_s(const SceShape *shape, double x);

/* The s below which lies the share `lower`, above which `upper`; both in (0, 1), the smaller one counts. Of a shape with a polynomial too. */
double sce_shape_quantile(const SceShape *shape, double lower, double upper);
double sce_shape_quantile_near(const SceShape *shape, double lower, double upper, double start);
double sce_shape_polynomial(const SceShape *shape, double z);

#endif
