/* The text of a claim. What is returned belongs to the source that the claim stands in. */
#ifndef SCE_CLAIM_TEXT_H
#define SCE_CLAIM_TEXT_H

#include "program.h"

/* The formula of one of the claim's fields; empty when it has none. */
SceExpr sce_claim_formula(const SceProgram *program, const SceClaim *claim, const char *field);

/* Adds what it says as spelled, "4211 kg"; false when that is not known. */
bool sce_claim_says(const SceProgram *program, const SceClaim *claim, SceText *out);

/* The text behind @, and the reason of the dispute; NULL when there is none. */
const char *sce_claim_source(const SceProgram *program, const SceClaim *claim, uint32_t *length);
const char *sce_claim_dispute(const SceProgram *program, const SceClaim *claim, uint32_t *length);

#endif
