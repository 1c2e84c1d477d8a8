/* E0710: results without a value, because something that the library leaves open (a shape that nobody published, a price that nobody quoted) is none.
 *
 * One warning for each block that leaves something open, whatever rests on it. What the user's own text makes none, or a formula chose to be none, was meant.
 */
#include "lint_state.h"

#include "none.h"
#include "plan.h"
#include "review/fields.h"

enum { NAMES_MOST = 4, HOPS_MOST = 4, WIDTH_MOST = 60 };
enum { MOST_STEPS = 4000000 };      /* values that all searches together may go through */

typedef struct Group {
  SceName owner;                    /* path of the block that leaves it open */
  SceSourceId file;                 /* that it stands in */
  SceSpan at;                       /* where the user's text brings it in */
  SceName block;                    /* of the user, that could give fields of its own instead; 0 */
  uint32_t first, second, last;     /* of the program's results */
  uint32_t results;
  SceOpList roots, instead;         /* fields: what is none, and those of `block` that read from outside of it */
} Group;

typedef struct Nones {
  SceLint *lint;
  SceFields fields;
  SceNoneSearch search;
  SCE_ARRAY(Group) groups;
  uint64_t steps;
} Nones;

/* ---- fields and their blocks ---- */

static const SceField *field_of(const Nones *n, uint32_t op) { return sce_program_field(n->lint->program, op); }

/* "a" of "a.first"; 0 of a field of the file. */
static SceName owner_of(const Nones *n, const SceField *field) {
  const char *path = sce_lint_spell(n->lint, field->path), *dot = strrchr(path, '.');
  return dot ? sce_intern_get(&n->lint->program->intern, path, (uint32_t)(dot - path)) : 0;
}

static const char *name_of(const Nones *n, const SceField *field) {
  const char *path = sce_lint_spell(n->lint, field->path), *dot = strrchr(path, '.');
  return dot ? dot + 1 : path;
}

static bool is_own(const Nones *n, const SceField *field) { return field->file == n->lint->main; }

/* The item of a block of the main file; SCE_NO_ITEM. */
static uint32_t block_item(const Nones *n, SceName path) {
  const SceProgram *program = n->lint->program;
  for (uint32_t i = 0; path && i < program->blocks.count; i++)
    if (program->blocks.at[i].path == path && sce_lint_in_main(n->lint, program->blocks.at[i].item)) return program->blocks.at[i].item;
  return SCE_NO_ITEM;
}

/* ---- where it comes in ---- */

/* Whether a reference is a field of this block. */
static bool is_of(const char *path, const char *block) {
  size_t length = strlen(block);
  return !strncmp(path, block, length) && path[length] == '.' && !strchr(path + length + 1, '.');
}

/* Whether references lead from a block to another; `item` gets the user's line among them that is nearest to it. */
static bool reach(const Nones *n, SceName from, SceName to, int hops, uint32_t *item) {
  const SceProgram *program = n->lint->program;
  const char *block = sce_lint_spell(n->lint, from);
  for (uint32_t i = 0; hops && i < program->field_references.count; i++) {
    const SceFieldReference *reference = &program->field_references.at[i];
    if (!is_of(sce_lint_spell(n->lint, reference->path), block)) continue;
    for (uint32_t k = reference->first; k < reference->first + reference->count; k++) {
      SceName next = program->reference_names.at[k];
      if (!next || (next != to && !reach(n, next, to, hops - 1, item))) continue;
      if (*item == SCE_NO_ITEM && sce_lint_in_main(n->lint, reference->item)) *item = reference->item;
      return true;
    }
  }
  return false;
}

/* The user's text that brings a field in which another one reads: the block that it stands in, the name in a formula, or a reference. */
static bool find_entrance(const Nones *n, const SceField *field, uint32_t node, const SceField *reader, SceSpan *at) {
  SceLint *lint = n->lint;
  SceName owner = owner_of(n, field), from = owner_of(n, reader);
  uint32_t item = is_own(n, field) ? block_item(n, owner) : SCE_NO_ITEM;
  if (item != SCE_NO_ITEM) return *at = sce_lint_name(n->lint, item), true;
  if (node >= lint->first_node && node < lint->end_node) return *at = sce_lint_span(lint, node), true;
  if (sce_lint_in_main(lint, reader->item) && owner) item = reader->item;      /* its whole formula is that name */
  else if (owner && from && owner != from) reach(n, from, owner, HOPS_MOST, &item);
  if (item != SCE_NO_ITEM) *at = sce_lint_formula(lint, item);
  return item != SCE_NO_ITEM;
}

/* From what is none towards the result, the first place that the user has written; else the result's own. */
static SceSpan find_place(const Nones *n, uint32_t root, uint32_t result) {
  const SceProgram *program = n->lint->program;
  const SceNoneStep *steps = n->search.steps.at, *step = &steps[root];
  const SceField *field = field_of(n, step->op);
  SceSpan at;
  for (uint32_t node = step->node, i = step->from; i != SCE_NO_OP; i = steps[i].from) {
    const SceField *reader = field_of(n, steps[i].op);
    if (!reader) continue;
    if (find_entrance(n, field, node, reader, &at)) return at;
    field = reader;
    node = steps[i].node;
  }
  uint32_t item = is_own(n, field) ? block_item(n, owner_of(n, field)) : SCE_NO_ITEM;
  return item != SCE_NO_ITEM ? sce_lint_name(n->lint, item) : sce_program_at(program, &program->results.at[result]);
}

/* ---- what is told ---- */

static bool is_library(const Nones *n, uint32_t item) { return sce_fields_is_library(&n->fields, item); }

/* What is none by the library's word alone; a value that rests on what the user, or a branch of an `if`, makes none was meant. */
static bool is_open(const Nones *n) {
  for (uint32_t i = 0; i < n->search.roots.count; i++) {
    const SceField *field = field_of(n, n->search.steps.at[n->search.roots.at[i]].op);
    if (!field || field->item == SCE_NO_ITEM || !is_library(n, field->item)) return false;
  }
  return n->search.roots.count > 0;
}

static void add_once(SceOpList *list, uint32_t op) {
  for (uint32_t i = 0; i < list->count; i++)
    if (list->at[i] == op) return;
  sce_array_push(list, op);
}

/* The fields of the group's block that read from outside of it what has no value: given there, they take its place. */
static void find_instead(const Nones *n, Group *group) {
  const SceNoneStep *steps = n->search.steps.at;
  for (uint32_t i = 1; i < n->search.steps.count; i++) {
    const SceField *field = field_of(n, steps[i].op), *reader = NULL;
    for (uint32_t at = steps[i].from; field && at != SCE_NO_OP && !reader; at = steps[at].from) reader = field_of(n, steps[at].op);
    if (!reader || !is_own(n, reader) || owner_of(n, reader) != group->block || !is_library(n, reader->item)) continue;
    if (!is_own(n, field) || owner_of(n, field) != group->block) add_once(&group->instead, reader->op);
  }
}

/* A result counts for each block that leaves open something of what it rests on. */
static void add_result(Nones *n, uint32_t result) {
  const SceProgram *program = n->lint->program;
  for (uint32_t i = 0; i < n->search.roots.count; i++) {
    uint32_t root = n->search.roots.at[i], g = 0;
    const SceField *field = field_of(n, n->search.steps.at[root].op);
    SceName owner = owner_of(n, field);
    while (g < n->groups.count && (n->groups.at[g].owner != owner || n->groups.at[g].file != field->file)) g++;
    if (g == n->groups.count) {
      const SceField *own = field_of(n, program->results.at[result].op);
      Group made = {.owner = owner, .file = field->file, .at = find_place(n, root, result), .first = result, .second = result};
      made.block = own && is_own(n, own) && block_item(n, owner_of(n, own)) != SCE_NO_ITEM ? owner_of(n, own) : 0;
      sce_array_push(&n->groups, made);
    }
    Group *group = &n->groups.at[g];
    group->results += !group->results || group->last != result;
    group->last = result;
    if (group->results <= 2) group->second = result;
    add_once(&group->roots, field->op);
    if (group->block && group->block != owner) find_instead(n, group);
  }
}

/* ---- how it is told ---- */

static const char *joint(uint32_t i, uint32_t count) { return !i ? "" : i + 1 < count ? ", " : " and "; }

/* "`a.first`, `a.second` and 3 more", or without the block "`first`, `second`". */
static void add_names(const Nones *n, const SceOpList *ops, bool whole, SceText *out) {
  uint32_t shown = ops->count > NAMES_MOST ? NAMES_MOST : ops->count;
  for (uint32_t i = 0; i < shown; i++) {
    sce_text_add_string(out, joint(i, ops->count));
    sce_text_add_byte(out, '`');
    if (whole) sce_fields_add_path(&n->fields, field_of(n, ops->at[i]), out);
    else sce_text_add_string(out, name_of(n, field_of(n, ops->at[i])));
    sce_text_add_byte(out, '`');
  }
  if (shown < ops->count) sce_text_add_format(out, " and %u more", (unsigned)(ops->count - shown));
}

static void add_result_name(const Nones *n, uint32_t result, SceText *out) {
  SceText path = {0};
  sce_program_path(n->lint->program, &n->lint->program->results.at[result], &path);
  sce_text_add_byte(out, '`');
  sce_fields_add_short(out, path.bytes ? path.bytes : "", path.count, WIDTH_MOST);
  sce_text_add_byte(out, '`');
  sce_text_release(&path);
}

static void add_message(const Nones *n, const Group *group, SceText *out) {
  add_result_name(n, group->first, out);
  if (group->results == 2) {
    sce_text_add_string(out, " and ");
    add_result_name(n, group->second, out);
  } else if (group->results > 2) {
    sce_text_add_format(out, " and %u other results", (unsigned)(group->results - 1));
  }
  sce_text_add_string(out, group->results > 1 ? " have no value: they rest on " : " has no value: it rests on ");
  add_names(n, &group->roots, true, out);
  sce_text_add_string(out, group->roots.count > 1 ? ", which are none" : ", which is none");
}

/* The kind of a block of the library; NULL: it is none that can be copied. */
static const char *kind_of(const Nones *n, SceName block) {
  const SceAst *ast = &n->lint->program->ast;
  for (uint32_t i = 0; block && i < ast->items.count; i++)
    if (ast->items.at[i].kind == SCE_ITEM_BLOCK && ast->items.at[i].name == block && is_library(n, i)) return sce_lint_spell(n->lint, sce_ast_more(ast, &ast->items.at[i])->block_kind);
  return NULL;
}

/* "give it in a copy, `KIND mine from BLOCK < first = …; second = … >`, and name that; or give `third` in `own`" */
static void add_help(const Nones *n, const Group *group, SceText *out) {
  const SceField *first = field_of(n, group->roots.at[0]);
  const char *owner = group->owner ? sce_lint_spell(n->lint, group->owner) : "", *many = group->roots.count > 1 ? "them" : "it";
  const char *kind = is_own(n, first) ? NULL : kind_of(n, group->owner);
  sce_text_add_string(out, "give ");
  if (kind) {
    sce_text_add_format(out, "%s in a copy, `%s mine from %s <", many, kind, owner);
    for (uint32_t i = 0; i < group->roots.count && i < NAMES_MOST; i++) sce_text_add_format(out, "%s %s = …", i ? ";" : "", name_of(n, field_of(n, group->roots.at[i])));
    sce_text_add_string(out, group->roots.count > NAMES_MOST ? "; … >`, and name that" : " >`, and name that");
  } else {
    add_names(n, &group->roots, !is_own(n, first), out);
    if (is_own(n, first) && *owner) sce_text_add_format(out, " in `%s`", owner);
  }
  if (!group->instead.count || group->instead.count > NAMES_MOST) return;
  sce_text_add_string(out, kind ? "; or give " : ", or ");
  add_names(n, &group->instead, false, out);
  sce_text_add_format(out, " in `%s`", sce_lint_spell(n->lint, group->block));
}

static void tell(const Nones *n, const Group *group) {
  SceLint *lint = n->lint;
  SceText text = {0}, help = {0};
  add_message(n, group, &text);
  if (sce_diag_add(&lint->found, SCE_E_NO_VALUE, group->at, "%s", text.bytes)) {
    const SceField *first = field_of(n, group->roots.at[0]);
    const SceItem *item = &lint->program->ast.items.at[first->item];
    sce_diag_note(&lint->found, (SceSpan){sce_ast_item_source(&lint->program->ast, first->item), item->start, item->end}, "`%s` is none here", name_of(n, first));
    add_help(n, group, &help);
    sce_diag_help(&lint->found, "%s", help.bytes);
  }
  sce_text_release(&text);
  sce_text_release(&help);
}

static bool is_value(const Nones *n, const SceResult *result) {
  return result->flags & SCE_RESULT_SHOWN && !(result->flags & (SCE_RESULT_REFERENCE | SCE_RESULT_NONE)) && result->op < n->lint->program->ops.count;
}

/* By block: how many outputs have a value, less how many have none. */
static int32_t *weigh_blocks(const Nones *n) {
  const SceProgram *program = n->lint->program;
  int32_t *balance = sce_memory_zeroed((program->blocks.count + (size_t)1) * sizeof *balance);
  for (uint32_t r = 0; r < program->results.count; r++) {
    const SceResult *result = &program->results.at[r];
    if (result->role == SCE_ROLE_OUTPUT && is_value(n, result)) balance[result->block] += sce_none_is_all(n->lint->session->run, result->op) ? -1 : 1;
  }
  return balance;
}

/* What the file's own lines compute counts, and the outputs of a block of which at least half have no value: fewer are a side of its kind that is not used. */
static bool is_asked(const Nones *n, const SceResult *result, const int32_t *balance) {
  return is_value(n, result) && (sce_lint_in_main(n->lint, result->item) || (result->role == SCE_ROLE_OUTPUT && balance[result->block] <= 0));
}

void sce_lint_none(SceLint *lint) {
  SceProgram *program = lint->program;
  SceRun *run = lint->session->run;
  Nones n = {.lint = lint};
  sce_fields_init(&n.fields, lint->session);
  sce_none_init(&n.search, run);
  int32_t *balance = weigh_blocks(&n);
  for (uint32_t r = 0; r < program->results.count && n.steps < MOST_STEPS; r++) {
    const SceResult *result = &program->results.at[r];
    if (!is_asked(&n, result, balance) || sce_none_is_root(program, result->op) || !sce_none_is_all(run, result->op)) continue;
    sce_none_find(&n.search, result->op, 0);
    n.steps += n.search.steps.count;
    if (is_open(&n)) add_result(&n, r);
  }
  for (uint32_t g = 0; g < n.groups.count; g++) {
    tell(&n, &n.groups.at[g]);
    sce_array_release(&n.groups.at[g].roots);
    sce_array_release(&n.groups.at[g].instead);
  }
  free(balance);
  sce_array_release(&n.groups);
  sce_none_release(&n.search);
  sce_fields_release(&n.fields);
}
