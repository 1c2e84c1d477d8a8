/* Handles to move a program by: each a number of its own that multiplies the value of a field, and is 1 until somebody turns it.
 *
 * The derivative by such a number says how a result moves when a whole field does, with all of its points and samples, by one share. Numbers that are
 * set are set in all scenarios. Whoever changes a program computes it again (sce_run_again), or makes a new run where operations were added.
 */
#ifndef SCE_REVIEW_LEVERS_H
#define SCE_REVIEW_LEVERS_H

#include "fields.h"

/* Gives fields (their operations) a lever each; appends the constants' operations. Fields that recur, and truth values, get none: SCE_NO_OP. Results are
 * bit for bit those of before. */
void sce_levers_add(SceProgram *program, const uint32_t *ops, uint32_t count, SceOpList *levers);

/* A constant in front of all other operations, for whoever reads it from now on. */
uint32_t sce_levers_constant(SceProgram *program, double number, uint32_t node);

/* Operations from `from` on, which need none of the others, are computed before these. */
void sce_levers_place(SceProgram *program, uint32_t from);

/* Works out anew what has samples, after operations were replaced. */
void sce_levers_settle(SceProgram *program);

/* A number that stands at one place of a formula alone (`inner`: the operations of that formula) gets a constant of its own, which holds the number; SCE_NO_OP where it stands
 * at several. The caller places those that were made, all together. */
uint32_t sce_levers_literal(SceProgram *program, const SceOpList *inner, SceExpr expr, double number);

#endif
