/* Paths by their spelling alone: joined, seen from each other, and whether one lies below another.
 *
 * Nothing here asks the system, so that the same rules hold on a disk and at a revision. What comes back is the caller's, from malloc.
 */
#ifndef SCE_FILEPATH_H
#define SCE_FILEPATH_H

#include <stdbool.h>
#include <stddef.h>

/* Whether a path with neither `.` nor `..` is such a folder or lies below it. */
bool sce_filepath_is_below(const char *path, const char *folder);

/* `path` seen from an absolute folder, with `.` and `..` worked out. */
char *sce_filepath_join(const char *folder, const char *path);

/* An absolute path as seen from an absolute folder: the same on every machine that has the two side by side. */
char *sce_filepath_relative(const char *path, const char *folder);

/* The folder of a path, "" where it names none; "/" stays "/". */
char *sce_filepath_folder(const char *path);

/* The last part of a path, borrowed from it. */
const char *sce_filepath_base(const char *path);

#endif
