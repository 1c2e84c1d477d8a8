/* Claims, judged: what was claimed against what came out. */
#ifndef SCE_CLAIMS_H
#define SCE_CLAIMS_H

#include "engine.h"

typedef enum SceVerdict { SCE_VERDICT_HOLDS, SCE_VERDICT_OFF, SCE_VERDICT_DISPUTED, SCE_VERDICT_ERROR } SceVerdict;

typedef struct SceJudgement {
  SceVerdict verdict;
  bool stale;          /* off because a disputed claim holds */
  double got;          /* in the claim's unit; poison when there is none; not for `holds` claims */
  double ratio;        /* got / says; NaN when says is 0 or there is none */
  double used;         /* |got - says| / within: above 1 is off */
} SceJudgement;

SceJudgement sce_claim_judge(const SceRun *run, const SceProgram *program, const SceClaim *claim);

/* Findings for claims that are off, stale, disputed (a warning) or need a value that is none. */
void sce_claims_report(SceRun *run, const SceProgram *program, SceDiags *diags);

const char *sce_verdict_text(SceVerdict verdict);

#endif
