/* Short texts about programs, each from malloc and the caller's: paths, places, sources, formulas on one line. */
#ifndef SCE_REVIEW_TEXTS_H
#define SCE_REVIEW_TEXTS_H

#include "session.h"

char *sce_text_copy(const char *text);                                              /* NULL stays NULL */
char *sce_text_of_result(const SceProgram *program, const SceResult *result);        /* its path */
char *sce_text_of_place(const SceProgram *program, SceSpan span);                    /* "sora.sce:6"; NULL: nowhere */
char *sce_text_of_source(const SceProgram *program, uint32_t item);                  /* what stands behind @, on one line; NULL */
char *sce_text_of_formula(const SceProgram *program, uint32_t item);                 /* as written, on one line, without comments; NULL */

char *sce_text_of_item(const SceProgram *program, uint32_t item);                    /* the same of all that is defined there */
char *sce_text_of_unknown_unit(const char *unit);                                   /* the note of a number whose unit the program does not have: "in UNIT" */

/* What a text means as a unit in a session's program: SCE_UNIT_INVALID, without a finding, where it means nothing. */
SceUnit sce_unit_quietly(SceSession *session, const char *text);

#endif
