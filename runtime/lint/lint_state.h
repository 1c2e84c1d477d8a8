/* What the lints share: the session as they read it, the findings before silencing, and small questions about names, kinds and the library.
 */
#ifndef SCE_LINT_STATE_H
#define SCE_LINT_STATE_H

#include "names.h"
#include "session.h"

typedef struct SceLint {
  SceSession *session;
  SceProgram *program;
  const SceNames *names;            /* NULL: nothing in the file asks for them */
  SceSourceId main;
  unsigned asked;                   /* SCE_LINT_… */
  uint32_t first_node, end_node;    /* of the main file's formulas */
  uint32_t first_item, end_item;
  SCE_ARRAY(uint32_t) kinds;        /* all items that define one */
  SCE_ARRAY(SceName) dimensions;    /* by unit: what sce_lint_dimension found; 0: not asked yet */
  bool any_source;                  /* something in the file has one */
  SceDiags found;
} SceLint;

void sce_lint_units(SceLint *lint);      /* E0705, E0706: units.c */
void sce_lint_months(SceLint *lint);     /* E0706: months.c */
void sce_lint_sources(SceLint *lint);    /* E0707: sources.c */
void sce_lint_none(SceLint *lint);       /* E0710: none.c */

/* Those that know the field, by names of the library: runtime/core/lint/. */
void sce_lint_peaks(SceLint *lint);      /* E0701 */
void sce_lint_busy(SceLint *lint);       /* E0702 */
void sce_lint_experts(SceLint *lint);    /* E0703 */
void sce_lint_attention(SceLint *lint);  /* E0704 */
void sce_lint_scaling(SceLint *lint);    /* E0708 */
bool sce_lint_is_telling(const char *name);   /* a field of this name is looked at */
bool sce_lint_is_decided(const char *unit);   /* whole numbers of it between names are decisions: no source is asked for */

static inline const SceNode *sce_lint_node(const SceLint *lint, uint32_t node) { return &lint->program->ast.nodes.at[node]; }
static inline const char *sce_lint_spell(const SceLint *lint, SceName name) { return sce_intern_spelling(&lint->program->intern, name); }
static inline bool sce_lint_is(const SceLint *lint, SceName name, const char *text) { return !strcmp(sce_lint_spell(lint, name), text); }
static inline SceSpan sce_lint_span(const SceLint *lint, uint32_t node) { return sce_ast_span(&lint->program->ast, lint->program->sources, node); }
static inline bool sce_lint_in_main(const SceLint *lint, uint32_t item) { return item != SCE_NO_ITEM && item >= lint->first_item && item < lint->end_item; }

/* The member of an object that a NAME or MEMBER node means; NULL: none, or it means something else. */
const SceNameMember *sce_lint_meant(const SceLint *lint, uint32_t node);

/* The member of an object by its name; NULL. */
const SceNameMember *sce_lint_member(const SceLint *lint, uint32_t object, const char *name);

/* Whether an object is of a kind of the library, or of one made from it. */
bool sce_lint_is_kind(const SceLint *lint, uint32_t object, const char *kind);

/* The value of a member in a scenario, in its unit (the mean of its samples); NaN: none, or it ranges over something else. */
double sce_lint_value(const SceLint *lint, const SceNameMember *member, uint32_t scenario);

/* The same in the coherent unit of its dimension. */
double sce_lint_amount(const SceLint *lint, const SceNameMember *member, uint32_t scenario);

/* The greatest of all its points in a scenario; NaN: none has a value. */
double sce_lint_most(const SceLint *lint, const SceNameMember *member, uint32_t scenario);

/* The item of the main file that gives a member in a scenario; SCE_NO_ITEM: none of the main file does. */
uint32_t sce_lint_given(const SceLint *lint, const SceNameMember *member, uint32_t scenario);

/* The place of an item's name, of a block without one that of its kind; and of its formula, where it has one. */
SceSpan sce_lint_name(const SceLint *lint, uint32_t item);
SceSpan sce_lint_formula(const SceLint *lint, uint32_t item);

/* "sora.frames" */
void sce_lint_path(const SceLint *lint, const SceNameMember *member, SceText *out);

static inline uint32_t sce_lint_scenarios(const SceLint *lint) { return lint->program->axes.at[0].count; }

/* A unit by its text, as it stands in the program; SCE_UNIT_INVALID. */
SceUnit sce_lint_unit(const SceLint *lint, uint32_t node);
SceUnit sce_lint_unit_named(const SceLint *lint, const char *text);

/* The bases that a unit counts ("time", "time^-1 work"); "" for a pure number and where there is no unit. */
const char *sce_lint_dimension(SceLint *lint, SceUnit unit);

/* One of a unit of time in seconds; NaN: it counts something else. */
double sce_lint_time(SceLint *lint, SceUnit unit);

/* ---- questions to the library ---- */

/* Computes expressions, one a line, that name the library alone: the value of each in the coherent unit of its dimension, NaN where there is none. */
void sce_lint_ask(const char *lines, double *answers, uint32_t count);

/* What a member is in the base, in the coherent unit; of a block of the library that nobody in the program reads, asked there. */
double sce_lint_asked(const SceLint *lint, uint32_t object, const char *name);

#endif
