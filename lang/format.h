/* The one layout: `sce fmt`.
 *
 * The layout works on tokens and the gaps between them, not on the tree, so that every comment survives by construction. It decides about
 * white space, `;` and line ends alone; numbers, units, strings and comments keep their spelling. Appends to `out` and borrows
 * the rest.
 */
#ifndef SCE_FORMAT_H
#define SCE_FORMAT_H

#include "diag.h"

/* Writes the source in the one layout. A text with syntax errors is not touched: they are added to the findings, nothing is written, and
 * the answer is false. */
bool sce_format(SceText *out, SceSources *sources, SceDiags *diags, SceSourceId source);

#endif
