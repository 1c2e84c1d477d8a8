/* Where a user's own files are: below the folders that the XDG variables name, else below the home folder. */
#ifndef SCE_CLI_USERDIRS_H
#define SCE_CLI_USERDIRS_H

/* The path of `name` in the folder `sce` below that of the variable, `fallback` below the home folder where it is not set (a relative one does not count). From malloc; NULL
 * where there is no home. */
char *sce_userdirs_path(const char *variable, const char *fallback, const char *name);

/* The same, with its folders made where they are missing, closed to others. NULL with *reason when that cannot be. */
char *sce_userdirs_make(const char *variable, const char *fallback, const char *name, const char **reason);

/* A path as people write it at the prompt, with `~/` at its start for the home folder. From malloc. */
char *sce_userdirs_expand(const char *path);

#endif
