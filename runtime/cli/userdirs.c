/* The folders of a user's own files, from the environment. */
#include "userdirs.h"

#include "file.h"
#include "text.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static const char *home(void) {
  const char *folder = getenv("HOME");
  return folder && *folder == '/' ? folder : NULL;
}

char *sce_userdirs_path(const char *variable, const char *fallback, const char *name) {
  const char *folder = getenv(variable);
  SceText path = {0};
  if (folder && *folder == '/') sce_text_add_format(&path, "%s/sce/%s", folder, name);
  else if (home()) sce_text_add_format(&path, "%s/%s/sce/%s", home(), fallback, name);
  return path.bytes;
}

char *sce_userdirs_make(const char *variable, const char *fallback, const char *name, const char **reason) {
  char *path = sce_userdirs_path(variable, fallback, name);
  *reason = NULL;
  for (char *slash = path ? strchr(path + 1, '/') : NULL; slash; slash = strchr(slash + 1, '/')) {
    *slash = '\0';
    if (mkdir(path, 0700) && errno != EEXIST && !*reason) *reason = sce_file_reason(errno);
    struct stat status;
    if (!stat(path, &status) && S_ISDIR(status.st_mode)) *reason = NULL;
    *slash = '/';
  }
  if (!*reason) return path;
  free(path);
  return NULL;
}

char *sce_userdirs_expand(const char *path) {
  SceText whole = {0};
  if (path[0] == '~' && path[1] == '/' && home()) sce_text_add_format(&whole, "%s%s", home(), path + 1);
  else sce_text_add_string(&whole, path);
  return whole.bytes;
}
