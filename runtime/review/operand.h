/* What the words behind `sce diff` mean: files, folders, results in JSON, and git revisions, alone, as ranges, or with a path.
 *
 * Two operands come of it, resolved: each is a file or a folder on the disk, in the work tree or at a revision, results, or nothing. What exists as a
 * file is a file, whatever revision has its name. They own their texts and their repository.
 */
#ifndef SCE_REVIEW_OPERAND_H
#define SCE_REVIEW_OPERAND_H

#include "review/json_results.h"
#include "review/tree.h"

typedef enum SceOperandKind {
  SCE_OPERAND_NOTHING,              /* a file that this side does not have */
  SCE_OPERAND_TEXT,                 /* a file that has been read */
  SCE_OPERAND_RESULTS,
  SCE_OPERAND_AT_REVISION,          /* a file at a revision */
  SCE_OPERAND_FOLDER,               /* on the disk */
  SCE_OPERAND_WORK,                 /* a folder of the work tree */
  SCE_OPERAND_REVISION,             /* a folder at a revision */
} SceOperandKind;

typedef struct SceOperand {
  SceOperandKind kind;
  char *name;                       /* for showing: "sora.sce", "main:sora.sce", "main" */
  char *path;                       /* on the disk, or relative to the top of the repository */
  SceRevision revision;
  char *text;                       /* of SCE_OPERAND_TEXT; text[length] is NUL */
  uint32_t length;
  SceJsonResults *results;
} SceOperand;

typedef struct SceOperands {
  SceOperand sides[2];              /* OLD and NEW */
  SceGit *git;                      /* NULL where no revision is asked for */
} SceOperands;

/* Resolves one or two words. False with a finding; release it in any case. */
bool sce_operands_resolve(SceOperands *operands, const char *const *words, uint32_t count, SceDiags *diags);
void sce_operands_release(SceOperands *operands);

/* A file for one side of it: read, and told from its content. `shown` is its name. False with a finding. */
bool sce_operand_read(SceOperand *operand, const char *file, const char *shown, SceDiags *diags);

#endif
