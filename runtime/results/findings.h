/* Findings as JSON, for editors, pipelines and other programs.
 *
 * Each finding is one object: code, severity, message, file, line, column, end_line, end_column, help, related. Columns count Unicode code
 * points from 1, the end is exclusive, and what does not apply is null. Nothing is left out, however many there are. Both
 * functions append to `out` and borrow the rest.
 */
#ifndef SCE_FINDINGS_H
#define SCE_FINDINGS_H

#include "diag.h"

/* One object a line; files are named as the user named them. */
void sce_findings_write_json(SceText *out, SceSources *sources, const SceDiags *diags);

/* An array, to be embedded in results: files are named as results name them, the same wherever the command ran. */
void sce_findings_write_json_array(SceText *out, SceSources *sources, const SceDiags *diags);

/* The elements of such an array; `first` becomes false with the first one, so that findings of several sessions make one array. */
void sce_findings_add_json_items(SceText *out, SceSources *sources, const SceDiags *diags, bool *first);

#endif
