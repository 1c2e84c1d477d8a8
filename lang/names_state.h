/* What the three files of the record of names share. Private to names.c, names_formula.c and names_list.c.
 *
 * names.c walks over the texts, names_formula.c reads formulas, paths and units, names_list.c lists objects and their members.
 */
#ifndef SCE_NAMES_STATE_H
#define SCE_NAMES_STATE_H

#include "compiler.h"
#include "names.h"

typedef struct Names {
  SceCompiler *c;
  SceNames *out;                    /* VALUE uses hold bindings until they are listed */
  SceSourceId source;               /* of the text that is being read */
  bool *done;                       /* by item: its body has been read */
  uint32_t item_count, node_count;  /* when the walk began: what is read later is the library's */
  uint32_t *objects, *bindings;     /* by node: the object and the binding that a path which ends there means; SCE_NIL */
} Names;

/* What introduced a binding. */
static inline uint32_t sce_names_root(const Names *n, uint32_t binding) { return n->c->roots.at[binding]; }

void sce_names_add(Names *n, SceNameKind kind, uint32_t start, uint32_t end, uint32_t item, uint32_t binding, bool definition);
void sce_names_add_kind(Names *n, SceSpan span, uint32_t kind);        /* of `p.KIND` the part behind the dot */

/* A formula: `own` is the binding that it belongs to, `fn` the function whose body it is; SCE_NIL. */
void sce_names_formula(Names *n, SceExpr expr, uint32_t layer, uint32_t own, uint32_t fn);
/* A path to a block or a field, as behind `from` and left of `=`. */
void sce_names_path(Names *n, SceExpr path, uint32_t layer);
/* The names in the text of a unit, or of a product of dimensions. */
void sce_names_unit(Names *n, SceName text, SceSpan span, bool behind_number, bool dimension);

void sce_names_list(Names *n);

#endif
