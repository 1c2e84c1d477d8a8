/* Every file of the language below a folder: on a disk, in the work tree of a repository, or at a revision.
 *
 * Paths are relative to the folder and sorted by their bytes; the list is the caller's (sce_git_paths_release).
 */
#ifndef SCE_REVIEW_LISTING_H
#define SCE_REVIEW_LISTING_H

#include "review/tree.h"

/* On a disk. Links to files below the folder count, those to others are findings; links to folders are not entered, nor is `.git`. What cannot be read is a finding, and the rest is listed. */
void sce_list_folder(const char *folder, SceGitPaths *paths, SceDiags *diags);

/* At a revision, or in the work tree without ignored files (`commit` NULL), below `prefix`, relative to the top; "" is all. False with a finding. */
bool sce_list_repository(SceGit *git, const char *commit, const char *prefix, SceGitPaths *paths, SceDiags *diags);

/* The index of a path in a sorted list, or -1. */
int64_t sce_list_find(const SceGitPaths *paths, const char *path);

#endif
