/* Paths at a revision: followed folder by folder through git's objects as a disk would follow them, links and submodules included, without a checkout.
 *
 * A link leads only to places of the same repository, or of a submodule's own; whatever leaves it is told apart from what is missing.
 */
#ifndef SCE_REVIEW_TREE_H
#define SCE_REVIEW_TREE_H

#include "git.h"

typedef struct SceRevision {
  SceGit *git;                      /* borrowed */
  char *name;                       /* as it is shown: "main" */
  char commit[SCE_GIT_NAME_ROOM];
} SceRevision;

typedef enum SceTreeAnswer {
  SCE_TREE_FILE,
  SCE_TREE_FOLDER,
  SCE_TREE_MISSING,
  SCE_TREE_OUTSIDE,                 /* the path, or a link in it, leaves the repository */
  SCE_TREE_CIRCLE,                  /* links without end */
  SCE_TREE_NO_SUBMODULE,            /* `path` is that of the submodule, which is not there, or does not have the commit */
  SCE_TREE_FAILED,                  /* git does not answer, or an object is missing */
} SceTreeAnswer;

typedef struct SceTreeEntry {
  SceGit *git;                      /* where it lies: a submodule's own */
  char name[SCE_GIT_NAME_ROOM];     /* of the object */
  char *path;                       /* relative to the top, without links; the caller's */
} SceTreeEntry;

/* Finds what a path relative to the top leads to. "" and "." are the top. */
SceTreeAnswer sce_tree_find(const SceRevision *revision, const char *path, SceTreeEntry *entry);

/* Why not, in words to be quoted; constant. */
const char *sce_tree_reason(SceTreeAnswer answer);

#endif
