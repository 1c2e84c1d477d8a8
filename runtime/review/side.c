/* Pairs of files, and how each of them gets into a session.
 *
 * Two lists of paths are merged: what one side alone has is added or removed, unless git says that it is a rename.
 */
#include "side.h"

#include "at_revision.h"
#include "filepath.h"
#include "listing.h"
#include "operand.h"

#include <unistd.h>

typedef struct FilePair {
  char *old_path, *new_path;        /* NULL: the side does not have it */
} FilePair;

struct SceSides {
  SceOperands operands;
  bool sets;
  SCE_ARRAY(FilePair) files;        /* of sets */
  uint32_t next;
  char *names[2];                   /* of the current pair */
  SCE_ARRAY(SceAtRevision *) loaded;
};

/* ---- lists ---- */

static bool list_side(SceSides *sides, int which, SceGitPaths *paths, SceDiags *diags) {
  const SceOperand *operand = &sides->operands.sides[which];
  if (operand->kind == SCE_OPERAND_FOLDER) sce_list_folder(operand->path, paths, diags);
  else return sce_list_repository(sides->operands.git, operand->kind == SCE_OPERAND_REVISION ? operand->revision.commit : NULL, operand->path, paths, diags);
  return true;
}

/* The path below an operand's folder, borrowed, or NULL. */
static const char *below(const SceOperand *operand, const char *path) {
  size_t length = strlen(operand->path);
  if (!length) return path;
  return !strncmp(path, operand->path, length) && path[length] == '/' ? path + length + 1 : NULL;
}

/* Renames whose two ends are on the lists, the one on the old alone and the other on the new alone, become pairs; their paths leave the lists. */
static void pair_renames(SceSides *sides, const SceGitRenames *renames, SceGitPaths *old, SceGitPaths *new) {
  for (uint32_t i = 0; i < renames->count; i++) {
    const char *from = below(&sides->operands.sides[0], renames->at[i].old_path), *to = below(&sides->operands.sides[1], renames->at[i].new_path);
    int64_t old_at = from ? sce_list_find(old, from) : -1, new_at = to ? sce_list_find(new, to) : -1;
    if (old_at < 0 || new_at < 0 || sce_list_find(new, from) >= 0 || sce_list_find(old, to) >= 0) continue;
    sce_array_push(&sides->files, ((FilePair){strdup(from), strdup(to)}));
  }
}

static bool is_paired(const SceGitPaths *renamed, const char *path) { return sce_list_find(renamed, path) >= 0; }

static int compare_paths(const void *a, const void *b) { return strcmp(*(char *const *)a, *(char *const *)b); }

/* One end of all renames, borrowed and sorted. */
static SceGitPaths ends_of(const SceSides *sides, bool new) {
  SceGitPaths ends = {0};
  for (uint32_t i = 0; i < sides->files.count; i++) sce_array_push(&ends, new ? sides->files.at[i].new_path : sides->files.at[i].old_path);
  if (ends.count) qsort(ends.at, ends.count, sizeof *ends.at, compare_paths);
  return ends;
}

static int compare_files(const void *a, const void *b) {
  const FilePair *x = a, *y = b;
  return strcmp(x->new_path ? x->new_path : x->old_path, y->new_path ? y->new_path : y->old_path);
}

static void pair_lists(SceSides *sides, const SceGitPaths *old, const SceGitPaths *new) {
  SceGitPaths from = ends_of(sides, false), to = ends_of(sides, true);
  for (uint32_t i = 0, k = 0; i < old->count || k < new->count;) {
    int order = i == old->count ? 1 : k == new->count ? -1 : strcmp(old->at[i], new->at[k]);
    const char *here = order <= 0 ? old->at[i++] : NULL, *there = order >= 0 ? new->at[k++] : NULL;
    if ((here && is_paired(&from, here)) || (there && is_paired(&to, there))) continue;
    sce_array_push(&sides->files, ((FilePair){here ? strdup(here) : NULL, there ? strdup(there) : NULL}));
  }
  sce_array_release(&from);
  sce_array_release(&to);
  if (sides->files.count) qsort(sides->files.at, sides->files.count, sizeof *sides->files.at, compare_files);
}

/* The renames between the two, where git knows both. */
static bool find_renames(SceSides *sides, SceGitPaths *old, SceGitPaths *new, SceDiags *diags) {
  const SceOperand *from = &sides->operands.sides[0], *to = &sides->operands.sides[1];
  bool backwards = from->kind == SCE_OPERAND_WORK;
  const SceOperand *first = backwards ? to : from, *second = backwards ? from : to;
  if (first->kind != SCE_OPERAND_REVISION || second->kind == SCE_OPERAND_FOLDER) return true;
  SceGitRenames renames = {0};
  bool fine = sce_git_renames(sides->operands.git, first->revision.commit, second->kind == SCE_OPERAND_REVISION ? second->revision.commit : NULL, &renames, diags);
  for (uint32_t i = 0; i < renames.count && backwards; i++) {
    char *path = renames.at[i].old_path;
    renames.at[i].old_path = renames.at[i].new_path;
    renames.at[i].new_path = path;
  }
  pair_renames(sides, &renames, old, new);
  sce_git_renames_release(&renames);
  return fine;
}

static bool make_pairs(SceSides *sides, SceDiags *diags) {
  SceGitPaths old = {0}, new = {0};
  bool fine = list_side(sides, 0, &old, diags) && list_side(sides, 1, &new, diags) && find_renames(sides, &old, &new, diags);
  if (fine) pair_lists(sides, &old, &new);
  sce_git_paths_release(&old);
  sce_git_paths_release(&new);
  return fine;
}

/* ---- life ---- */

SceSides *sce_sides_open(const char *const *words, uint32_t count, SceDiags *diags) {
  SceSides *sides = sce_memory_zeroed(sizeof *sides);
  bool fine = sce_operands_resolve(&sides->operands, words, count, diags);
  SceOperandKind kind = sides->operands.sides[0].kind;
  sides->sets = fine && (kind == SCE_OPERAND_FOLDER || kind == SCE_OPERAND_WORK || kind == SCE_OPERAND_REVISION);
  if (fine && (!sides->sets || make_pairs(sides, diags))) return sides;
  sce_sides_close(sides);
  return NULL;
}

SceSides *sce_sides_open_driver(const char *old_file, const char *old_path, const char *new_file, const char *new_path, SceDiags *diags) {
  const char *files[] = {old_file, new_file}, *paths[] = {old_path, new_path};
  SceSides *sides = sce_memory_zeroed(sizeof *sides);
  bool fine = true;
  for (int i = 0; i < 2; i++) {
    SceOperand *operand = &sides->operands.sides[i];
    if (!strcmp(files[i], "/dev/null")) operand->name = strdup(paths[i]);
    else fine &= sce_operand_read(operand, files[i], paths[i], diags);
  }
  if (fine) return sides;
  sce_sides_close(sides);
  return NULL;
}

void sce_sides_close(SceSides *sides) {
  if (!sides) return;
  for (uint32_t i = 0; i < sides->files.count; i++) free(sides->files.at[i].old_path), free(sides->files.at[i].new_path);
  for (uint32_t i = 0; i < sides->loaded.count; i++) sce_at_revision_free(sides->loaded.at[i]);
  sce_array_release(&sides->files);
  sce_array_release(&sides->loaded);
  free(sides->names[0]), free(sides->names[1]);
  sce_operands_release(&sides->operands);
  free(sides);
}

const char *sce_sides_old_name(const SceSides *sides) { return sides->operands.sides[0].name; }
const char *sce_sides_new_name(const SceSides *sides) { return sides->operands.sides[1].name; }
bool sce_sides_are_sets(const SceSides *sides) { return sides->sets; }
uint32_t sce_sides_count(const SceSides *sides) { return sides->sets ? sides->files.count : 1; }

/* ---- pairs ---- */

/* Where a file of a folder lies: on the disk as seen from here, or from the top of the repository. */
static char *place_of(const SceSides *sides, const SceOperand *operand, const char *path) {
  SceText place = {0};
  sce_text_add_format(&place, "%s%s%s", operand->path, *operand->path && strcmp(operand->path, "/") ? "/" : "", path);
  if (operand->kind != SCE_OPERAND_WORK) return place.bytes;
  char *full = sce_filepath_join(sides->operands.git->top, place.bytes), *here = getcwd(NULL, 0), *seen = here ? sce_filepath_relative(full, here) : strdup(full);
  free(full);
  free(here);
  sce_text_release(&place);
  return seen;
}

static char *name_of(const SceSides *sides, const SceOperand *operand, const char *path) {
  char *place = place_of(sides, operand, path);
  if (operand->kind != SCE_OPERAND_REVISION) return place;
  char *name = sce_at_revision_name(&operand->revision, place);
  free(place);
  return name;
}

static SceSide side_of_set(SceSides *sides, int which, const char *path, const char *other) {
  sides->names[which] = name_of(sides, &sides->operands.sides[which], path ? path : other);
  return (SceSide){.kind = path ? SCE_SIDE_TEXT : SCE_SIDE_ABSENT, .name = sides->names[which], .sides = sides, .which = which, .path = path};
}

static SceSide side_alone(SceSides *sides, int which) {
  const SceOperand *operand = &sides->operands.sides[which];
  SceSideKind kind = operand->kind == SCE_OPERAND_NOTHING ? SCE_SIDE_ABSENT : operand->kind == SCE_OPERAND_RESULTS ? SCE_SIDE_RESULTS : SCE_SIDE_TEXT;
  return (SceSide){.kind = kind, .name = operand->name, .results = operand->results, .sides = sides, .which = which};
}

bool sce_sides_next(SceSides *sides, SceSidePair *pair) {
  if (sides->next >= sce_sides_count(sides)) return false;
  uint32_t at = sides->next++;
  if (!sides->sets) {
    *pair = (SceSidePair){.old = side_alone(sides, 0), .new = side_alone(sides, 1)};
    return true;
  }
  const FilePair *files = &sides->files.at[at];
  free(sides->names[0]), free(sides->names[1]);
  *pair = (SceSidePair){.file = files->new_path ? files->new_path : files->old_path};
  if (files->old_path && files->new_path && strcmp(files->old_path, files->new_path)) pair->old_file = files->old_path;
  pair->old = side_of_set(sides, 0, files->old_path, files->new_path);
  pair->new = side_of_set(sides, 1, files->new_path, files->old_path);
  return true;
}

/* ---- texts ---- */

static SceSourceId load_revision(const SceSide *side, const SceOperand *operand, SceSession *session) {
  SceAtRevision *at;
  char *path = side->path ? place_of(side->sides, operand, side->path) : strdup(operand->path);
  SceSourceId source = sce_at_revision_load(&operand->revision, path, session, &at);
  sce_array_push(&side->sides->loaded, at);
  free(path);
  return source;
}

SceSourceId sce_side_load(const SceSide *side, SceSession *session) {
  const SceOperand *operand = &side->sides->operands.sides[side->which];
  if (side->kind == SCE_SIDE_RESULTS) return SCE_NO_SOURCE;
  if (side->kind == SCE_SIDE_ABSENT) return session->main = sce_sources_add(&session->sources, side->name, sce_filepath_base(side->name), "", 0, false);
  if (operand->kind == SCE_OPERAND_REVISION || operand->kind == SCE_OPERAND_AT_REVISION) return load_revision(side, operand, session);
  if (side->path) return sce_session_read(session, side->name);
  sce_session_locate(session, operand->path);
  char *text = memcpy(sce_memory_new(operand->length + (size_t)1), operand->text, operand->length + (size_t)1);
  session->main = sce_sources_add(&session->sources, operand->name, sce_filepath_base(operand->name), text, operand->length, true);
  return session->main;
}
