/* The domain that all formulas of this folder share.
 *
 * Every function of the core answers arguments outside its domain with NaN, and NaN is what the engine reports with
 * the expression that asked. Two checks serve all of them: an extent is a size that a model cannot be without
 * (layers, widths, patches): finite and above zero. An amount may also be zero (tokens, parameters).
 * Neither asks for whole numbers: an extrapolated model has 86.6 layers, and sweeps and derivatives need smooth formulas.
 */
#ifndef SCE_CORE_DOMAIN_H
#define SCE_CORE_DOMAIN_H

#include <math.h>
#include <stdbool.h>

static inline bool sce_domain_is_extent(double value) { return isfinite(value) && value > 0; }

static inline bool sce_domain_is_amount(double value) { return isfinite(value) && value >= 0; }

static inline bool sce_domain_is_share(double value) { return value >= 0 && value <= 1; }

#endif
