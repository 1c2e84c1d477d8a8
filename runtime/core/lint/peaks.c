/* Sparse peaks: figures of data sheets that count the zeros of sparse matrices are twice the dense ones. What is dense is read from the library's accelerators.
 */
#include "lint/lint_state.h"

#include "doc/doc.h"

#include <math.h>

static const char *const formats[] = {"bf16", "fp8", "fp4"};
enum { FORMATS = sizeof formats / sizeof *formats };
static const double near = 1e-3;    /* how far apart spellings of one figure are: 989, 989.4, 989.5 */

typedef struct Peaks {
  char *names;                      /* the library's accelerators, each with a NUL behind it */
  SCE_ARRAY(const char *) accelerators;
  double *dense;                    /* FORMATS of each, in FLOP/s/gpu; NaN: none */
} Peaks;

static void list_accelerators(Peaks *peaks) {
  SceDocs *docs = sce_docs_new(NULL, NULL, 0);
  SceDoc *found[1];
  const char *blocks = sce_docs_find(docs, "accelerator", found, 1) ? found[0]->blocks : NULL;
  size_t length = blocks ? strlen(blocks) : 0;
  peaks->names = sce_memory_zeroed(length + 1);
  if (blocks) memcpy(peaks->names, blocks, length);
  for (char *at = peaks->names, *end; *at; at = end) {
    end = at + strcspn(at, ", ");
    if (end > at) sce_array_push(&peaks->accelerators, at);
    if (*end) *end++ = '\0';
  }
  sce_docs_free(docs);
}

static void read_peaks(Peaks *peaks) {
  SceText lines = {0};
  list_accelerators(peaks);
  uint32_t count = peaks->accelerators.count * FORMATS;
  sce_text_add(&lines, "", 0);
  for (uint32_t i = 0; i < count; i++) sce_text_add_format(&lines, "%s.%s\n", peaks->accelerators.at[i / FORMATS], formats[i % FORMATS]);
  peaks->dense = sce_memory_new((count + (size_t)1) * sizeof *peaks->dense);
  sce_lint_ask(lines.bytes, peaks->dense, count);
  sce_text_release(&lines);
}

static void release(Peaks *peaks) {
  free(peaks->names);
  free(peaks->dense);
  sce_array_release(&peaks->accelerators);
}

/* The accelerator whose dense figure is half of the rate, where none has the rate itself; NULL. `format`: of that one alone, or FORMATS. */
static const char *find_sparse(Peaks *peaks, double rate, uint32_t format, double *dense, uint32_t *of) {
  if (!peaks->names) read_peaks(peaks);
  const char *found = NULL;
  for (uint32_t i = 0; i < peaks->accelerators.count * FORMATS; i++) {
    double peak = peaks->dense[i];
    if (isnan(peak) || (format != FORMATS && i % FORMATS != format)) continue;
    if (fabs(rate - peak) <= near * peak) return NULL;
    if (found || fabs(rate - 2 * peak) > 2 * near * peak) continue;
    found = peaks->accelerators.at[i / FORMATS];
    *dense = peak;
    *of = i % FORMATS;
  }
  return found;
}

static const double tera = 1e12;

static void report(SceLint *lint, SceSpan span, const char *what, double rate, const char *accelerator, double dense, uint32_t format) {
  if (!sce_diag_add(&lint->found, SCE_E_SPARSE_PEAK, span, "%s is %.6g TFLOP/s, twice the dense %.6g TFLOP/s that `%s` reaches in %s", what, rate / tera, dense / tera, accelerator, formats[format])) return;
  sce_diag_note(&lint->found, SCE_NO_PLACE, "data sheets print such figures for matrices of which half is zeros (2:4 sparsity); dense ones take twice the time");
  sce_diag_help(&lint->found, "count the dense peak, %.6g TFLOP/s: `%s.%s`", dense / tera, accelerator, formats[format]);
}

/* ---- accelerators of the file, and replacements in the library's ---- */

typedef SCE_ARRAY(uint32_t) ItemList;

static bool is_told(const SceLint *lint, const ItemList *told, uint32_t node) {
  for (uint32_t i = 0; i < told->count; i++) {
    SceExpr expr = lint->program->ast.items.at[told->at[i]].expr;
    if (node >= expr.first && node <= expr.last) return true;
  }
  return false;
}

static void check_field(SceLint *lint, Peaks *peaks, const SceNameMember *member, uint32_t format, ItemList *told) {
  for (uint32_t s = 0; s < sce_lint_scenarios(lint); s++) {
    uint32_t item = sce_lint_given(lint, member, s), of;
    double rate = item == SCE_NO_ITEM ? NAN : sce_lint_amount(lint, member, s), dense;
    const char *accelerator = isnan(rate) || rate <= 0 ? NULL : find_sparse(peaks, rate, format, &dense, &of);
    if (!accelerator || is_told(lint, told, lint->program->ast.items.at[item].expr.last)) continue;
    SceText what = {0};
    sce_text_add_byte(&what, '`');
    sce_lint_path(lint, member, &what);
    sce_text_add_byte(&what, '`');
    report(lint, sce_lint_formula(lint, item), what.bytes, rate, accelerator, dense, of);
    sce_text_release(&what);
    sce_array_push(told, item);
  }
}

static void check_accelerators(SceLint *lint, Peaks *peaks, bool library, ItemList *told) {
  for (uint32_t o = 0; o < lint->names->objects.count; o++) {
    const SceNameObject *object = &lint->names->objects.at[o];
    if (object->ghost || object->library != library || object->kind == SCE_NO_ITEM || !sce_lint_is_kind(lint, o, "accelerator")) continue;
    for (uint32_t format = 0; format < FORMATS; format++) {
      const SceNameMember *member = sce_lint_member(lint, o, formats[format]);
      if (member) check_field(lint, peaks, member, format, told);
    }
  }
}

/* ---- rates that are written anywhere else ---- */

static bool is_rate(SceLint *lint, SceUnit unit) {
  const char *counts = sce_lint_dimension(lint, unit);
  return !strcmp(counts, "time^-1 work") || !strcmp(counts, "gpus^-1 time^-1 work");
}

static void check_literal(SceLint *lint, Peaks *peaks, double number, SceUnit unit, SceSpan span) {
  double rate = sce_scale_apply(sce_unit_scale(lint->program->units, unit), number), dense;
  uint32_t of;
  const char *accelerator = rate > 0 ? find_sparse(peaks, rate, FORMATS, &dense, &of) : NULL;
  if (accelerator) report(lint, span, "this", rate, accelerator, dense, of);
}

static void check_literals(SceLint *lint, Peaks *peaks, const ItemList *told) {
  for (uint32_t n = lint->first_node + 1; n < lint->end_node; n++) {
    if (sce_lint_node(lint, n)->kind != SCE_NODE_UNIT || sce_lint_node(lint, n - 1)->kind != SCE_NODE_NUMBER || is_told(lint, told, n)) continue;
    SceUnit unit = sce_lint_unit(lint, n);
    if (is_rate(lint, unit)) check_literal(lint, peaks, sce_lint_node(lint, n - 1)->number, unit, sce_lint_span(lint, n));
  }
  for (uint32_t i = lint->first_item; i < lint->end_item; i++) {              /* a bare number under a declared unit */
    const SceItem *item = &lint->program->ast.items.at[i];
    bool bare = item->kind == SCE_ITEM_FIELD && item->unit && !sce_expr_is_empty(item->expr) && item->expr.first == item->expr.last && sce_lint_node(lint, item->expr.first)->kind == SCE_NODE_NUMBER;
    if (!bare || is_told(lint, told, item->expr.first)) continue;
    const SceNameUse *use = !lint->names ? NULL : sce_names_at(lint->names, lint->main, sce_ast_more(&lint->program->ast, item)->unit_at);
    if (use && use->kind == SCE_NAME_KIND) continue;
    SceUnit unit = sce_lint_unit_named(lint, sce_lint_spell(lint, item->unit));
    if (is_rate(lint, unit)) check_literal(lint, peaks, sce_lint_node(lint, item->expr.first)->number, unit, sce_lint_formula(lint, i));
  }
}

void sce_lint_peaks(SceLint *lint) {
  Peaks peaks = {0};
  ItemList told = {0};
  if (lint->names) check_accelerators(lint, &peaks, true, &told);                              /* copies take over what is replaced there */
  if (lint->names) check_accelerators(lint, &peaks, false, &told);
  check_literals(lint, &peaks, &told);
  release(&peaks);
  sce_array_release(&told);
}
