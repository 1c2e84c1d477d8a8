/* Units that are known by their texts alone, as results of earlier runs have them.
 *
 * A text means what it means to the session whose program a diff counts in; what that has never heard of is looked up in the library, beside the units
 * that its files define. Texts come from anywhere: one that is no unit is unknown, without a finding.
 */
#ifndef SCE_REVIEW_KNOWN_UNITS_H
#define SCE_REVIEW_KNOWN_UNITS_H

#include "session.h"

typedef SCE_ARRAY(const char *) SceUnitTexts;

typedef struct SceKnownUnits {
  SceSession *session;              /* borrowed */
  SceSession rest;                  /* knows the texts that it does not */
} SceKnownUnits;

typedef struct SceKnownUnit {
  const SceProgram *program;        /* NULL: unknown */
  SceUnit unit;
} SceKnownUnit;

/* Makes a fresh session one that knows these units and nothing else; `defined`: NULL, or a program whose files define some. No findings stay in it. */
void sce_known_units_make(SceSession *fresh, const SceProgram *defined, const SceUnitTexts *texts);

void sce_known_units_init(SceKnownUnits *known, SceSession *session, const SceUnitTexts *texts);
void sce_known_units_release(SceKnownUnits *known);

SceKnownUnit sce_known_units_find(SceKnownUnits *known, const char *text);

/* A unit as the session's own; SCE_UNIT_INVALID where only the library knows it, or nobody. */
SceUnit sce_known_units_own(SceKnownUnits *known, const char *text);

/* The scale from one text to the other; false where they count different things or one of them is unknown and the other is spelled differently. */
bool sce_known_units_match(SceKnownUnits *known, const char *from, const char *to, SceScale *scale);

#endif
