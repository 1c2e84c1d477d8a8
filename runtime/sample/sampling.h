/* Samples of a whole program: which passes there are, what each is asked for, and how often all is done again for precision. */
#ifndef SCE_SAMPLE_SAMPLING_H
#define SCE_SAMPLE_SAMPLING_H

#include "run.h"

/* How many passes over the samples stand before each operation, by its number; the caller frees it. */
uint16_t *sce_stages_make(const SceProgram *program);

#endif
