/* From words to operands, in three steps: what each word is by its spelling and by what exists; the two parts that they stand for together; and each
 * part found where it says.
 */
#include "operand.h"

#include "at_revision.h"
#include "file.h"
#include "filepath.h"
#include "listing.h"
#include "suggest.h"

#include <errno.h>
#include <sys/stat.h>
#include <unistd.h>

typedef enum WordKind { WORD_PATH, WORD_REVISION, WORD_AT, WORD_RANGE } WordKind;

typedef struct Word {
  const char *text;
  WordKind kind;
  bool folder;                      /* of a path */
  char *first, *second;             /* revisions: of a range two; the path behind the colon is `second` too */
  bool parting;                     /* A...B: from where the two part */
} Word;

typedef enum PartKind { PART_DISK, PART_WORK, PART_REVISION } PartKind;

/* A side before it is found. */
typedef struct Part {
  PartKind kind;
  const Word *word;
  const char *revision;
  char *path;                       /* on the disk, or from the top; NULL: what the other side says */
  bool said;                        /* the path was written with the revision, so that it has to be there */
  char commit[SCE_GIT_NAME_ROOM];   /* "": to be looked up */
} Part;

typedef struct Resolver {
  SceOperands *operands;
  Word words[2];
  Part parts[2];
  SceDiags *diags;
} Resolver;

/* ---- words ---- */

/* The first place of one of the texts outside of braces, which hold searches: `HEAD^{/fix: it}`. */
static const char *find_outside(const char *text, const char *wanted) {
  int depth = 0;
  for (const char *at = text; *at; at++) {
    depth += *at == '{' ? 1 : *at == '}' && depth ? -1 : 0;
    if (!depth && !strncmp(at, wanted, strlen(wanted))) return at;
  }
  return NULL;
}

static char *head_if_empty(const char *text, size_t length) { return length ? strndup(text, length) : strdup("HEAD"); }

static Word read_word(const char *text) {
  struct stat facts;
  Word word = {.text = text};
  const char *at;
  if (!strcmp(text, "-")) return word;
  if (!stat(text, &facts) || !lstat(text, &facts)) {
    word.folder = S_ISDIR(facts.st_mode);
  } else if ((at = find_outside(text, ":"))) {
    word.kind = WORD_AT;
    word.first = strndup(text, (size_t)(at - text));
    word.second = strdup(at + 1);
  } else if ((at = find_outside(text, ".."))) {
    word.kind = WORD_RANGE;
    word.parting = at[2] == '.';
    word.first = head_if_empty(text, (size_t)(at - text));
    word.second = head_if_empty(at + 2 + word.parting, strlen(at + 2 + word.parting));
  } else {
    word.kind = WORD_REVISION;
    word.first = strdup(text);
  }
  return word;
}

/* ---- parts ---- */

static Part part_of(const Word *word) {
  switch (word->kind) {
  case WORD_PATH: return (Part){.kind = PART_DISK, .word = word, .path = strdup(word->text)};
  case WORD_AT: return (Part){.kind = PART_REVISION, .word = word, .revision = word->first, .path = strdup(word->second), .said = true};
  default: return (Part){.kind = PART_REVISION, .word = word, .revision = word->first};
  }
}

/* `A..B`, alone or with a path on the disk. */
static void take_range(Resolver *resolver, const Word *range) {
  resolver->parts[0] = (Part){.kind = PART_REVISION, .word = range, .revision = range->first};
  resolver->parts[1] = (Part){.kind = PART_REVISION, .word = range, .revision = range->second};
}

static bool make_parts(Resolver *resolver, uint32_t count) {
  const Word *one = &resolver->words[0], *other = count > 1 ? &resolver->words[1] : NULL;
  const Word *range = one->kind == WORD_RANGE ? one : other && other->kind == WORD_RANGE ? other : NULL;
  const Word *beside = range == one ? other : one;
  if (range && beside && beside->kind != WORD_PATH) {
    sce_diag_add(resolver->diags, SCE_E_SIDES, SCE_NO_PLACE, "`%s` is two sides already, and `%s` would be a third", range->text, beside->text);
    sce_diag_help(resolver->diags, "a range stands alone, or with the file or folder that is to be compared");
    return false;
  }
  if (range) {
    take_range(resolver, range);
    return true;
  }
  resolver->parts[0] = part_of(one);
  if (other) resolver->parts[1] = part_of(other);
  else if (one->kind == WORD_PATH) {
    sce_diag_add(resolver->diags, SCE_E_SIDES, SCE_NO_PLACE, "`%s` is one side; what is it compared with?", one->text);
    sce_diag_help(resolver->diags, "`sce diff HEAD %s` compares it with the last commit, `sce diff OLD %s` with another file", one->text, one->text);
    return false;
  } else resolver->parts[1] = (Part){.kind = PART_WORK, .word = one};
  return true;
}

/* ---- the repository ---- */

/* Where a path on the disk really lies; the last name of a file may be a link. From malloc, or NULL. */
static char *find_real(const Word *word) {
  if (word->folder) return realpath(word->text, NULL);
  char *folder = sce_filepath_folder(word->text), *real = realpath(*folder ? folder : ".", NULL);
  char *path = real ? sce_filepath_join(real, sce_filepath_base(word->text)) : NULL;
  free(folder);
  free(real);
  return path;
}

static SceGit *open_beside(const Word *word, SceDiags *diags) {
  char *folder = word->folder ? strdup(word->text) : sce_filepath_folder(word->text);
  SceGit *git = sce_git_open(*folder ? folder : ".", diags);
  free(folder);
  return git;
}

/* The word that is a file or folder whose place in the repository another side needs, or NULL. */
static const Word *find_partner(const Resolver *resolver) {
  bool open = false;
  for (int i = 0; i < 2; i++) open |= resolver->parts[i].kind == PART_REVISION && !resolver->parts[i].path;
  for (int i = 0; i < 2 && open; i++)
    if (resolver->words[i].text && resolver->words[i].kind == WORD_PATH && strcmp(resolver->words[i].text, "-")) return &resolver->words[i];
  return NULL;
}

/* Says that a revision cannot be looked up, and why: `unheard` is what git said. */
static bool complain_of_git(const Resolver *resolver, const SceDiags *unheard) {
  const Word *word = resolver->words[0].kind != WORD_PATH ? &resolver->words[0] : &resolver->words[1];
  const SceDiag *diag = &unheard->list.at[0];
  if (word->kind == WORD_REVISION) {
    sce_diag_add(resolver->diags, SCE_E_FILE, SCE_NO_PLACE, "cannot read `%s`: no such file or folder", word->text);
    sce_diag_help(resolver->diags, "it is no revision either: %s", diag->message);
  } else {
    sce_diag_add(resolver->diags, SCE_E_GIT, SCE_NO_PLACE, "cannot look up `%s`: %s", word->text, diag->message);
    if (diag->help) sce_diag_help(resolver->diags, "%s", diag->help);
  }
  return false;
}

/* Opens the repository of the current folder; where that does not hold the file or folder beside the revision, that one's. */
static bool open_git(Resolver *resolver) {
  SceDiags unheard;
  sce_diags_init(&unheard);
  const Word *partner = find_partner(resolver);
  char *real = partner ? find_real(partner) : NULL;
  SceGit *git = sce_git_open(NULL, &unheard);
  if (partner && (!git || !real || !sce_filepath_is_below(real, git->top))) {
    sce_git_close(git);
    git = open_beside(partner, &unheard);
  }
  resolver->operands->git = git;
  bool fine = git || complain_of_git(resolver, &unheard);
  sce_diags_release(&unheard);
  free(real);
  return fine;
}

/* Where a folder or file on the disk lies in the repository; from malloc. "": it is the top. */
static char *find_inside(const SceGit *git, const Word *word) {
  char *real = find_real(word);
  char *inside = real && sce_filepath_is_below(real, git->top) ? strdup(strlen(real) > strlen(git->top) ? real + strlen(git->top) + (git->top[1] != '\0') : "") : NULL;
  free(real);
  return inside;
}

/* A path behind a colon, from the top: as git reads it, `./` and `../` start at the current folder. NULL where it leaves the repository. */
static char *find_from_top(const SceGit *git, const char *path) {
  char *here = !strncmp(path, "./", 2) || !strncmp(path, "../", 3) || !strcmp(path, ".") || !strcmp(path, "..") ? getcwd(NULL, 0) : NULL;
  char *full = sce_filepath_join(here ? here : git->top, path);
  char *inside = sce_filepath_is_below(full, git->top) ? strdup(strlen(full) > strlen(git->top) ? full + strlen(git->top) + (git->top[1] != '\0') : "") : NULL;
  free(here);
  free(full);
  return inside;
}

/* ---- revisions ---- */

static void help_with_name(const Resolver *resolver, const Part *part) {
  SceGit *git = resolver->operands->git;
  char *suggestion = *part->revision ? sce_git_suggest(git, part->revision) : NULL, commit[SCE_GIT_NAME_ROOM];
  if (suggestion) sce_diag_help(resolver->diags, "did you mean `%s`?", suggestion);
  else if (!*part->revision) sce_diag_help(resolver->diags, "`HEAD%s` is what the last commit has", part->word->text);
  else if (part->word->kind == WORD_REVISION && sce_git_commit(git, "HEAD", commit) == SCE_GIT_OK) {
    SceRevision head = {.git = git};
    SceTreeEntry entry = {0};
    char *inside = find_inside(git, part->word);
    memcpy(head.commit, commit, sizeof commit);
    if (inside && *inside && sce_tree_find(&head, inside, &entry) == SCE_TREE_FILE) sce_diag_help(resolver->diags, "the last commit has it: `sce diff HEAD:%s` shows what went with it", inside);
    free(entry.path);
    free(inside);
  }
  free(suggestion);
}

static bool find_commit(Resolver *resolver, Part *part) {
  switch (sce_git_commit(resolver->operands->git, part->revision, part->commit)) {
  case SCE_GIT_OK: return true;
  case SCE_GIT_AMBIGUOUS:
    sce_diag_add(resolver->diags, SCE_E_REVISION, SCE_NO_PLACE, "`%s` stands for several revisions", part->revision);
    sce_diag_help(resolver->diags, "more of its digits tell them apart");
    return false;
  case SCE_GIT_MISSING:
    if (part->word->kind == WORD_REVISION) sce_diag_add(resolver->diags, SCE_E_REVISION, SCE_NO_PLACE, "`%s` is neither a file nor a revision", part->revision);
    else if (!*part->revision) sce_diag_add(resolver->diags, SCE_E_REVISION, SCE_NO_PLACE, "`%s` names no revision", part->word->text);
    else sce_diag_add(resolver->diags, SCE_E_REVISION, SCE_NO_PLACE, "there is no revision `%s`", part->revision);
    help_with_name(resolver, part);
    return false;
  default: sce_diag_add(resolver->diags, SCE_E_GIT, SCE_NO_PLACE, "git does not say what `%s` is", part->revision); return false;
  }
}

/* Moves the first side of A...B to where the two part; its name is then the commit's. */
static bool find_parting(Resolver *resolver, char name[SCE_GIT_NAME_ROOM]) {
  Part *parts = resolver->parts;
  SceGitAnswer answer = sce_git_merge_base(resolver->operands->git, parts[0].commit, parts[1].commit, parts[0].commit);
  snprintf(name, SCE_GIT_NAME_ROOM, "%.10s", parts[0].commit);
  if (answer == SCE_GIT_OK) return true;
  if (answer == SCE_GIT_MISSING) sce_diag_add(resolver->diags, SCE_E_REVISION, SCE_NO_PLACE, "`%s` and `%s` have no commit in common", parts[0].revision, parts[1].revision);
  else sce_diag_add(resolver->diags, SCE_E_GIT, SCE_NO_PLACE, "git does not say where `%s` and `%s` part", parts[0].revision, parts[1].revision);
  sce_diag_help(resolver->diags, "`%s..%s` compares the two themselves; in a shallow clone, `git fetch --unshallow` brings the rest", parts[0].revision, parts[1].revision);
  return false;
}

/* ---- paths at revisions ---- */

static void complain_of_path(const Resolver *resolver, const SceOperand *operand, SceTreeAnswer answer, const SceTreeEntry *entry) {
  const char *revision = operand->revision.name, *base = sce_filepath_base(operand->path);
  SceGit *git = resolver->operands->git;
  if (answer != SCE_TREE_MISSING) {
    sce_diag_add(resolver->diags, SCE_E_REVISION, SCE_NO_PLACE, "cannot read `%s` at `%s`: %s", operand->path, revision, sce_tree_reason(answer));
    if (answer == SCE_TREE_NO_SUBMODULE) sce_diag_help(resolver->diags, "`git submodule update --init %s` fetches it", entry->path);
    return;
  }
  sce_diag_add(resolver->diags, SCE_E_REVISION, SCE_NO_PLACE, "`%s` has no `%s`", revision, operand->path);
  SceGitPaths paths = {0};
  SceDiags unheard;
  sce_diags_init(&unheard);
  sce_list_repository(git, operand->revision.commit, "", &paths, &unheard);
  const char *found = NULL;
  SceSuggest suggest = {.wanted = operand->path};
  for (uint32_t i = 0; i < paths.count; i++) {
    if (!found && !strcmp(sce_filepath_base(paths.at[i]), base)) found = paths.at[i];
    sce_suggest_offer(&suggest, paths.at[i]);
  }
  if (found || suggest.best) sce_diag_help(resolver->diags, "did you mean `%s:%s`? Paths start at the top of the repository, or with `./` here", revision, found ? found : suggest.best);
  else sce_diag_help(resolver->diags, "paths start at the top of the repository, or with `./` here");
  sce_git_paths_release(&paths);
  sce_diags_release(&unheard);
}

static bool take_blob(Resolver *resolver, SceOperand *operand, const SceTreeEntry *entry) {
  SceGitObject object;
  SceGitAnswer answer = sce_git_read(entry->git, entry->name, &object);
  if (answer != SCE_GIT_OK) {
    sce_diag_add(resolver->diags, answer == SCE_GIT_TOO_LARGE ? SCE_E_TOO_LARGE : SCE_E_GIT, SCE_NO_PLACE, "cannot read `%s`: %s", operand->name,
                 answer == SCE_GIT_TOO_LARGE ? "it has 2 GiB or more" : "git does not have it");
    return false;
  }
  operand->kind = SCE_OPERAND_AT_REVISION;
  if (sce_json_results_detect(object.bytes, object.size)) {
    operand->kind = SCE_OPERAND_RESULTS;
    operand->results = sce_json_results_read(operand->name, object.bytes, object.size, resolver->diags);
  }
  free(object.bytes);
  return operand->kind != SCE_OPERAND_RESULTS || operand->results;
}

/* What stands at a revision; takes nothing of the part but its path. `folder`: the other side is one. */
static bool find_at_revision(Resolver *resolver, const Part *part, const char *name, bool folder, SceOperand *operand) {
  SceGit *git = resolver->operands->git;
  operand->revision = (SceRevision){.git = git, .name = strdup(name)};
  memcpy(operand->revision.commit, part->commit, sizeof part->commit);
  operand->path = part->said ? find_from_top(git, part->path) : strdup(part->path);
  if (!operand->path) {
    sce_diag_add(resolver->diags, SCE_E_REVISION, SCE_NO_PLACE, "`%s` leads out of the repository", part->word->text);
    return false;
  }
  operand->name = *operand->path ? sce_at_revision_name(&operand->revision, operand->path) : strdup(name);
  SceTreeEntry entry;
  SceTreeAnswer answer = sce_tree_find(&operand->revision, operand->path, &entry);
  bool fine = true;
  if (answer == SCE_TREE_FILE) fine = take_blob(resolver, operand, &entry);
  else if (answer == SCE_TREE_FOLDER && entry.git != git) {
    sce_diag_add(resolver->diags, SCE_E_SIDES, SCE_NO_PLACE, "`%s` is a folder of a submodule", operand->name);
    sce_diag_help(resolver->diags, "a submodule's folders are compared from within it, by its own revisions");
    fine = false;
  } else if (answer == SCE_TREE_FOLDER || (answer == SCE_TREE_MISSING && !part->said && folder)) operand->kind = SCE_OPERAND_REVISION;
  else if (answer != SCE_TREE_MISSING || part->said) complain_of_path(resolver, operand, answer, &entry), fine = false;
  free(entry.path);
  return fine;
}

/* ---- the disk ---- */

bool sce_operand_read(SceOperand *operand, const char *path, const char *shown, SceDiags *diags) {
  SceFile file;
  SceFileError error = sce_file_read(path, &file);
  operand->name = strdup(shown);
  operand->path = strdup(shown);
  operand->kind = SCE_OPERAND_TEXT;
  if (error) {
    sce_diag_add(diags, error == SCE_FILE_TOO_LARGE ? SCE_E_TOO_LARGE : SCE_E_FILE, SCE_NO_PLACE, "cannot read `%s`: %s", shown, file.reason);
    return false;
  }
  operand->text = file.text;
  operand->length = file.length;
  if (!sce_json_results_detect(file.text, file.length)) return true;
  operand->kind = SCE_OPERAND_RESULTS;
  operand->results = sce_json_results_read(shown, file.text, file.length, diags);
  return operand->results != NULL;
}

static void take_folder(SceOperand *operand, const char *path) {
  operand->kind = SCE_OPERAND_FOLDER;
  operand->path = strdup(path);
  for (size_t length = strlen(path); length > 1 && operand->path[length - 1] == '/';) operand->path[--length] = '\0';
  operand->name = strdup(operand->path);
}

/* The work tree's side of a path from the top. */
static bool find_in_work(Resolver *resolver, const char *path, SceOperand *operand) {
  const SceGit *git = resolver->operands->git;
  if (git->bare) {
    sce_diag_add(resolver->diags, SCE_E_GIT, SCE_NO_PLACE, "this repository has no work tree to compare with");
    sce_diag_help(resolver->diags, "name both sides: `sce diff A..B`");
    return false;
  }
  struct stat facts;
  char *full = sce_filepath_join(git->top, path), *here = getcwd(NULL, 0), *shown = here ? sce_filepath_relative(full, here) : strdup(full);
  bool fine = true, there = !stat(full, &facts);
  if (there && !S_ISDIR(facts.st_mode)) fine = sce_operand_read(operand, full, shown, resolver->diags);
  else {
    operand->kind = there ? SCE_OPERAND_WORK : SCE_OPERAND_NOTHING;
    operand->path = strdup(path);
    operand->name = strdup(there && !*path ? "work tree" : shown);
  }
  free(full);
  free(here);
  free(shown);
  return fine;
}

/* ---- both together ---- */

/* The path that a bare revision is asked for: that of the other side. */
static char *path_of_other(const Resolver *resolver) {
  const Word *partner = find_partner(resolver);
  if (partner) return find_inside(resolver->operands->git, partner);
  for (int i = 0; i < 2; i++)
    if (resolver->parts[i].said) return find_from_top(resolver->operands->git, resolver->parts[i].path);
  return strdup("");
}

static bool complete_paths(Resolver *resolver) {
  char *path = path_of_other(resolver);
  for (int i = 0; i < 2 && path; i++)
    if (!resolver->parts[i].path) resolver->parts[i].path = strdup(path);
  const Part *said = resolver->parts[0].said ? &resolver->parts[0] : resolver->parts[1].said ? &resolver->parts[1] : NULL;
  if (!path && said) {
    sce_diag_add(resolver->diags, SCE_E_REVISION, SCE_NO_PLACE, "`%s` leads out of the repository", said->word->text);
  } else if (!path) {
    sce_diag_add(resolver->diags, SCE_E_REVISION, SCE_NO_PLACE, "the other side of `%s` does not lie in its repository", resolver->parts[resolver->parts[0].kind == PART_DISK].word->text);
    sce_diag_help(resolver->diags, "say which file is meant: `REVISION:PATH`");
  }
  free(path);
  return path != NULL;
}

static bool find_commits(Resolver *resolver, char name[SCE_GIT_NAME_ROOM]) {
  bool parting = false;
  for (int i = 0; i < 2; i++) {
    Part *part = &resolver->parts[i];
    if (part->kind == PART_REVISION && !find_commit(resolver, part)) return false;
    parting |= part->word->parting;
  }
  return !parting || find_parting(resolver, name);
}

static bool find_side(Resolver *resolver, int which, const char *name) {
  const Part *part = &resolver->parts[which], *other = &resolver->parts[!which];
  SceOperand *operand = &resolver->operands->sides[which];
  if (part->kind == PART_WORK) return find_in_work(resolver, part->path, operand);
  if (part->kind == PART_REVISION) {
    bool folder = other->kind == PART_DISK && other->word->folder;
    for (int i = 0; i < 2; i++) folder |= resolver->words[i].text && resolver->words[i].folder;
    return find_at_revision(resolver, part, name, folder, operand);
  }
  if (!part->word->folder) return sce_operand_read(operand, part->path, part->path, resolver->diags);
  take_folder(operand, part->path);
  return true;
}

static bool is_folder(const SceOperand *operand) { return operand->kind == SCE_OPERAND_FOLDER || operand->kind == SCE_OPERAND_WORK || operand->kind == SCE_OPERAND_REVISION; }

static bool check_kinds(const SceOperands *operands, SceDiags *diags) {
  const SceOperand *folder = &operands->sides[!is_folder(&operands->sides[0])], *other = &operands->sides[is_folder(&operands->sides[0])];
  if (!is_folder(folder) || is_folder(other)) return true;
  if (other->kind == SCE_OPERAND_RESULTS) sce_diag_add(diags, SCE_E_SIDES, SCE_NO_PLACE, "`%s` is a folder, and `%s` holds the results of one file", folder->name, other->name);
  else sce_diag_add(diags, SCE_E_SIDES, SCE_NO_PLACE, "`%s` is a folder, and `%s` is a file", folder->name, other->name);
  sce_diag_help(diags, "compare a file with a file, or a folder with a folder");
  return false;
}

/* Folders that lie side by side in one repository are compared as git has them: ignored files aside, and with renames. */
static void use_work_tree(SceOperands *operands, const Resolver *resolver) {
  for (int i = 0; i < 2; i++) {
    SceOperand *operand = &operands->sides[i];
    if (operand->kind != SCE_OPERAND_FOLDER || operands->sides[!i].kind != SCE_OPERAND_REVISION) continue;
    char *inside = find_inside(operands->git, resolver->parts[i].word);
    if (!inside || operands->git->bare) {
      free(inside);
      continue;
    }
    free(operand->path);
    operand->path = inside;
    operand->kind = SCE_OPERAND_WORK;
  }
}

static bool resolve(Resolver *resolver) {
  bool disk_alone = resolver->parts[0].kind == PART_DISK && resolver->parts[1].kind == PART_DISK;
  char base[SCE_GIT_NAME_ROOM] = "";
  if (!disk_alone && !(open_git(resolver) && find_commits(resolver, base) && complete_paths(resolver))) return false;
  bool fine = true;
  for (int i = 0; i < 2; i++) fine &= find_side(resolver, i, *base && !i ? base : resolver->parts[i].revision);
  if (!fine || !check_kinds(resolver->operands, resolver->diags)) return false;
  use_work_tree(resolver->operands, resolver);
  return true;
}

bool sce_operands_resolve(SceOperands *operands, const char *const *words, uint32_t count, SceDiags *diags) {
  *operands = (SceOperands){0};
  Resolver resolver = {.operands = operands, .diags = diags};
  for (uint32_t i = 0; i < count && i < 2; i++) resolver.words[i] = read_word(words[i]);
  bool fine = make_parts(&resolver, count) && resolve(&resolver);
  for (int i = 0; i < 2; i++) {
    free(resolver.words[i].first), free(resolver.words[i].second);
    free(resolver.parts[i].path);
  }
  return fine;
}

void sce_operands_release(SceOperands *operands) {
  for (int i = 0; i < 2; i++) {
    SceOperand *operand = &operands->sides[i];
    free(operand->name), free(operand->path), free(operand->revision.name), free(operand->text);
    sce_json_results_free(operand->results);
  }
  sce_git_close(operands->git);
  *operands = (SceOperands){0};
}
