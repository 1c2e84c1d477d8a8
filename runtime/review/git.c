/* What git is asked, and how its answers are read.
 *
 * Plumbing alone: its output does not change with what a user has configured. Every list is asked for with NULs, so that any name can stand in it.
 */
#include "git.h"

#include "suggest.h"

#include <errno.h>
#include <unistd.h>

extern char **environ;

enum { MOST_BYTES = INT32_MAX };    /* as for files */

/* ---- commands ---- */

/* What names a repository in the environment (`git rev-parse --local-env-vars`): dropped where another one is meant. */
static const char *const local_names[] = {"GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_COMMON_DIR", "GIT_CONFIG", "GIT_CONFIG_COUNT", "GIT_CONFIG_PARAMETERS", "GIT_DIR", "GIT_GRAFT_FILE",
                                          "GIT_IMPLICIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_INTERNAL_SUPER_PREFIX", "GIT_NO_REPLACE_OBJECTS", "GIT_OBJECT_DIRECTORY", "GIT_PREFIX",
                                          "GIT_REPLACE_REF_BASE", "GIT_SHALLOW_FILE", "GIT_WORK_TREE"};
/* What would change what git answers. */
static const char *const changing_names[] = {"LC_ALL", "GIT_LITERAL_PATHSPECS", "GIT_GLOB_PATHSPECS", "GIT_NOGLOB_PATHSPECS", "GIT_ICASE_PATHSPECS", "GIT_OPTIONAL_LOCKS"};

static bool is_named(const char *entry, const char *const *names, size_t count) {
  size_t length = strcspn(entry, "=");
  for (size_t i = 0; i < count; i++)
    if (strlen(names[i]) == length && !memcmp(names[i], entry, length)) return true;
  return false;
}

/* The environment with what git needs; its strings are borrowed. */
static char **make_environment(bool elsewhere) {
  SCE_ARRAY(char *) list = {0};
  for (char **entry = environ; *entry; entry++) {
    if (is_named(*entry, changing_names, sizeof changing_names / sizeof *changing_names)) continue;
    if (elsewhere && is_named(*entry, local_names, sizeof local_names / sizeof *local_names)) continue;
    sce_array_push(&list, *entry);
  }
  sce_array_push(&list, (char *)(uintptr_t)"LC_ALL=C");
  sce_array_push(&list, (char *)(uintptr_t)"GIT_OPTIONAL_LOCKS=0");
  sce_array_push(&list, NULL);
  return list.at;
}

enum { MOST_WORDS = 16 };

/* `git` with the words, which end with NULL, in the repository's folder. */
static void make_words(const SceGit *git, const char *const *words, const char *all[MOST_WORDS]) {
  int count = 0;
  all[count++] = "git";
  if (git->folder) all[count++] = "-C", all[count++] = git->folder;
  while (*words && count < MOST_WORDS - 1) all[count++] = *words++;
  all[count] = NULL;
}

static int run(const SceGit *git, const char *const *words, SceText *out, SceText *err) {
  const char *all[MOST_WORDS];
  make_words(git, words, all);
  return sce_process_run(all, git->environment, out, err);
}

/* git's own words, without what it says before them and after their first line. */
static const char *first_line(SceText *err) {
  sce_text_add(err, "", 0);
  char *line = err->bytes;
  for (size_t i = 0; i < 2; i++) {
    const char *before = i ? "error: " : "fatal: ";
    if (!strncmp(line, before, strlen(before))) line += strlen(before);
  }
  line[strcspn(line, "\r\n")] = '\0';
  return line;
}

static void report(SceDiags *diags, int code, SceText *err) {
  if (code == -ENOENT) {
    sce_diag_add(diags, SCE_E_GIT, SCE_NO_PLACE, "`git` is not installed, or not on the search path");
    sce_diag_help(diags, "revisions are read through git; files, folders and JSON results are compared without it");
  } else if (code < 0) {
    sce_diag_add(diags, SCE_E_GIT, SCE_NO_PLACE, "`git` could not be started: %s", strerror(-code));
  } else {
    const char *line = first_line(err);
    sce_diag_add(diags, SCE_E_GIT, SCE_NO_PLACE, "git failed: %s", *line ? line : "it did not say why");
  }
}

/* ---- a repository ---- */

static void report_no_repository(SceDiags *diags, const char *folder, int code, SceText *err) {
  if (code < 0 || !err->count || !strstr(err->bytes, "not a git repository")) {
    report(diags, code, err);
    return;
  }
  if (folder) sce_diag_add(diags, SCE_E_GIT, SCE_NO_PLACE, "`%s` lies in no git repository", folder);
  else sce_diag_add(diags, SCE_E_GIT, SCE_NO_PLACE, "this folder lies in no git repository");
}

static bool find_top(SceGit *git, SceDiags *diags) {
  SceText out = {0}, err = {0};
  int code = run(git, (const char *const[]){"rev-parse", "--is-inside-work-tree", "--show-toplevel", NULL}, &out, &err);
  sce_text_add(&out, "", 0);
  sce_text_add(&err, "", 0);
  bool inside = !code && !strncmp(out.bytes, "true\n", 5), found = inside || !strncmp(out.bytes, "false\n", 6);
  if (inside) {
    out.bytes[strlen(out.bytes) - 1] = '\0';
    git->top = realpath(out.bytes + 5, NULL);
    found = git->top != NULL;
  }
  if (!found) report_no_repository(diags, git->folder, code, &err);
  git->bare = !inside;
  if (!git->top) git->top = strdup("/dev/null");   /* nothing can lie below it, so that no path of a disk is taken for one of the repository */
  sce_text_release(&out);
  sce_text_release(&err);
  return found;
}

static SceGit *open_repository(const char *folder, SceDiags *diags) {
  SceGit *git = sce_memory_zeroed(sizeof *git);
  git->folder = folder ? strdup(folder) : NULL;
  git->environment = make_environment(folder != NULL);
  git->reader.to = -1;
  if (find_top(git, diags)) return git;
  sce_git_close(git);
  return NULL;
}

SceGit *sce_git_open(const char *folder, SceDiags *diags) { return open_repository(folder, diags); }

void sce_git_close(SceGit *git) {
  if (!git) return;
  sce_process_stop(&git->reader);
  for (uint32_t i = 0; i < git->submodules.count; i++) {
    free(git->submodules.at[i].path);
    sce_git_close(git->submodules.at[i].git);
  }
  sce_array_release(&git->submodules);
  free(git->environment);
  free(git->folder);
  free(git->top);
  free(git);
}

SceGit *sce_git_submodule(SceGit *git, const char *path) {
  for (uint32_t i = 0; i < git->submodules.count; i++)
    if (!strcmp(git->submodules.at[i].path, path)) return git->submodules.at[i].git;
  SceText folder = {0};
  SceDiags unheard;
  sce_diags_init(&unheard);
  sce_text_add_format(&folder, "%s/%s", git->top, path);
  SceGit *found = git->bare ? NULL : open_repository(folder.bytes, &unheard);
  char *real = realpath(folder.bytes, NULL);
  if (found && (!real || strcmp(found->top, real))) {   /* an empty folder of a submodule that is not there lies in the repository around it */
    sce_git_close(found);
    found = NULL;
  }
  sce_array_push(&git->submodules, ((SceGitSubmodule){strdup(path), found}));
  free(real);
  sce_diags_release(&unheard);
  sce_text_release(&folder);
  return found;
}

/* ---- objects ---- */

/* The head of an answer: `NAME TYPE SIZE`, or words behind the name that was asked for. */
static SceGitAnswer read_head(SceGit *git, SceGitObject *object, uint64_t *size) {
  char *line = NULL, end;
  size_t room = 0;
  unsigned long long bytes;
  ssize_t length = getline(&line, &room, git->reader.from);
  SceGitAnswer answer = SCE_GIT_FAILED;
  if (length > 0 && line[length - 1] == '\n') {
    if (sscanf(line, "%64[0-9a-f] %7[a-z] %llu%c", object->name, object->type, &bytes, &end) == 4 && end == '\n') answer = SCE_GIT_OK, *size = bytes;
    else if (length > 9 && !strcmp(line + length - 9, " missing\n")) answer = SCE_GIT_MISSING;
    else if (length > 11 && !strcmp(line + length - 11, " ambiguous\n")) answer = SCE_GIT_AMBIGUOUS;
  }
  free(line);
  return answer;
}

static SceGitAnswer read_body(SceGit *git, SceGitObject *object, uint64_t size) {
  if (size > MOST_BYTES) return SCE_GIT_TOO_LARGE;
  object->bytes = sce_memory_new(size + 1);
  object->size = (uint32_t)size;
  bool whole = fread(object->bytes, 1, size, git->reader.from) == size && getc(git->reader.from) == '\n';
  object->bytes[size] = '\0';
  if (whole) return SCE_GIT_OK;
  free(object->bytes);
  object->bytes = NULL;
  return SCE_GIT_FAILED;
}

SceGitAnswer sce_git_read(SceGit *git, const char *name, SceGitObject *object) {
  *object = (SceGitObject){0};
  if (!*name || strchr(name, '\n')) return SCE_GIT_MISSING;
  if (!git->reader.pid) {
    const char *all[MOST_WORDS];
    make_words(git, (const char *const[]){"cat-file", "--batch", NULL}, all);
    if (sce_process_start(&git->reader, all, git->environment)) return SCE_GIT_FAILED;
  }
  SceText line = {0};
  sce_text_add_format(&line, "%s\n", name);
  uint64_t size = 0;
  SceGitAnswer answer = sce_process_say(&git->reader, line.bytes, line.count) ? read_head(git, object, &size) : SCE_GIT_FAILED;
  if (answer == SCE_GIT_OK) answer = read_body(git, object, size);
  if (answer == SCE_GIT_FAILED || answer == SCE_GIT_TOO_LARGE) sce_process_stop(&git->reader);   /* what is left of the answer is nobody's */
  sce_text_release(&line);
  return answer;
}

SceGitAnswer sce_git_commit(SceGit *git, const char *name, char commit[SCE_GIT_NAME_ROOM]) {
  SceText full = {0};
  SceGitObject object;
  sce_text_add_format(&full, "%s^{commit}", name);
  SceGitAnswer answer = *name ? sce_git_read(git, full.bytes, &object) : SCE_GIT_MISSING;
  if (answer == SCE_GIT_OK) {
    memcpy(commit, object.name, SCE_GIT_NAME_ROOM);
    free(object.bytes);
  }
  sce_text_release(&full);
  return answer;
}

SceGitAnswer sce_git_merge_base(SceGit *git, const char *a, const char *b, char base[SCE_GIT_NAME_ROOM]) {
  SceText out = {0};
  int code = run(git, (const char *const[]){"merge-base", a, b, NULL}, &out, NULL);
  size_t length = out.count ? strspn(out.bytes, "0123456789abcdef") : 0;
  SceGitAnswer answer = code == 1 ? SCE_GIT_MISSING : code || !length || length >= SCE_GIT_NAME_ROOM ? SCE_GIT_FAILED : SCE_GIT_OK;
  if (answer == SCE_GIT_OK) {
    memcpy(base, out.bytes, length);
    base[length] = '\0';
  }
  sce_text_release(&out);
  return answer;
}

/* ---- lists ---- */

static bool run_list(SceGit *git, const char *const *words, SceText *out, SceDiags *diags) {
  SceText err = {0};
  int code = run(git, words, out, &err);
  if (code) report(diags, code, &err);
  sce_text_add(out, "", 0);
  sce_text_release(&err);
  return !code;
}

static bool ends_with(const char *path, const char *ending) {
  size_t length = strlen(path), tail = strlen(ending);
  return length >= tail && !strcmp(path + length - tail, ending);
}

bool sce_git_list(SceGit *git, const char *commit, const char *ending, SceGitPaths *paths, SceDiags *diags) {
  static const char *const work[] = {"ls-files", "-z", "--full-name", "--cached", "--others", "--exclude-standard", "--", ":/", NULL};
  SceText out = {0};
  bool fine = run_list(git, commit ? (const char *const[]){"ls-tree", "-r", "-z", "--full-tree", "--name-only", commit, NULL} : work, &out, diags);
  for (const char *at = out.bytes, *end = at + out.count; fine && at < end; at += strlen(at) + 1)
    if (ends_with(at, ending)) sce_array_push(paths, strdup(at));
  sce_text_release(&out);
  return fine;
}

void sce_git_paths_release(SceGitPaths *paths) {
  for (uint32_t i = 0; i < paths->count; i++) free(paths->at[i]);
  sce_array_release(paths);
}

/* A change is a status, a NUL and a path with its NUL; two paths where the status is a rename. */
bool sce_git_renames(SceGit *git, const char *from, const char *to, SceGitRenames *renames, SceDiags *diags) {
  SceText out = {0};
  const char *const commits[] = {"diff-tree", "-r", "-M", "-z", "--name-status", "--no-commit-id", from, to, NULL};
  const char *const work[] = {"diff-index", "-M", "-z", "--name-status", from, NULL};
  bool fine = run_list(git, to ? commits : work, &out, diags);
  for (const char *at = out.bytes, *end = at + out.count; fine && at < end;) {
    const char *status = at, *path = status + strlen(status) + 1;
    if (path >= end) break;
    at = path + strlen(path) + 1;
    if (*status != 'R') continue;
    if (at >= end) break;
    sce_array_push(renames, ((SceGitRename){strdup(path), strdup(at)}));
    at += strlen(at) + 1;
  }
  sce_text_release(&out);
  return fine;
}

void sce_git_renames_release(SceGitRenames *renames) {
  for (uint32_t i = 0; i < renames->count; i++) free(renames->at[i].old_path), free(renames->at[i].new_path);
  sce_array_release(renames);
}

char *sce_git_suggest(SceGit *git, const char *name) {
  SceText out = {0};
  SceSuggest suggest = {.wanted = name};
  run(git, (const char *const[]){"for-each-ref", "--format=%(refname:short)", "refs/heads", "refs/tags", "refs/remotes", NULL}, &out, NULL);
  sce_text_add(&out, "", 0);
  for (char *at = out.bytes, *next; *at; at = next) {
    next = at + strcspn(at, "\n");
    if (*next) *next++ = '\0';
    sce_suggest_offer(&suggest, at);
  }
  char *best = suggest.best ? strdup(suggest.best) : NULL;
  sce_text_release(&out);
  return best;
}
