/* What is built into the command, as files that a client can open: the texts of the library, and the pages on findings.
 *
 * They stand below the user's cache folder, in a folder named after what is in them, and are read only: going to a definition in the library opens a
 * file like any other. Where no such folder can be made, and while replaying, they are named `sce-std:…`, which clients do not open.
 */
#include "server.h"

#include "file.h"
#include "filepath.h"
#include "results/sarif.h"

#include <errno.h>
#include <sys/stat.h>
#include <unistd.h>

static bool make_folders(const char *path) {
  SceText part = {0};
  bool made = true;
  for (const char *at = path; made; at++) {
    if ((*at == '/' || !*at) && part.count > 1) made = !mkdir(part.bytes, 0755) || errno == EEXIST;
    if (!*at) break;
    sce_text_add_byte(&part, *at);
  }
  sce_text_release(&part);
  return made;
}

/* Two builds with different libraries keep apart. */
static uint64_t library_hash(void) {
  uint64_t hash = 0;
  for (uint32_t i = 0; i < sce_library.file_count; i++) hash = hash * 31 + sce_hash_text(sce_library.texts + sce_library.files[i].start, sce_library.files[i].length);
  return hash;
}

static const char *store_folder(LspServer *server) {
  if (server->store_tried) return server->store;
  server->store_tried = true;
  const char *cache = getenv("XDG_CACHE_HOME"), *home = getenv("HOME");
  SceText path = {0};
  if (server->replaying) return NULL;
  if (cache && *cache == '/') sce_text_add_string(&path, cache);
  else if (home && *home == '/') sce_text_add_format(&path, "%s/.cache", home);
  else return NULL;
  sce_text_add_format(&path, "/sce/%016llx", (unsigned long long)library_hash());
  if (make_folders(path.bytes)) server->store = realpath(path.bytes, NULL);
  sce_text_release(&path);
  return server->store;
}

bool lsp_store_holds(LspServer *server, const char *path) {
  const char *folder = store_folder(server);
  return (folder && sce_filepath_is_below(path, folder)) || !strncmp(path, "sce-std:", 8);
}

/* The URI of a file with this text, written if it is not there as it should be. */
static json_t *keep(LspServer *server, const char *name, const char *text, size_t length) {
  SceText path = {0};
  SceFile there;
  const char *folder = store_folder(server);
  json_t *uri = NULL;
  if (folder) {
    sce_text_add_format(&path, "%s/%s", folder, name);
    char *parent = sce_filepath_folder(path.bytes);
    bool same = !access(path.bytes, R_OK) && sce_file_read(path.bytes, &there) == SCE_FILE_OK;
    if (same) {
      same = there.length == length && !memcmp(there.text, text, length);
      free(there.text);
    }
    if (!same && make_folders(parent)) {
      unlink(path.bytes);
      same = !sce_file_replace(path.bytes, text, length) && !chmod(path.bytes, 0444);
    }
    if (same) uri = lsp_uri_of_path(path.bytes);
    free(parent);
  }
  if (!uri) {
    sce_text_clear(&path);
    sce_text_add_format(&path, "sce-std:%s", name);
    uri = lsp_text(&path);
  }
  sce_text_release(&path);
  return uri;
}

json_t *lsp_store_library(LspServer *server, const char *name) {
  const char *base = sce_filepath_base(name);
  for (uint32_t i = 0; i < sce_library.file_count; i++) {
    const SceLibraryFile *file = &sce_library.files[i];
    if (!strcmp(sce_library.names + file->name, base)) return keep(server, name, sce_library.texts + file->start, file->length);
  }
  return NULL;
}

json_t *lsp_store_page(LspServer *server, SceCode code) {
  size_t length;
  char name[32];
  const char *page = sce_error_page((int)code, &length);
  if (!page) return NULL;
  snprintf(name, sizeof name, "findings/E%04d.md", (int)code);
  return keep(server, name, page, length);
}
