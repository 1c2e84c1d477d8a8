/* The two sides of a comparison: from the words behind `sce diff`, or the arguments of a git diff driver, to pairs of sessions that can be compiled.
 *
 * Sides own everything that they hand out; a pair is valid until the next one, and what was loaded from it (imports too) until sce_sides_close. Texts
 * are copied into the sessions, which may live on.
 */
#ifndef SCE_REVIEW_SIDE_H
#define SCE_REVIEW_SIDE_H

#include "review/json_results.h"
#include "session.h"

typedef struct SceSides SceSides;

typedef enum SceSideKind {
  SCE_SIDE_ABSENT,                  /* this side does not have the file: all is added, or removed */
  SCE_SIDE_TEXT,                    /* sce_side_load puts it into a session */
  SCE_SIDE_RESULTS,                 /* `results` of an earlier run, without formulas */
} SceSideKind;

typedef struct SceSide {
  SceSideKind kind;
  const char *name;                 /* of this file on this side, as findings show it: "sora.sce", "main:sora.sce" */
  const SceJsonResults *results;
  SceSides *sides;                  /* private, with what follows */
  int which;
  const char *path;                 /* within a folder; NULL: the operand itself */
} SceSide;

typedef struct SceSidePair {
  const char *file;                 /* of several files, which: relative to what is compared, on the new side if it has it. NULL: there is one */
  const char *old_file;             /* its other name on the old side, or NULL */
  SceSide old, new;
} SceSidePair;

/* Finds out what one or two words stand for. NULL with a finding. Findings beside sides: a part could not be read, the rest can be compared. */
SceSides *sce_sides_open(const char *const *words, uint32_t count, SceDiags *diags);

/* The sides of one file as git's diff driver gets them: a file for each side, "/dev/null" for none, and the paths that they have in the work tree,
 * beside which their imports stand. */
SceSides *sce_sides_open_driver(const char *old_file, const char *old_path, const char *new_file, const char *new_path, SceDiags *diags);

void sce_sides_close(SceSides *sides);

/* What is compared, for showing: "main" and "work tree", "old.sce" and "new.sce". */
const char *sce_sides_old_name(const SceSides *sides);
const char *sce_sides_new_name(const SceSides *sides);

/* Whether folders or revisions are compared, and how many pairs there are. */
bool sce_sides_are_sets(const SceSides *sides);
uint32_t sce_sides_count(const SceSides *sides);

/* The next pair, sorted by `file`; false at the end. */
bool sce_sides_next(SceSides *sides, SceSidePair *pair);

/* Adds the text to a fresh session, to which folders may have been granted: the main file, and where its imports come from; of a side that is absent an
 * empty text. Returns its id, or SCE_NO_SOURCE with a finding in the session (without one for results). */
SceSourceId sce_side_load(const SceSide *side, SceSession *session);

#endif
