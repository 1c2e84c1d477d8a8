/* A session whose texts stand in a revision: the main file and all that it imports, read through git and never checked out.
 *
 * The rules are those of files (session.c): an import stays below the main file's folder, or below a folder that was granted, by where it really
 * leads. A granted folder that lies in the work tree is meant at the revision too; one outside of the repository is read from the disk.
 */
#ifndef SCE_REVIEW_AT_REVISION_H
#define SCE_REVIEW_AT_REVISION_H

#include "review/tree.h"
#include "session.h"

typedef struct SceAtRevision SceAtRevision;

/* Adds the main file, `path` from the top of the repository, to a fresh session and sends its imports to the revision. SCE_NO_SOURCE with a finding.
 * What comes back by `at` has to outlive the compilation and is freed by its owner; the revision has to outlive it. */
SceSourceId sce_at_revision_load(const SceRevision *revision, const char *path, SceSession *session, SceAtRevision **at);
void sce_at_revision_free(SceAtRevision *at);

/* "main:folder/prices.sce", from malloc. */
char *sce_at_revision_name(const SceRevision *revision, const char *path);

#endif
