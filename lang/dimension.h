/* Dimensions: products of base dimensions with rational exponents, as small numbers.
 *
 * Equal dimensions have equal SceDim; 0 is the pure number. A dimension may also hold variables: the unknown dimensions of a
 * function's parameters, solved by unification over the rationals (the solution is principal: a linear equation in
 * exponents). Nothing here knows what is measured: bases and names come from the language's `dimension` lines.
 */
#ifndef SCE_DIMENSION_H
#define SCE_DIMENSION_H

#include "intern.h"
#include "text.h"

typedef uint32_t SceDim;
#define SCE_DIM_NONE 0u                    /* pure number */
#define SCE_DIM_INVALID UINT32_MAX         /* out of range: exponents beyond +-1000, denominators beyond 1000, more than 64 factors */

typedef struct SceExponent {
  int32_t num, den;                        /* reduced, den > 0 */
} SceExponent;

/* num / den in lowest terms, of any signs and sizes below 2^62; false when it is out of range or den is 0. */
bool sce_exponent_make(int64_t num, int64_t den, SceExponent *out);

typedef enum SceStyle {                    /* how values of a dimension are displayed */
  SCE_STYLE_PLAIN,                         /* 1,053.5 */
  SCE_STYLE_COUNT,                         /* to the unit below a million */
  SCE_STYLE_SCIENTIFIC,                    /* 1.080e25 */
  SCE_STYLE_PREFIXED,                      /* 989.4 T… */
  SCE_STYLE_CENTS,                         /* to the cent below a million */
} SceStyle;

typedef struct SceDimFactor {
  uint32_t base;                           /* index into bases; with SCE_DIM_VARIABLE set: a variable */
  SceExponent exponent;                    /* never 0 */
} SceDimFactor;
#define SCE_DIM_VARIABLE 0x80000000u

typedef struct SceDims SceDims;

SceDims *sce_dims_new(void);
void sce_dims_free(SceDims *dims);

/* Declares a base dimension, or returns the one of that name. */
SceDim sce_dim_base(SceDims *dims, SceName name);

/* Gives a dimension a name and a style. A dimension may be named once; the first name stays in words, a second one can only be
 * found (returns false), as a name that means something else already stays what it is (false too). A base is named by sce_dim_base; naming it again with its own name sets the style. */
bool sce_dim_name(SceDims *dims, SceDim dim, SceName name, SceStyle style);
bool sce_dim_find(const SceDims *dims, SceName name, SceDim *dim);
SceStyle sce_dim_style(const SceDims *dims, SceDim dim);

/* INVALID in gives INVALID out. Multiply and divide are memoized: a few ns when repeated. */
SceDim sce_dim_multiply(SceDims *dims, SceDim a, SceDim b);
SceDim sce_dim_divide(SceDims *dims, SceDim a, SceDim b);
SceDim sce_dim_power(SceDims *dims, SceDim dim, SceExponent exponent);

/* The factors of a dimension, ordered by base. Valid until the next call that makes a dimension. */
const SceDimFactor *sce_dim_factors(const SceDims *dims, SceDim dim, uint32_t *count);
bool sce_dim_has_variables(const SceDims *dims, SceDim dim);

/* A variable never used before; unify makes two dimensions equal by solving for one variable, false when that is not
 * possible; resolve replaces the solved variables. */
SceDim sce_dim_variable(SceDims *dims);
bool sce_dim_unify(SceDims *dims, SceDim a, SceDim b);
SceDim sce_dim_resolve(SceDims *dims, SceDim dim);
/* Copies `dim` with its unsolved variables replaced: each variable v by map(v); used to give a function fresh variables at a call. `pairs` holds
 * (variable's base number, replacement) and grows as new variables are met. */
typedef struct SceDimPair { uint32_t variable; SceDim dim; } SceDimPair;
typedef struct SceDimMap { SCE_ARRAY(SceDimPair) pairs; } SceDimMap;
SceDim sce_dim_instantiate(SceDims *dims, SceDim dim, SceDimMap *map);

/* What a dimension is made of, in one spelling whatever the order of declaration: base names with exponents, sorted ("length time^-2"). */
void sce_dim_signature(SceText *out, const SceDims *dims, const SceIntern *intern, SceDim dim);

/* The dimension in words: "work", "work per time", "money per length per time", with the fewest factors that named dimensions allow;
 * "a pure number" for 0; variables as 'a 'b …, by their number in all of the program. Resolve first. */
void sce_dim_words(SceText *out, const SceDims *dims, const SceIntern *intern, SceDim dim);

#endif
