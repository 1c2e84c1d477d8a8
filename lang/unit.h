/* Units: named units with prefixes, products of them, and exact conversion.
 *
 * A value carries the unit that its author wrote; it is converted only where two units of one dimension meet. So 17e6 stays
 * 17e6, whatever the base unit is. A conversion is a quotient of two doubles, integers wherever the definition
 * allows, so that minutes to seconds and back lose nothing. Equal units have equal SceUnit; 0 is the pure number.
 */
#ifndef SCE_UNIT_H
#define SCE_UNIT_H

#include "ast.h"
#include "diag.h"
#include "dimension.h"

typedef uint32_t SceUnit;
#define SCE_UNIT_ONE 0u
#define SCE_UNIT_INVALID UINT32_MAX

typedef struct SceScale {
  double num, den;                 /* value_in_base = value * num / den */
} SceScale;
#define SCE_SCALE_ONE ((SceScale){1, 1})
static inline bool sce_scale_is_one(SceScale scale) { return scale.num == 1 && scale.den == 1; }
double sce_scale_apply(SceScale scale, double value);   /* value * num / den, in this order */

typedef struct SceUnits SceUnits;

/* Called when a unit or dimension is not known yet: declares it (sce_units_announce) from wherever definitions are found and returns true, or false.
 * Names arrive without prefix and plural as well: "kWh" is asked for, then "Wh". */
typedef bool (*SceUnitsLoad)(void *context, SceName name, bool dimension);
/* Calls `see` with every further name of a unit (or dimension) that could be loaded: for did-you-mean. */
typedef void (*SceUnitsEach)(void *context, bool dimension, void (*see)(void *seen, const char *name), void *seen);

SceUnits *sce_units_new(SceIntern *intern, SceDims *dims, SceAst *ast, SceSources *sources, SceDiags *diags);
void sce_units_free(SceUnits *units);
void sce_units_set_loader(SceUnits *units, SceUnitsLoad load, SceUnitsEach each, void *context);

/* Makes a `unit` or `dimension` item known; all errors become findings. Definitions may name units declared later in the same
 * file: declare every item first (sce_units_announce), then each is worked out when first used or by sce_units_finish. A later
 * announcement of the same name replaces the earlier one (a file restates the library's `month`; sources marked as library never replace
 * those of a user, in whatever order they come), twice in one source is an error (E_TWICE). The same line twice is one announcement. */
void sce_units_announce(SceUnits *units, uint32_t item);
void sce_units_finish(SceUnits *units);      /* works out every announced definition, so that all errors are found; also one-letter names, cycles */

/* From now on a name that is no unit is an error without a finding: something that defines units could not be read. */
void sce_units_tolerate(SceUnits *units);

typedef enum SceUnitError {
  SCE_UNIT_OK, SCE_UNIT_UNKNOWN, SCE_UNIT_REFUSED, SCE_UNIT_PLURAL /* a plural where only the singular may stand */, SCE_UNIT_MALFORMED,
} SceUnitError;

/* A compound unit from its text, e.g. "TB/s", "USD/(kg*day)", "m^2", "1/s", "%", "1". Memoized by `text`. `behind_number` allows plurals. On failure
 * returns SCE_UNIT_INVALID and adds a finding at `span` (the text's place; the caret goes to the part that is wrong), with did-you-mean; none
 * when a definition that the text rests on is wrong, which has been reported there. */
SceUnit sce_unit_parse(SceUnits *units, SceName text, bool behind_number, SceSpan span);

/* One name as a unit in an expression (`x / day`): quiet; SCE_UNIT_OK and *unit, or why not. A unit whose definition is wrong, and
 * reported, is OK and SCE_UNIT_INVALID; a name that stands only behind a prefix is MALFORMED (sce_unit_parse says what to write). */
SceUnitError sce_unit_find(SceUnits *units, SceName name, bool behind_number, SceUnit *unit);
/* For SCE_UNIT_REFUSED: the text behind @ of the definition, as long as the units live. */
const char *sce_unit_refusal(SceUnits *units, SceName name);

/* The names in the text of a unit (or of a product of dimensions): calls `see` with the place and length in the text of each that has a definition, prefix and
 * plural's `s` left out, and with the definition's item. Quiet. */
void sce_unit_names(SceUnits *units, SceName text, bool behind_number, bool dimension, void (*see)(void *context, uint32_t at, uint32_t length, uint32_t item), void *context);

SceDim sce_unit_dim(const SceUnits *units, SceUnit unit);
SceScale sce_unit_scale(const SceUnits *units, SceUnit unit);    /* to the coherent unit of its dimension */

/* The unit of a product, quotient, power. Factors of one dimension merge into the first, so the value of the result in that
 * unit is (a op b) scaled by *factor. INVALID when exponents leave their range. Memoized. A result without dimension is SCE_UNIT_ONE. */
SceUnit sce_unit_multiply(SceUnits *units, SceUnit a, SceUnit b, SceScale *factor);
SceUnit sce_unit_divide(SceUnits *units, SceUnit a, SceUnit b, SceScale *factor);
SceUnit sce_unit_power(SceUnits *units, SceUnit unit, SceExponent exponent, SceScale *factor);

/* The scale that turns a value in `from` into one in `to`; both have the same dimension. Reduced, integers where possible. */
SceScale sce_unit_convert(const SceUnits *units, SceUnit from, SceUnit to);

/* A unit without spelling for a dimension (scale one): stands for values whose unit is not known, in the check of functions. */
SceUnit sce_unit_of_dim(SceUnits *units, SceDim dim);

/* The unit in the language's own spelling, readable again by sce_unit_parse: "kWh/day", "USD/m/day": factors with
 * positive exponents joined by '*', then '/' and each factor with a negative exponent ("W/m/K"); "1" for a pure number, "?" for
 * INVALID. Required units without prefix go by their first alias. The text lives as long as the units. */
const char *sce_unit_spelling(SceUnits *units, SceUnit unit);

/* For display in prefixed style: the unit with the prefix of its first factor replaced so that |value| lies in [1, 1000) where prefixes reach; *scale turns
 * the value. Units whose first factor takes no prefix, or whose first factor has an exponent other than 1, come back unchanged. */
SceUnit sce_unit_choose_prefix(SceUnits *units, SceUnit unit, double value, SceScale *scale);

/* The unit with the prefix of its first factor taken away, as choose_prefix does. */
SceUnit sce_unit_without_prefix(SceUnits *units, SceUnit unit, SceScale *scale);

/* Did-you-mean over all unit names (declared and loadable): the nearest within reach, or NULL. Valid until the next call. */
const char *sce_unit_suggest(SceUnits *units, const char *name);

#endif
