/* Imports at a revision. Paths here are absolute, below the top of the work tree, as if the revision were checked out there: so the folders that were
 * granted, and what lies outside, have one spelling.
 */
#include "at_revision.h"

#include "file.h"
#include "filepath.h"

#include <errno.h>
#include <unistd.h>

typedef struct ReadFile {
  SceSourceId source;
  char *path;                       /* absolute, without links */
} ReadFile;

struct SceAtRevision {
  const SceRevision *revision;
  SceSession *session;
  char *root;                       /* the main file's folder, absolute */
  SCE_ARRAY(ReadFile) files;
};

void sce_at_revision_free(SceAtRevision *at) {
  if (!at) return;
  for (uint32_t i = 0; i < at->files.count; i++) free(at->files.at[i].path);
  sce_array_release(&at->files);
  free(at->root);
  free(at);
}

char *sce_at_revision_name(const SceRevision *revision, const char *path) {
  SceText name = {0};
  sce_text_add_format(&name, "%s:%s", revision->name, path);
  return name.bytes;
}

static const char *top_of(const SceAtRevision *at) { return at->revision->git->top; }

static bool is_in_repository(const SceAtRevision *at, const char *path) { return sce_filepath_is_below(path, top_of(at)); }

static bool is_granted(const SceAtRevision *at, const char *path) {
  for (uint32_t i = 0; i < at->session->granted.count; i++)
    if (sce_filepath_is_below(path, at->session->granted.at[i])) return true;
  return false;
}

static bool is_allowed(const SceAtRevision *at, const char *path) { return sce_filepath_is_below(path, at->root) || is_granted(at, path); }

/* The folder that an import is relative to. */
static char *folder_of(const SceAtRevision *at, SceSourceId source) {
  for (uint32_t i = 0; i < at->files.count; i++)
    if (at->files.at[i].source == source && source != at->session->main) return sce_filepath_folder(at->files.at[i].path);
  return strdup(at->root);
}

/* The same for what is loaded and not read: libraries are those of the work tree, at any revision. */
static char *folder_in_work_tree(void *context, SceSourceId source) { return folder_of(context, source); }
static bool allows(void *context, const char *path) { return is_allowed(context, path); }

static SceSourceId known(const SceAtRevision *at, const char *path) {
  for (uint32_t i = 0; i < at->files.count; i++)
    if (!strcmp(at->files.at[i].path, path)) return at->files.at[i].source;
  return SCE_NO_SOURCE;
}

static SceSourceId complain(const SceAtRevision *at, const char *path, SceSpan span, SceDiags *diags, const char *reason) {
  sce_diag_add(diags, SCE_E_FILE, span, "cannot read `%s` at `%s`: %s", path, at->revision->name, reason);
  return SCE_NO_SOURCE;
}

/* Adds what was read; takes the text and the path. */
static SceSourceId add_file(SceAtRevision *at, const char *name, char *path, char *text, uint32_t length) {
  char *short_name = sce_filepath_relative(path, at->root);
  SceSourceId source = sce_sources_add(&at->session->sources, name, short_name, text, length, true);
  sce_array_push(&at->files, ((ReadFile){source, path}));
  free(short_name);
  return source;
}

/* ---- in the repository ---- */

static SceSourceId read_entry(SceAtRevision *at, const SceTreeEntry *entry, char *path, const char *written, SceSpan span, SceDiags *diags) {
  SceGitObject object;
  SceGitAnswer answer = sce_git_read(entry->git, entry->name, &object);
  if (answer == SCE_GIT_TOO_LARGE) sce_diag_add(diags, SCE_E_TOO_LARGE, span, "cannot read `%s` at `%s`: it has 2 GiB or more", written, at->revision->name);
  else if (answer != SCE_GIT_OK) complain(at, written, span, diags, "git cannot read it");
  if (answer != SCE_GIT_OK) {
    free(path);
    return SCE_NO_SOURCE;
  }
  char *name = sce_at_revision_name(at->revision, entry->path);
  SceSourceId source = add_file(at, name, path, object.bytes, object.size);
  free(name);
  return source;
}

static SceSourceId import_entry(SceAtRevision *at, const SceTreeEntry *entry, SceTreeAnswer answer, const char *spelled, const char *path, SceSpan span, SceDiags *diags) {
  bool found = answer == SCE_TREE_FILE || answer == SCE_TREE_FOLDER;
  char *full = found ? sce_filepath_join(top_of(at), entry->path) : strdup(spelled);
  SceSourceId source = SCE_NO_SOURCE;
  if (answer == SCE_TREE_OUTSIDE || !is_allowed(at, full)) sce_session_refuse(at->session, path, span, diags);
  else if (answer == SCE_TREE_NO_SUBMODULE) {
    complain(at, path, span, diags, sce_tree_reason(answer));
    sce_diag_help(diags, "`git submodule update --init %s` fetches it", entry->path);
  } else if (answer != SCE_TREE_FILE) complain(at, path, span, diags, sce_tree_reason(answer));
  else if ((source = known(at, full)) == SCE_NO_SOURCE) return read_entry(at, entry, full, path, span, diags);
  free(full);
  return source;
}

/* ---- on the disk ---- */

/* Reads a file of a folder that was granted and lies outside of the repository. */
static SceSourceId import_from_disk(SceAtRevision *at, const char *spelled, const char *path, SceSpan span, SceDiags *diags) {
  char *real = realpath(spelled, NULL);
  SceSourceId source = SCE_NO_SOURCE;
  SceFile file = {.reason = sce_file_reason(errno)};
  if (!is_granted(at, real ? real : spelled)) sce_session_refuse(at->session, path, span, diags);
  else if (real && (source = known(at, real)) != SCE_NO_SOURCE) {
    free(real);
    return source;
  } else if (!real || sce_file_read(real, &file)) sce_diag_add(diags, SCE_E_FILE, span, "cannot read `%s`: %s", path, file.reason);
  else return add_file(at, real, real, file.text, file.length);
  free(real);
  return source;
}

/* SceImport. */
static SceSourceId import(void *context, const char *path, SceSourceId from, SceSpan span, SceDiags *diags) {
  SceAtRevision *at = context;
  if (*path == '/') return sce_session_refuse(at->session, path, span, diags);
  char *folder = folder_of(at, from), *spelled = sce_filepath_join(folder, path);
  SceSourceId source;
  if (is_in_repository(at, spelled) && is_in_repository(at, folder)) {
    SceTreeEntry entry;
    SceText way = {0};
    sce_text_add_format(&way, "%s/%s", folder + strlen(top_of(at)), path);
    SceTreeAnswer answer = sce_tree_find(at->revision, way.bytes, &entry);
    source = import_entry(at, &entry, answer, spelled, path, span, diags);
    free(entry.path);
    sce_text_release(&way);
  } else {
    source = import_from_disk(at, spelled, path, span, diags);
  }
  free(folder);
  free(spelled);
  return source;
}

/* ---- the main file ---- */

/* Finds the main file's folder, without links: its own name may be one. */
static bool find_root(SceAtRevision *at, const char *path) {
  SceTreeEntry entry;
  char *folder = sce_filepath_folder(path);
  bool found = sce_tree_find(at->revision, folder, &entry) == SCE_TREE_FOLDER;
  at->root = sce_filepath_join(top_of(at), found ? entry.path : folder);
  free(entry.path);
  free(folder);
  return found;
}

SceSourceId sce_at_revision_load(const SceRevision *revision, const char *path, SceSession *session, SceAtRevision **out) {
  SceAtRevision *at = sce_memory_zeroed(sizeof *at);
  SceTreeEntry entry = {0};
  *at = (SceAtRevision){.revision = revision, .session = session};
  *out = at;
  SceTreeAnswer answer = find_root(at, path) ? sce_tree_find(revision, path, &entry) : SCE_TREE_MISSING;
  if (answer != SCE_TREE_FILE) complain(at, path, SCE_NO_PLACE, &session->diags, sce_tree_reason(answer));
  else session->main = read_entry(at, &entry, sce_filepath_join(top_of(at), entry.path), path, SCE_NO_PLACE, &session->diags);
  if (session->main != SCE_NO_SOURCE) {
    SceSource *source = &session->sources.list.at[session->main];
    char *name = sce_at_revision_name(revision, path);
    free(source->name), free(source->short_name);
    source->name = name;              /* a link is shown by its own name */
    source->short_name = strdup(sce_filepath_base(path));
  }
  session->import = import;
  session->import_context = at;
  session->folder_of = folder_in_work_tree;
  session->allows = allows;
  free(entry.path);
  return session->main;
}
