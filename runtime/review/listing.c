/* Lists of files. Folders wait in a list instead of being entered one within the other, so that no depth is too deep; links to folders, the only way
 * to go in circles, are left alone.
 */
#include "listing.h"

#include "file.h"
#include "filepath.h"

#include <dirent.h>
#include <errno.h>
#include <sys/stat.h>

#define ENDING ".sce"

static bool is_program(const char *name) {
  size_t length = strlen(name);
  return length > sizeof ENDING - 1 && !strcmp(name + length - (sizeof ENDING - 1), ENDING);
}

static int compare(const void *a, const void *b) { return strcmp(*(char *const *)a, *(char *const *)b); }

static void sort(SceGitPaths *paths) {
  uint32_t kept = 0;
  if (paths->count) qsort(paths->at, paths->count, sizeof *paths->at, compare);
  for (uint32_t i = 0; i < paths->count; i++) {
    if (kept && !strcmp(paths->at[kept - 1], paths->at[i])) free(paths->at[i]);   /* an index lists what is in conflict several times */
    else paths->at[kept++] = paths->at[i];
  }
  paths->count = kept;
}

int64_t sce_list_find(const SceGitPaths *paths, const char *path) {
  char **found = paths->count ? bsearch(&path, paths->at, paths->count, sizeof *paths->at, compare) : NULL;
  return found ? found - paths->at : -1;
}

/* ---- disk ---- */

/* Whether a path is a file that may be read: a link has to stay below the folder, as nobody has named the file that it leads to. */
static bool is_file(const char *path, const char *folder, SceDiags *diags) {
  struct stat facts;
  if (lstat(path, &facts)) return false;
  if (!S_ISLNK(facts.st_mode)) return S_ISREG(facts.st_mode);
  char *real = realpath(path, NULL), *root = realpath(folder, NULL);
  bool file = real && root && !stat(real, &facts) && S_ISREG(facts.st_mode), inside = file && sce_filepath_is_below(real, root);
  if (file && !inside) sce_diag_add(diags, SCE_E_ESCAPE, SCE_NO_PLACE, "`%s` is a link that leaves the folder `%s`", path, folder);
  free(real);
  free(root);
  return inside;
}

/* What an entry of a folder is: listed, or put where folders wait. */
static void take_entry(const char *folder, const char *inner, const char *name, SceGitPaths *waiting, SceGitPaths *paths, SceDiags *diags) {
  struct stat facts;
  SceText full = {0}, relative = {0};
  sce_text_add_format(&relative, "%s%s%s", inner, *inner ? "/" : "", name);
  sce_text_add_format(&full, "%s/%s", folder, relative.bytes);
  if (!lstat(full.bytes, &facts)) {
    if (S_ISDIR(facts.st_mode)) sce_array_push(waiting, strdup(relative.bytes));
    else if (is_program(name) && is_file(full.bytes, folder, diags)) sce_array_push(paths, strdup(relative.bytes));
  } else if (errno != ENOENT) {
    sce_diag_add(diags, SCE_E_FILE, SCE_NO_PLACE, "cannot read all of the folder `%s`: `%s` in it: %s", folder, name, sce_file_reason(errno));
  }
  sce_text_release(&full);
  sce_text_release(&relative);
}

static void list_one(const char *folder, const char *inner, SceGitPaths *waiting, SceGitPaths *paths, SceDiags *diags) {
  SceText full = {0};
  sce_text_add_format(&full, "%s%s%s", folder, *inner ? "/" : "", inner);
  DIR *directory = opendir(full.bytes);
  if (!directory) sce_diag_add(diags, SCE_E_FILE, SCE_NO_PLACE, "cannot read the folder `%s`: %s", full.bytes, sce_file_reason(errno));
  for (struct dirent *entry; directory && (entry = readdir(directory));)
    if (strcmp(entry->d_name, ".") && strcmp(entry->d_name, "..") && strcmp(entry->d_name, ".git")) take_entry(folder, inner, entry->d_name, waiting, paths, diags);
  if (directory) closedir(directory);
  sce_text_release(&full);
}

void sce_list_folder(const char *folder, SceGitPaths *paths, SceDiags *diags) {
  SceGitPaths waiting = {0};
  sce_array_push(&waiting, strdup(""));
  while (waiting.count) {
    char *inner = sce_array_pop(&waiting);
    list_one(folder, inner, &waiting, paths, diags);
    free(inner);
  }
  sce_array_release(&waiting);
  sort(paths);
}

/* ---- repository ---- */

/* Whether a path of the work tree is still a file there: the index lists what has been deleted too. */
static bool is_there(const SceGit *git, const char *path, SceDiags *diags) {
  SceText full = {0};
  sce_text_add_format(&full, "%s/%s", git->top, path);
  bool there = is_file(full.bytes, git->top, diags);
  sce_text_release(&full);
  return there;
}

bool sce_list_repository(SceGit *git, const char *commit, const char *prefix, SceGitPaths *paths, SceDiags *diags) {
  SceGitPaths all = {0};
  size_t length = strlen(prefix);
  bool fine = sce_git_list(git, commit, ENDING, &all, diags);
  for (uint32_t i = 0; i < all.count; i++) {
    const char *path = all.at[i];
    if (length && (strncmp(path, prefix, length) || path[length] != '/')) continue;
    if (!is_program(sce_filepath_base(path)) || (!commit && !is_there(git, path, diags))) continue;
    sce_array_push(paths, strdup(path + length + (length > 0)));
  }
  sce_git_paths_release(&all);
  sort(paths);
  return fine;
}
