/* placeholder */
#include "diff_writers.h"
void sce_diff_write_markdown(SceOutput *out, const SceDiff *const *diffs, uint32_t count, const SceDiffOptions *options) { (void)out, (void)diffs, (void)count, (void)options; }
void sce_diff_write_html(SceOutput *out, const SceDiff *const *diffs, uint32_t count, const SceDiffOptions *options) { (void)out, (void)diffs, (void)count, (void)options; }
