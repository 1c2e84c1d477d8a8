/* A git repository, read through the `git` command: names to commits, objects, and lists of files. Nothing is written or checked out.
 *
 * What the user typed reaches git only on the standard input of `git cat-file --batch`, where no name can be taken for an option; its other commands
 * get object names in hex. A repository owns its process and those of its submodules; sce_git_close ends them.
 */
#ifndef SCE_REVIEW_GIT_H
#define SCE_REVIEW_GIT_H

#include "array.h"
#include "diag.h"
#include "process.h"

enum { SCE_GIT_NAME_ROOM = 65 };    /* an object name in hex, SHA-256 too, and its NUL */

typedef enum SceGitAnswer {
  SCE_GIT_OK,
  SCE_GIT_MISSING,                  /* there is no such object */
  SCE_GIT_AMBIGUOUS,                /* there are several */
  SCE_GIT_TOO_LARGE,
  SCE_GIT_FAILED,                   /* git did not answer as it should */
} SceGitAnswer;

typedef struct SceGitObject {
  char name[SCE_GIT_NAME_ROOM];
  char type[8];                     /* "blob", "tree", "commit", "tag" */
  char *bytes;                      /* NUL-terminated, from malloc; the caller's */
  uint32_t size;
} SceGitObject;

typedef struct SceGit SceGit;

typedef struct SceGitSubmodule {
  char *path;                       /* relative to the top */
  SceGit *git;                      /* NULL: it is not there */
} SceGitSubmodule;

struct SceGit {
  char *top;                        /* real path of the work tree; of a bare repository a folder that cannot be */
  bool bare;
  char *folder;                     /* private: where git runs, NULL: here */
  char **environment;               /* private */
  SceProcess reader;                /* private: cat-file */
  SCE_ARRAY(SceGitSubmodule) submodules;   /* private: those that were asked for */
};

/* A file of a revision. */
typedef struct SceGitRename {
  char *old_path, *new_path;
} SceGitRename;

typedef SCE_ARRAY(char *) SceGitPaths;
typedef SCE_ARRAY(SceGitRename) SceGitRenames;

/* The repository that a folder lies in, NULL: the current one. NULL with a finding. */
SceGit *sce_git_open(const char *folder, SceDiags *diags);
void sce_git_close(SceGit *git);

/* The repository of a submodule, or NULL where it is not there. It belongs to `git`. */
SceGit *sce_git_submodule(SceGit *git, const char *path);

/* Reads the object of a name as git knows them: "main", "HEAD~2^{tree}", hex. */
SceGitAnswer sce_git_read(SceGit *git, const char *name, SceGitObject *object);

/* The commit that a name stands for. */
SceGitAnswer sce_git_commit(SceGit *git, const char *name, char commit[SCE_GIT_NAME_ROOM]);

/* Where two commits part; SCE_GIT_MISSING where they have nothing in common. */
SceGitAnswer sce_git_merge_base(SceGit *git, const char *a, const char *b, char base[SCE_GIT_NAME_ROOM]);

/* Appends every path of a commit that ends with `ending`; of the work tree, ignored files aside, where `commit` is NULL. False with a finding. */
bool sce_git_list(SceGit *git, const char *commit, const char *ending, SceGitPaths *paths, SceDiags *diags);
void sce_git_paths_release(SceGitPaths *paths);

/* Appends the renames that git finds between two commits, or a commit and the work tree (`to` NULL). False with a finding. */
bool sce_git_renames(SceGit *git, const char *from, const char *to, SceGitRenames *renames, SceDiags *diags);
void sce_git_renames_release(SceGitRenames *renames);

/* The branch or tag whose name is nearest to `name`, from malloc, or NULL. */
char *sce_git_suggest(SceGit *git, const char *name);

#endif
