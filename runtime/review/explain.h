/* Where a value comes from: the tree of formulas behind one path or expression.
 *
 * Nodes stand in the order in which they are shown, each behind the one that uses it; what has been unfolded once is named again, not repeated. An
 * explanation is made in two steps, between which the program is computed: the first decides what the program's results are.
 */
#ifndef SCE_REVIEW_EXPLAIN_H
#define SCE_REVIEW_EXPLAIN_H

#include "fields.h"
#include "results/table.h"

typedef struct SceExplainNode {
  const SceField *field;            /* NULL: the expression that was asked for */
  uint32_t item;                    /* the definition of its formula; SCE_NO_ITEM */
  uint32_t result;                  /* index into the program's results: value and look */
  uint32_t depth, parent;           /* parent: index of the node that uses it; the root's is itself */
  uint32_t above;                   /* folded: the node that has been unfolded; SCE_NO_OP */
  uint32_t hidden;                  /* fields that it uses and that are left out, as they lie too deep */
  uint32_t lever;                   /* the constant that multiplies it, SCE_NO_OP: none */
  double low, high;                 /* elasticity of the root by it: least and largest over the points of the root; NaN: none */
  char *path;
} SceExplainNode;

typedef struct SceExplain {
  SceFields fields;
  SCE_ARRAY(SceExplainNode) nodes;
  SceOpList columns;                /* points of the scenario axis to show; the elasticities are those of `point` */
  uint32_t point;
  bool elastic;                     /* elasticities are known */
  SceOpList none;                   /* of a root without value: the fields that are none themselves */
} SceExplain;

/* Builds the tree of a result, at most `most` levels below it (0: whole), and makes its values the program's results. */
void sce_explain_init(SceExplain *explain, SceSession *session, uint32_t result, uint32_t most);
void sce_explain_release(SceExplain *explain);

/* Once the session has its run: which scenarios differ (unless `chosen` says which to show), and how much each field moves the root. */
void sce_explain_finish(SceExplain *explain, const uint32_t *chosen, uint32_t chosen_count);

struct SceBridge;

typedef struct SceExplainOptions {
  unsigned digits;                  /* 0: as usual */
  bool all;                         /* formulas and sources whole */
  const struct SceBridge *bridge;   /* what led to the value from another one, told before the tree; NULL */
} SceExplainOptions;

void sce_explain_write_text(SceOutput *out, const SceExplain *explain, const SceExplainOptions *options);
void sce_explain_write_markdown(SceOutput *out, const SceExplain *explain, const SceExplainOptions *options);
void sce_explain_write_json(SceOutput *out, const SceExplain *explain, const SceExplainOptions *options);

/* What the writers share. A row is a node as people read it; its values stand in cells, one for each column, the first alone where all are the same. */
typedef struct SceExplainRow {
  SceText name, elasticity, formula, place, source;
  SceText cells;
  size_t *ends;                     /* by column */
} SceExplainRow;

void sce_explain_make_row(const SceExplain *explain, SceTable *table, uint32_t node, const SceExplainOptions *options, SceExplainRow *row);
void sce_explain_row_release(SceExplainRow *row);

/* "no value: `s.rate` rests on `chip.fp8` (std: hardware:19), which is none"; nothing where there is no such field but the root. */
void sce_explain_add_none(const SceExplain *explain, SceText *out);

/* What a scenario puts in place of a node's formula: its item, or SCE_NO_ITEM. */
uint32_t sce_explain_variant(const SceExplain *explain, uint32_t node, uint32_t scenario);

#endif
