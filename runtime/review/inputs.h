/* Every number that somebody gave: what it is, where it stands, whose word it is, and which results rest on it.
 *
 * An input is a field whose formula names nothing, such a formula in a scenario, or a part that names nothing inside a formula of the user's files. Of the library those count
 * that a shown result or a claim rests on. The list is made from a compiled session; values are read from its run by the writers.
 */
#ifndef SCE_REVIEW_INPUTS_H
#define SCE_REVIEW_INPUTS_H

#include "fields.h"
#include "results/results.h"

typedef struct SceInput {
  const SceField *field;            /* that it gives, or in whose formula it stands */
  uint32_t result;                  /* of the field: index into the program's results */
  uint32_t item;                    /* the definition */
  uint32_t scenario;                /* point of the scenario axis; 0: the base */
  uint32_t literal;                 /* the root of a part of the formula; SCE_NO_OP: all of it */
  bool library;                     /* stands in the library */
  char *path;
  uint32_t rests, rest_count, result_count;   /* run in SceInputs.rests: results first, then claims */
} SceInput;

typedef struct SceInputTarget {
  char *name;
  uint32_t op;
  bool claim;
} SceInputTarget;

typedef struct SceInputs {
  SceFields fields;
  SCE_ARRAY(SceInput) list;         /* the main file's in the order in which they stand, then imports, defaults of kinds, the library */
  SCE_ARRAY(SceInputTarget) targets;
  SceOpList rests;
} SceInputs;

/* Makes the list, and the values of its fields the program's results. `only`: a glob over paths; NULL: all. `scenarios`: those that count beside the base; count
 * 0: all. */
void sce_inputs_init(SceInputs *inputs, SceSession *session, const char *only, const uint32_t *scenarios, uint32_t scenario_count);
void sce_inputs_release(SceInputs *inputs);

/* The text behind @ that holds for an input; NULL: nobody's word. */
const char *sce_input_source(const SceInputs *inputs, const SceInput *input, uint32_t *length);

/* The part of a formula that an input is: its number and the unit behind that (NaN and NULL where it is more than one
 * number); and its text. */
double sce_input_number(const SceInputs *inputs, const SceInput *input, const char **unit);
void sce_input_add_literal(const SceInputs *inputs, const SceInput *input, SceText *out);

typedef struct SceInputsOptions {
  unsigned digits;
  bool all;                         /* sources and names whole */
} SceInputsOptions;

void sce_inputs_write_text(SceOutput *out, const SceInputs *inputs, const SceInputsOptions *options);
void sce_inputs_write_markdown(SceOutput *out, const SceInputs *inputs, const SceInputsOptions *options);
void sce_inputs_write_csv(SceOutput *out, const SceInputs *inputs, const SceInputsOptions *options);
void sce_inputs_write_json(SceOutput *out, const SceInputs *inputs, const SceInputsOptions *options);

#endif
