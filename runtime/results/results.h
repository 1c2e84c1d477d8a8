/* Results as documents: one function a format, from a computed program to bytes.
 *
 * Writers read the program and its run and change neither. What they write is the same on every machine and in every locale: the order of
 * declaration, no times, no absolute paths, no versions.
 */
#ifndef SCE_RESULTS_H
#define SCE_RESULTS_H

#include "engine.h"
#include "output.h"

typedef struct SceResultOptions {      /* all zeros: everything that is shown by default, as usual */
  const uint32_t *scenarios;           /* points of the scenario axis to show as columns, in this order; count 0: all */
  uint32_t scenario_count;
  unsigned digits;                     /* significant digits in text and md; 0: SCE_NUMBER_DIGITS */
  bool all;                            /* results without SCE_RESULT_SHOWN too */
  bool bare;                           /* text: expressions without their own text, and no claims: for `-e` and the prompt */
} SceResultOptions;

/* Findings are part of JSON results alone. */
typedef void (*SceResultsWriter)(SceOutput *out, const SceProgram *program, const SceRun *run, const SceDiags *diags, const SceResultOptions *options);

void sce_results_write_text(SceOutput *out, const SceProgram *program, const SceRun *run, const SceDiags *diags, const SceResultOptions *options);
void sce_results_write_json(SceOutput *out, const SceProgram *program, const SceRun *run, const SceDiags *diags, const SceResultOptions *options);
void sce_results_write_csv(SceOutput *out, const SceProgram *program, const SceRun *run, const SceDiags *diags, const SceResultOptions *options);
void sce_results_write_markdown(SceOutput *out, const SceProgram *program, const SceRun *run, const SceDiags *diags, const SceResultOptions *options);

/* The list of claims alone, as the JSON document has it. */
void sce_results_write_claims_json(SceOutput *out, const SceProgram *program, const SceRun *run);

/* The writer of "text", "json", "csv" or "md"; NULL for any other name. */
SceResultsWriter sce_results_writer(const char *format);

#endif
