/* Which of several findings about values is the one to tell: what follows from a value that lies outside its range is not told again, and what fails in the library is told where the user
 * gave what it rests on.
 */
#ifndef SCE_BLAME_H
#define SCE_BLAME_H

#include "engine.h"

typedef struct SceBlame {
  SceRun *run;                      /* borrowed */
  uint64_t *outside, *follows;      /* by operation: in which scenarios, a bit each (the last for all further ones); NULL: nothing lies outside */
  SCE_ARRAY(uint32_t) shared;       /* results outside whose number many formulas share */
  uint32_t *seen;                   /* by operation: in which walk it was last met; NULL before the first */
  uint32_t turn;
  uint64_t scanned;
  SCE_ARRAY(uint32_t) open;
  SCE_ARRAY(SceSpan) told;          /* places in the user's text at which the library's failures were told */
} SceBlame;

void sce_blame_init(SceBlame *blame, SceRun *run);
void sce_blame_release(SceBlame *blame);

/* The scenario of a point of an operation as a bit, all bits where it is the same in all of them. */
uint64_t sce_blame_scenario(const SceBlame *blame, uint32_t op, uint32_t point);

/* First every result that lies outside its range, in these scenarios (0: in none), then once what follows from them. */
void sce_blame_add(SceBlame *blame, uint32_t result, uint64_t scenarios);
void sce_blame_spread(SceBlame *blame);

/* Whether an operation that failed in these scenarios on the way to a result of a block (index into SceProgram.blocks; SCE_NO_OP: of none) rests on a value that lies outside in all of them. */
bool sce_blame_failure_follows(SceBlame *blame, uint32_t op, uint32_t block, uint64_t scenarios);

/* Whether a result that lies outside in these scenarios, or one of its bounds, rests on another value that does. */
bool sce_blame_range_follows(SceBlame *blame, uint32_t result, uint64_t scenarios);

/* Where the user's text brings about what failed in a formula of the library and reached a result: the line that gives a number that it rests on, if one alone is not positive
 * (`large`: too large) or named in the formula, `given` its result; else the result's own place, and SCE_NO_OP. */
SceSpan sce_blame_place(SceBlame *blame, uint32_t op, uint32_t result, bool large, uint32_t *given);

/* Whether something was told at a place already; notes it. */
bool sce_blame_is_told(SceBlame *blame, SceSpan at);

#endif
