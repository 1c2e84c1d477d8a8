/* What the files that make pages share: texts, their syntax trees, and pages with the items that they are of. Private to runtime/doc/.
 *
 * The trees are the pages' own: library and files are parsed whole, whatever the session has read of them.
 */
#ifndef SCE_DOC_INTERNAL_H
#define SCE_DOC_INTERNAL_H

#include "doc.h"

typedef struct SceDocText {           /* by source of SceDocs.sources */
  SceSourceId session;                /* where the session has it; SCE_NO_SOURCE: the library, or a signature of the core */
  SceDocOrigin origin;
  char *prefix;                       /* of its names: "" or "prices." */
  bool main;                          /* given by the caller, not an import */
} SceDocText;

typedef struct SceDocPage SceDocPage;

struct SceDocPage {
  SceDoc doc;                         /* the first member: a SceDoc is a page */
  uint32_t item;                      /* SCE_NO_ITEM: of no syntax tree */
  const char *bare;                   /* its name without prefix */
  SceDocPage *same;                   /* the next page of that name */
  uint32_t number;                    /* in the order of declaration */
  uint32_t replaced;                  /* index + 1 into SceDocs.replaced of the last line of a file that replaces a member; 0: none */
  uint32_t listed;                    /* of a kind: how many names doc.blocks has */
  const char *expression;             /* the example of a function of the core; NULL */
  uint32_t part;                      /* of a nested block: index + 1 into SceDocs.parts of its last text; 0: it is none */
  bool hidden;                        /* another definition holds in its place */
  bool measured;                      /* of units and dimensions: the next two are known */
  SceDim dim;
  SceUnit unit;
};

typedef SCE_ARRAY(SceDocField) SceDocFields;

typedef struct SceDocPart {           /* a text of a nested block; it may have several: its kind's, then the block's own */
  uint32_t item, before;              /* before: index + 1 of the one that it changes; 0: none */
} SceDocPart;

typedef struct SceDocSeen {
  uint32_t list, field;               /* in which list of fields a name stands at which place */
} SceDocSeen;

struct SceDocs {
  SceSources sources;
  SceIntern intern;
  SceDiags diags;
  SceAst ast;
  SceDims *dims;
  SceUnits *units;
  SceBuiltins builtins;
  SCE_ARRAY(SceDocText) texts;
  SCE_ARRAY(SceDocPage *) pages;      /* as sce_docs_at has them */
  SCE_ARRAY(SceDocPage *) more;       /* made for questions */
  SCE_ARRAY(char *) strings;
  SCE_ARRAY(SceDocField *) runs;      /* the fields of pages */
  SCE_ARRAY(SceDocUnit *) units_of;
  SCE_ARRAY(SceDocPage *) first;      /* by SceName: the first page that has it as bare name */
  SCE_ARRAY(SceDocSeen) field_at;     /* by SceName, while fields are collected */
  SCE_ARRAY(const char *) words;      /* by SceDim: it in words, as far as asked */
  SCE_ARRAY(SceDocPart) parts;
  SCE_ARRAY(SceDocPart) replaced;     /* `path.to.field = formula` at the top of a file, chained in the same way */
  uint32_t collected;
};

/* ---- strings; NULL stays NULL ---- */

const char *sce_docs_copy(SceDocs *docs, const char *bytes, size_t count);
const char *sce_docs_copy_string(SceDocs *docs, const char *string);
const char *sce_docs_take(SceDocs *docs, SceText *text);                  /* copies it and releases it; empty: NULL */
const char *sce_docs_summary(SceDocs *docs, const char *text);            /* the first sentence */

/* ---- trees ---- */

static inline const SceItem *sce_docs_item(const SceDocs *docs, uint32_t item) { return &docs->ast.items.at[item]; }
static inline const SceItemMore *sce_docs_more(const SceDocs *docs, uint32_t item) { return sce_ast_more(&docs->ast, sce_docs_item(docs, item)); }
static inline const char *sce_docs_spell(const SceDocs *docs, SceName name) { return name ? sce_intern_spelling(&docs->intern, name) : NULL; }
static inline const SceDocText *sce_docs_text_of(const SceDocs *docs, uint32_t item) { return &docs->texts.at[sce_ast_item_source(&docs->ast, item)]; }

SceDocPlace sce_docs_place(SceDocs *docs, uint32_t item);
const char *sce_docs_expression(SceDocs *docs, SceExpr expr);             /* on one line, as written */
const char *sce_docs_written(SceDocs *docs, uint32_t item, uint32_t start, uint32_t end);   /* bytes of its source, the same way */
const char *sce_docs_source(SceDocs *docs, uint32_t item);                /* behind @ */
const char *sce_docs_comment(SceDocs *docs, uint32_t item, const char **program);   /* comment.c; program, or NULL: the example in it goes there */

/* ---- pages ---- */

SceDocPage *sce_docs_page(SceDocSort sort, SceDocOrigin origin, const char *name);   /* in no list yet */
void sce_docs_push(SceDocs *docs, SceDocPage *page);                      /* puts it there */
void sce_docs_set_fields(SceDocs *docs, SceDoc *doc, SceDocFields *fields);   /* takes them */

/* The first page with a bare name. */
static inline SceDocPage *sce_docs_same(SceDocs *docs, const char *name) {
  SceName known = sce_intern_get_string(&docs->intern, name);
  return known < docs->first.count ? docs->first.at[known] : NULL;
}

/* Whether a page goes by that name; `exact` alone counts names as they are written in formulas. */
bool sce_docs_goes_by(const SceDocPage *page, const char *name, bool exact);

/* The page of a sort that a name means in the text of an item; NULL: none. */
SceDocPage *sce_docs_named(SceDocs *docs, SceDocSort sort, const char *name, uint32_t from_item);

void sce_docs_add_items(SceDocs *docs, uint32_t file);                    /* items.c: the definitions of a parsed file */
void sce_docs_add_replacements(SceDocs *docs);                            /* items.c: once all names are final */
void sce_docs_complete(SceDocs *docs, SceDocPage *page);                  /* items.c: what needs other pages */
void sce_docs_add_language(SceDocs *docs);                                /* words.c */
void sce_docs_collect(SceDocs *docs, SceDocPage *page);                   /* members.c: fields of a kind, block, scenario or function */
void sce_docs_find_uses(SceDocs *docs, SceDoc *doc);                      /* uses.c: of a field or a function */
void sce_docs_run_example(SceDocs *docs, SceDocPage *page, SceSession *session);    /* example.c: computes what it prints; the session has read the user's texts */
SceDoc *sce_docs_member(SceDocs *docs, SceDocPage *page, const char *path);   /* members.c: "disk.rent"; NULL: none */
void sce_docs_add_signature(SceText *out, const SceDocField *field);       /* members.c: as it would be written */
void sce_docs_describe_unit(SceDocs *docs, SceDocPage *page);             /* units.c: dimension, neighbours, sizes */
SceDoc *sce_docs_compound_unit(SceDocs *docs, const char *text);          /* units.c: "TB/s", "kW", "hours"; NULL: none */
const char *sce_docs_dimension(SceDocs *docs, const char *unit);          /* units.c: words; NULL: not known */

#endif
