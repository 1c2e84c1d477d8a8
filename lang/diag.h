/* Findings: what is wrong in a text, where, and how to mend it.
 *
 * A finding has a code (diag.def), a place with a caret, a message, notes that point at the other side of a conflict, and
 * help. Findings are collected, never printed, by those who find them; the list owns all strings. The same code at
 * the same place is kept once.
 */
#ifndef SCE_DIAG_H
#define SCE_DIAG_H

#include "source.h"
#include "text.h"

typedef enum SceSeverity {
  SCE_SEVERITY_ERROR,     /* exit code 2 */
  SCE_SEVERITY_FINDING,   /* exit code 1: nothing is broken, but somebody must look */
  SCE_SEVERITY_WARNING,   /* exit code 0 */
} SceSeverity;

typedef enum SceCode {
#define SCE_CODE(number, severity, name, title) SCE_E_##name = number,
#include "diag.def"
#undef SCE_CODE
} SceCode;

#define SCE_NO_SOURCE UINT32_MAX   /* span.source of a finding without a place: usage, files */
#define SCE_NO_PLACE ((SceSpan){SCE_NO_SOURCE, 0, 0})

typedef struct SceDiagNote {
  SceSpan span;           /* may be SCE_NO_PLACE */
  char *text;
} SceDiagNote;

typedef struct SceDiag {
  SceCode code;
  SceSeverity severity;
  SceSpan span;
  char *message;
  char *help;             /* NULL when there is none */
  SCE_ARRAY(SceDiagNote) notes;
} SceDiag;

typedef struct SceDiagKey {       /* private: what makes two findings the same; code 0 is a free slot */
  uint32_t code, source, start, end;
} SceDiagKey;

typedef struct SceDiags {
  SCE_ARRAY(SceDiag) list;        /* in the order found; sce_diags_sort for showing */
  uint32_t errors, findings, warnings;
  bool dropping;                  /* private: the last finding was a repetition */
  SceDiagKey *slots;              /* private: open addressing over the keys of the list */
  uint32_t slot_count;            /* private: 0 or a power of two */
} SceDiags;

void sce_diags_init(SceDiags *diags);
void sce_diags_release(SceDiags *diags);

/* Adds a finding; later notes and help go to it until the next one or a sort. Returns false if the same code stands at this place
 * already (without a place: with the same message): then the following notes and help are dropped too. */
bool sce_diag_add(SceDiags *diags, SceCode code, SceSpan span, const char *format, ...) __attribute__((format(printf, 4, 5)));
void sce_diag_note(SceDiags *diags, SceSpan span, const char *format, ...) __attribute__((format(printf, 3, 4)));
void sce_diag_help(SceDiags *diags, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Moves the finding to another place; where it was is its first note, with this text. Whether it was told already goes by where it was. */
void sce_diag_move(SceDiags *diags, SceSpan to, const char *note);

/* Orders by source and place, stable. */
void sce_diags_sort(SceDiags *diags);

/* 0, 1 or 2: the exit code that these findings ask for. */
int sce_diags_exit_code(const SceDiags *diags);

const char *sce_code_title(SceCode code);
SceSeverity sce_code_severity(SceCode code);

/* The whole finding as text: head line, source line with caret, notes, help. `color` adds ANSI colours. */
void sce_diag_print(SceText *out, SceSources *sources, const SceDiag *diag, bool color);

/* All of them, at most `most` a source; the rest is counted in a last line. */
void sce_diags_print(SceText *out, SceSources *sources, const SceDiags *diags, uint32_t most, bool color);

#endif
