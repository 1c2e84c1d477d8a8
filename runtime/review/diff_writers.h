/* Diffs as documents: one function a format, from what a comparison found to bytes.
 *
 * Several diffs (`A..B`, folders) are one document, with a heading a file and a total. Writers change nothing, and what they write is the same on
 * every machine: no times, no paths but those that the diffs name.
 */
#ifndef SCE_REVIEW_DIFF_WRITERS_H
#define SCE_REVIEW_DIFF_WRITERS_H

#include "diff.h"
#include "results/output.h"

typedef struct SceDiffFindings {         /* what was found on the way, and the texts that it stands in */
  SceSources *sources;
  const SceDiags *diags;
} SceDiffFindings;

typedef struct SceDiffOptions {          /* all zeros: what changed, as usual */
  unsigned digits;                       /* significant digits of text, md and html; 0: SCE_NUMBER_DIGITS */
  bool all;                              /* what has not changed too, and claims that did not flip */
  uint64_t max_bytes;                    /* of md; 0: no limit */
  int exit_code;                         /* that the command ends with: md and html say so when it is trouble (2) */
  const SceDiffFindings *findings;       /* for json, md and html */
  uint32_t finding_count;
} SceDiffOptions;

typedef void (*SceDiffWriter)(SceOutput *out, const SceDiff *const *diffs, uint32_t count, const SceDiffOptions *options);

void sce_diff_write_text(SceOutput *out, const SceDiff *const *diffs, uint32_t count, const SceDiffOptions *options);
void sce_diff_write_json(SceOutput *out, const SceDiff *const *diffs, uint32_t count, const SceDiffOptions *options);
void sce_diff_write_markdown(SceOutput *out, const SceDiff *const *diffs, uint32_t count, const SceDiffOptions *options);
void sce_diff_write_html(SceOutput *out, const SceDiff *const *diffs, uint32_t count, const SceDiffOptions *options);

/* The writer of "text", "json", "md" or "html"; NULL for any other name. */
SceDiffWriter sce_diff_writer(const char *format);

/* The name of an output with its point: "site.power", "site.power[optimistic]", "site.share[optimistic, tiktok]". The base is not named: a name without
 * a scenario in its brackets is the base's. */
void sce_diff_add_name(SceText *out, const SceDiffOutput *output);

#endif
