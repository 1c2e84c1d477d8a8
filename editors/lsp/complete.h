/* What completion knows of the place, and the list that it makes. */
#ifndef SCE_LSP_COMPLETE_H
#define SCE_LSP_COMPLETE_H

#include "server.h"

#include "lexer.h"
#include "parse.h"

enum {                              /* kinds of items, as the protocol numbers them */
  LSP_ITEM_FUNCTION = 3, LSP_ITEM_FIELD = 5, LSP_ITEM_VARIABLE = 6, LSP_ITEM_CLASS = 7, LSP_ITEM_MODULE = 9, LSP_ITEM_UNIT = 11, LSP_ITEM_KEYWORD = 14, LSP_ITEM_EVENT = 23,
  LSP_ITEM_STRUCT = 22,
};

typedef struct LspComplete {
  LspServer *server;
  LspDocument *document;
  LspAnalysis *analysis;
  const char *text;                 /* of the document */
  uint32_t word, offset;            /* what is typed of a word: from there to here */
  bool expected[SCE_PARSE_KINDS];
  SceTokenKind last;                /* the token before the word */
  bool in_unit;                     /* the word is part of a unit */
  uint32_t equal;                   /* offset behind the `=` of the item at hand, 0: none */
  uint32_t as;                      /* offset of the `as` before the word, 0: none */
  char *field;                      /* the field whose formula is being written; NULL */
  uint32_t object;                  /* that encloses the place: index into objects */
  uint32_t block;                   /* its item: block or kind; SCE_NO_ITEM: the file */
  const char *head;                 /* its kind, as written: "scenario", "claim" …; "" */
  SceDim dim;                       /* that fits; SCE_DIM_INVALID: any */
  SceText signature;                /* of the dimension that fits, as sce_dim_signature has it; empty: any */
  int ifs, thens, elses;            /* of the item at hand */
  json_t *items, *seen;
} LspComplete;

/* Adds a candidate unless it does not begin with what is typed, or is there; `rank` 0 comes first. */
void lsp_offer(LspComplete *c, const char *name, int kind, const char *detail, int rank);

void lsp_offer_members(LspComplete *c, const LspAnalysis *analysis, uint32_t object);    /* behind a dot */
void lsp_offer_scope(LspComplete *c);                                 /* values and functions that a formula may name */
void lsp_offer_units(LspComplete *c);
void lsp_offer_kinds(LspComplete *c);
void lsp_offer_fields(LspComplete *c);                                /* what an item of the enclosing block may be */
void lsp_offer_blocks(LspComplete *c);                                /* behind `from` */
void lsp_offer_words(LspComplete *c);                                 /* of the language, that the parser expects */
void lsp_offer_library(LspComplete *c, SceSpace space, int kind, int rank);

#endif
