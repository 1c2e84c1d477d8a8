/* Findings as JSON, for editors, pipelines and other programs, and as commands of GitHub's workflows. SARIF is in sarif.h.
 *
 * Each finding is one object: code, severity, message, file, line, column, end_line, end_column, help, related. Columns count Unicode code
 * points from 1, the end is exclusive, and what does not apply is null. Nothing is left out, however many there are. All
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

/* One workflow command a finding, which GitHub shows beside the line: errors as error, findings as warning, warnings as notice. */
void sce_findings_write_github(SceText *out, SceSources *sources, const SceDiags *diags);
/* An error of no file and no code. */
void sce_findings_add_github_trouble(SceText *out, const char *message);

/* Lines and columns of many places, each counted on from the last one asked for: a long line with many findings must not be counted from its start
 * for each. Starts as all zeros but for the sources. */
typedef struct SceFindingsCursor {
  SceSources *sources;
  const char *line, *at;    /* start of the line last asked for, and the byte that `place` belongs to */
  ScePlace place;
} SceFindingsCursor;

ScePlace sce_findings_place(SceFindingsCursor *cursor, SceSourceId source, uint32_t offset);

#endif
