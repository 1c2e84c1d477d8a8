/* The way along a path is a stack of folders, from the top to where it has come; what is left of it is a text that links are written into.
 * A tree object is a run of `MODE NAME NUL BYTES`, the bytes being an object name.
 */
#include "tree.h"

#include <stdio.h>

enum { MOST_LINKS = 40, MOST_LINK_BYTES = 4096 };

typedef struct Step {
  SceGit *git;
  char tree[SCE_GIT_NAME_ROOM];
  size_t length;                    /* of the walk's path with this folder */
} Step;

typedef struct Walk {
  SCE_ARRAY(Step) steps;            /* the first is the top */
  SceText path;                     /* of the last step, relative to the top */
  SceText left;                     /* what is still to be followed, from `at` on */
  size_t at;
  int links;
} Walk;

static void enter(Walk *walk, SceGit *git, const char tree[SCE_GIT_NAME_ROOM], const char *name) {
  if (walk->path.count) sce_text_add_byte(&walk->path, '/');
  sce_text_add_string(&walk->path, name);
  Step step = {.git = git, .length = walk->path.count};
  memcpy(step.tree, tree, sizeof step.tree);
  sce_array_push(&walk->steps, step);
}

static void shorten(SceText *text, size_t length) {
  text->count = length;
  if (text->bytes) text->bytes[length] = '\0';
}

/* Goes up one folder; false at the top. */
static bool leave(Walk *walk) {
  if (walk->steps.count < 2) return false;
  walk->steps.count--;
  shorten(&walk->path, sce_array_last(&walk->steps).length);
  return true;
}

/* ---- trees ---- */

/* Finds a name in a tree object. Returns its mode, 0 where it is not there. */
static unsigned long find_in_tree(const SceGitObject *tree, size_t name_bytes, const char *name, char found[SCE_GIT_NAME_ROOM]) {
  const char *at = tree->bytes, *end = at + tree->size;
  while (at < end) {
    char *after;
    unsigned long mode = strtoul(at, &after, 8);
    if (*after != ' ') return 0;
    const char *entry = after + 1;
    const unsigned char *hash = (const unsigned char *)entry + strlen(entry) + 1;
    if ((const char *)hash + name_bytes > end) return 0;
    if (!strcmp(entry, name)) {
      for (size_t i = 0; i < name_bytes; i++) sprintf(found + 2 * i, "%02x", hash[i]);
      return mode;
    }
    at = (const char *)hash + name_bytes;
  }
  return 0;
}

static SceTreeAnswer look_up(const Step *step, const char *name, unsigned long *mode, char found[SCE_GIT_NAME_ROOM]) {
  SceGitObject tree;
  if (sce_git_read(step->git, step->tree, &tree) != SCE_GIT_OK) return SCE_TREE_FAILED;
  *mode = strcmp(tree.type, "tree") ? 0 : find_in_tree(&tree, strlen(step->tree) / 2, name, found);
  free(tree.bytes);
  return *mode ? SCE_TREE_FILE : SCE_TREE_MISSING;
}

/* The tree of a commit. */
static bool find_tree(SceGit *git, const char *commit, char tree[SCE_GIT_NAME_ROOM]) {
  char name[SCE_GIT_NAME_ROOM + 8];
  SceGitObject object;
  snprintf(name, sizeof name, "%s^{tree}", commit);
  if (sce_git_read(git, name, &object) != SCE_GIT_OK) return false;
  memcpy(tree, object.name, SCE_GIT_NAME_ROOM);
  free(object.bytes);
  return true;
}

/* ---- the way ---- */

/* Writes where a link leads before what is left. */
static SceTreeAnswer follow_link(Walk *walk, const Step *step, const char *name) {
  SceGitObject link;
  if (++walk->links > MOST_LINKS) return SCE_TREE_CIRCLE;
  if (sce_git_read(step->git, name, &link) != SCE_GIT_OK) return SCE_TREE_FAILED;
  SceTreeAnswer answer = SCE_TREE_FOLDER;
  if (!link.size || link.size > MOST_LINK_BYTES || strlen(link.bytes) != link.size) answer = SCE_TREE_MISSING;
  else if (*link.bytes == '/') answer = SCE_TREE_OUTSIDE;
  SceText left = {0};
  sce_text_add_format(&left, "%s/%s", link.bytes, walk->left.bytes + walk->at);
  sce_text_release(&walk->left);
  walk->left = left;
  walk->at = 0;
  free(link.bytes);
  return answer;
}

static SceTreeAnswer enter_submodule(Walk *walk, const Step *step, const char *commit, const char *name) {
  char tree[SCE_GIT_NAME_ROOM] = "";
  size_t inner = 0;                 /* where the path within the repository around it starts */
  for (uint32_t i = 0; i < walk->steps.count && walk->steps.at[i].git != step->git; i++) inner = walk->steps.at[i + 1].length + 1;
  SceText path = {0};
  if (walk->path.count > inner) sce_text_add_format(&path, "%s/", walk->path.bytes + inner);
  sce_text_add_string(&path, name);
  SceGit *git = sce_git_submodule(step->git, path.bytes);
  sce_text_release(&path);
  bool there = git && find_tree(git, commit, tree);
  enter(walk, git, tree, name);
  return there ? SCE_TREE_FOLDER : SCE_TREE_NO_SUBMODULE;
}

/* One name further. SCE_TREE_FOLDER: the walk goes on. */
static SceTreeAnswer take_step(Walk *walk, const char *name, SceTreeEntry *entry) {
  Step step = sce_array_last(&walk->steps);
  unsigned long mode;
  char found[SCE_GIT_NAME_ROOM] = "";
  SceTreeAnswer answer = look_up(&step, name, &mode, found);
  if (answer != SCE_TREE_FILE) return answer;
  switch (mode & 0170000) {
  case 0040000: enter(walk, step.git, found, name); return SCE_TREE_FOLDER;
  case 0120000: return follow_link(walk, &step, found);
  case 0160000: return enter_submodule(walk, &step, found, name);
  default:
    if (walk->left.bytes[walk->at + strspn(walk->left.bytes + walk->at, "/")]) return SCE_TREE_MISSING;
    entry->git = step.git;
    memcpy(entry->name, found, sizeof entry->name);
    enter(walk, step.git, found, name);
    return SCE_TREE_FILE;
  }
}

static SceTreeAnswer walk_on(Walk *walk, SceTreeEntry *entry) {
  for (;;) {
    const char *at = walk->left.bytes + walk->at;
    at += strspn(at, "/");
    size_t length = strcspn(at, "/");
    if (!length) return SCE_TREE_FOLDER;
    walk->at = (size_t)(at - walk->left.bytes) + length;
    if (length == 1 && *at == '.') continue;
    if (length == 2 && at[0] == '.' && at[1] == '.') {
      if (!leave(walk)) return SCE_TREE_OUTSIDE;
      continue;
    }
    char *name = strndup(at, length);
    SceTreeAnswer answer = take_step(walk, name, entry);
    free(name);
    if (answer != SCE_TREE_FOLDER) return answer;
  }
}

SceTreeAnswer sce_tree_find(const SceRevision *revision, const char *path, SceTreeEntry *entry) {
  char tree[SCE_GIT_NAME_ROOM];
  Walk walk = {0};
  *entry = (SceTreeEntry){.git = revision->git};
  if (!find_tree(revision->git, revision->commit, tree)) return SCE_TREE_FAILED;
  sce_text_add(&walk.path, "", 0);
  sce_text_add_string(&walk.left, path);
  sce_text_add(&walk.left, "", 0);
  enter(&walk, revision->git, tree, "");
  SceTreeAnswer answer = walk_on(&walk, entry);
  if (answer == SCE_TREE_FOLDER) {
    entry->git = sce_array_last(&walk.steps).git;
    memcpy(entry->name, sce_array_last(&walk.steps).tree, sizeof entry->name);
  }
  entry->path = walk.path.bytes;
  sce_array_release(&walk.steps);
  sce_text_release(&walk.left);
  return answer;
}

const char *sce_tree_reason(SceTreeAnswer answer) {
  switch (answer) {
  case SCE_TREE_FILE: break;
  case SCE_TREE_FOLDER: return "it is a folder, not a file";
  case SCE_TREE_MISSING: return "no such file or folder";
  case SCE_TREE_OUTSIDE: return "it leads out of the repository";
  case SCE_TREE_CIRCLE: return "its links go in a circle";
  case SCE_TREE_NO_SUBMODULE: return "it lies in a submodule that is not there, or does not have the commit";
  case SCE_TREE_FAILED: return "git cannot read it";
  }
  return "";
}
