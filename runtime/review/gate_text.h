/* The text of a gate, read. Only gate.c wants it. */
#ifndef SCE_REVIEW_GATE_TEXT_H
#define SCE_REVIEW_GATE_TEXT_H

#include <stdbool.h>
#include <stdint.h>

typedef enum SceGateKind {
  SCE_GATE_ANY,                     /* any output of a status */
  SCE_GATE_FLIPPED,                 /* claims flipped */
  SCE_GATE_OFF,                     /* claims.off against a number */
  SCE_GATE_LEVEL,                   /* the new value against a level */
  SCE_GATE_CHANGE,                  /* the difference against an amount */
  SCE_GATE_RATIO,                   /* the difference as a share of the old value */
} SceGateKind;

typedef struct SceGatePart {        /* bytes of the text, end exclusive */
  uint32_t start, end;
} SceGatePart;

typedef struct SceGate {
  SceGateKind kind;
  int status;                       /* SceDiffStatus, of SCE_GATE_ANY */
  char sign;                        /* '>', '<', or '~' for either way */
  double number;                    /* with its sign; a percentage as a share */
  bool money;                       /* $: the unit starts with USD */
  SceGatePart pattern, amount, unit;   /* amount: number and unit without the sign */
} SceGate;

/* False with what is wrong, and where, in `problem` and `place`; `help` may stay NULL. */
bool sce_gate_read(SceGate *gate, const char *text, const char **problem, const char **help, SceGatePart *place);

#endif
