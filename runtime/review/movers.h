/* The inputs that results rest on, found and given levers: the first half of a sensitivity. */
#ifndef SCE_REVIEW_MOVERS_H
#define SCE_REVIEW_MOVERS_H

#include "sensitivity.h"

/* Fills sensitivity->movers from what its results rest on; appends the fields' results to `made`. */
typedef SCE_ARRAY(SceResult) SceResultList;
void sce_movers_find(SceSensitivity *sensitivity, SceResultList *made);

#endif
