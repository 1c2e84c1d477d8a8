/* What a name is: pages on every name that a file, the library, the core and the language itself have.
 *
 * The pages are made of syntax trees and of texts that are part of the binary; nothing is computed for them, so that they are there for a file that is
 * wrong, and fast enough for an editor: some ten microseconds for each. Units that follow from formulas and values are added by sce_docs_evaluate, for the pages that want them.
 *
 * SceDocs owns all pages and strings, which hold until sce_docs_free; the session's sources are borrowed and must not change meanwhile. A NULL string means that there is none.
 */
#ifndef SCE_DOC_H
#define SCE_DOC_H

#include "results/output.h"
#include "session.h"

typedef enum SceDocSort {             /* in the order of sce_docs_at */
  SCE_DOC_SCENARIO,                   /* of the file */
  SCE_DOC_CLAIM,
  SCE_DOC_KIND,
  SCE_DOC_BLOCK,
  SCE_DOC_FIELD,                      /* at the top level: a constant; or a member, "model.params" */
  SCE_DOC_FUNCTION,
  SCE_DOC_UNIT,
  SCE_DOC_DIMENSION,
  SCE_DOC_WORD,                       /* of the language */
  SCE_DOC_FINDING,                    /* a code, "E0301" */
  SCE_DOC_SORTS,
} SceDocSort;

typedef enum SceDocOrigin {
  SCE_DOC_FILE,                       /* the user's file, or one that it imports */
  SCE_DOC_LIBRARY,
  SCE_DOC_CORE,                       /* functions of the core */
  SCE_DOC_LANGUAGE,
} SceDocOrigin;

typedef struct SceDocPlace {
  const char *file;                   /* "std/models.sce", "plan.sce" */
  uint32_t line;
  SceSpan span;                       /* of the name, in the session's sources; source SCE_NO_SOURCE: in the library, at these bytes of its file */
} SceDocPlace;

typedef enum SceDocFieldSort {
  SCE_DOC_PLAIN,
  SCE_DOC_REFERENCE,                  /* its unit is the name of a kind */
  SCE_DOC_NESTED,                     /* a block in a block: its unit is the name of its kind */
  SCE_DOC_EACH,                       /* `each NAME : unit` */
  SCE_DOC_MEMBER,                     /* of an each, given by a block */
} SceDocFieldSort;

typedef struct SceDocField {          /* of a kind or a block; also a parameter of a function */
  const char *name;
  SceDocFieldSort sort;
  bool out, required, given;          /* required: it has no formula; given: the block itself has it, not only its kind */
  bool refused;                       /* by its kind: whoever reads or gives it gets an error; its source says why */
  const char *unit;                   /* declared: a unit, or the kind of a reference */
  const char *formula, *range;        /* on one line, as written */
  const char *source;                 /* behind @, of the field or of its block */
  bool own_source;
  const char *text, *summary;         /* its comment, and the first sentence of it */
  const char *from;                   /* the kind or block whose text gives the formula */
  SceDocPlace place;                  /* there */
  const char *shown_unit, *dimension; /* sce_docs_evaluate: what its values count, with all defaults where that follows from formulas, and the words for it */
  const char *value;                  /* sce_docs_evaluate, of blocks: as `sce -e` shows it, without scenarios */
  double number;                      /* the same as a number in shown_unit; a NaN where there is none */
  uint32_t part;                      /* private: of nested blocks */
} SceDocField;

typedef struct SceDocUnit {           /* what units and dimensions have */
  const char *aliases;                /* "second, sec" */
  const char *definition;             /* "60 minute", "length/time"; NULL: a base */
  const char *prefixes;               /* "si", "binary", "si binary"; NULL: it takes none */
  bool prefix_required;
  const char *refusal;                /* it may not be used, and why */
  const char *style;                  /* how values are shown: "count" … */
  const char *signature;              /* the dimension in bases: "length time^-1" */
  const char *units;                  /* all of this dimension, most common first: "s, minute, hour" */
  const char *sizes;                  /* what one is in these, as a line: "1 hour is 3,600 s, 60 minute, …" */
} SceDocUnit;

typedef struct SceDoc {
  SceDocSort sort;
  SceDocOrigin origin;
  const char *name;                   /* as it is written in a formula: "model", "prices.disk", "std.model" where the file hides it, "model.params" */
  const char *signature;              /* the head of its definition on one line: "kind model from generator", "abs(x)" */
  const char *text, *summary;         /* paragraphs separated by an empty line, and the first sentence */
  const char *source;                 /* behind @ */
  SceDocPlace place;                  /* file NULL: nowhere */
  const char *kind;                   /* of a block; of a member the kind or block that has it */
  const char *base;                   /* what it is made `from` */
  const char *blocks;                 /* of a kind: the blocks of it, "small, large" */
  const char *dimension;              /* of units, in words; of fields after sce_docs_evaluate */
  const char *example;                /* a program; or commands, each behind `$ `, with their answers */
  const char *output;                 /* what the program prints */
  const char *uses;                   /* after sce_docs_find, of fields and functions: the fields of kinds whose formulas read it, "shop.price, site.rent" */
  const char *also;                   /* after sce_docs_find: members that have this name too, "shop.price, site.price" */
  SceDocField *fields;                /* of kinds, blocks, functions (parameters), the field itself where it is one; a scenario's replacements */
  uint32_t field_count;
  SceDocUnit *unit;                   /* of units and dimensions */
} SceDoc;

typedef struct SceDocs SceDocs;

/* All pages. `texts` are those of the user in the session, perhaps with errors; their imports count where the session has read them. Without session: what the library,
 * the core and the language have. */
SceDocs *sce_docs_new(const SceSession *session, const SceSourceId *texts, uint32_t text_count);
void sce_docs_free(SceDocs *docs);

/* Every page, by sort, within it the user's first, then as declared; members of kinds and blocks are found in the fields of their pages. */
uint32_t sce_docs_count(const SceDocs *docs);
SceDoc *sce_docs_at(SceDocs *docs, uint32_t i);

/* The pages that a name has, most of the time one: `found` takes up to `most`, nearest first; returns how many there are. Beside the names of the pages: members by path
 * ("site.disk.rent"), or by their name alone where nothing else has it, units with prefix, plural or in products, codes ("E0301", "e301"), and `std.NAME`. */
uint32_t sce_docs_find(SceDocs *docs, const char *name, SceDoc **found, uint32_t most);

/* Did-you-mean over everything that sce_docs_find knows; NULL: nothing is near. */
const char *sce_docs_suggest(SceDocs *docs, const char *name);

const char *sce_doc_sort_text(SceDocSort sort);   /* "kind", "unit" … */

#define SCE_DOC_QUESTIONS "sce doc"   /* the name of the text that sce_docs_evaluate adds: findings in it are nobody's business */

/* Compiles and computes what the fields of these pages are: their values, units and dimensions. `session` has read the texts that the pages were made of (or
 * nothing), and has compiled nothing yet; afterwards it holds the findings. */
void sce_docs_evaluate(SceDocs *docs, SceDoc *const *pages, uint32_t count, SceSession *session);

/* ---- writers ---- */

typedef struct SceDocRequest {
  const char *name;                   /* that was asked for; NULL: everything */
  SceDoc *const *pages;
  uint32_t count;
} SceDocRequest;

void sce_docs_write_text(SceOutput *out, const SceDocRequest *request);       /* whole pages */
void sce_docs_write_list(SceOutput *out, const SceDocRequest *request);       /* text, one line a page */
void sce_docs_write_markdown(SceOutput *out, const SceDocRequest *request);
void sce_docs_write_json(SceOutput *out, const SceDocRequest *request);       /* schema sce.doc/1 */

#endif
