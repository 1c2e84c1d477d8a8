/* Quantiles of gamma and beta for many numbers: a table of polynomials over the quantile z of the normal distribution.
 *
 * The table holds a function of x from which x is cheap and in which small values keep their relative accuracy. It is made once for a distribution.
 */
#ifndef SCE_SAMPLE_QUANTILE_TABLE_H
#define SCE_SAMPLE_QUANTILE_TABLE_H

#include "shape.h"

/* What the table holds, by what is done with it afterwards. */
typedef enum SceTableForm {
  SCE_TABLE_PLAIN,                       /* offset + factor * x */
  SCE_TABLE_CUBE_ROOT,                   /* of factor * x */
  SCE_TABLE_LN,                          /* ln(factor * x), gamma alone */
  SCE_TABLE_LOGIT,                       /* of x, beta alone */
} SceTableForm;

enum { SCE_TABLE_DEGREE = 7 };

/* The form that suits a shape, and how many cells it takes; 0: none, its quantiles are found one by one. */
SceTableForm sce_quantile_table_form(const SceShape *shape);
uint32_t sce_quantile_table_cells(const SceShape *shape);

/* Fills cells * (SCE_TABLE_DEGREE + 1) coefficients, those of a cell together, ascending, in t from 0 to 1 over the cell; for z in low .. high.
 * Relative errors of x: below 1e-9 for |z| < 5 (PLAIN of a = 1: 2e-9), below 1e-6 everywhere. */
void sce_quantile_table_fill(double *coefficients, uint32_t cells, const SceShape *shape, SceTableForm form, double offset, double factor, double low, double high);

#endif
