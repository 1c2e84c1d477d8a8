/* Paths as texts. */
#include "filepath.h"

#include "array.h"
#include "text.h"

bool sce_filepath_is_below(const char *path, const char *folder) {
  size_t length = strlen(folder);
  if (length && folder[length - 1] == '/') length--;
  return !strncmp(path, folder, length) && (path[length] == '/' || !path[length]);
}

char *sce_filepath_join(const char *folder, const char *path) {
  SceText joined = {0};
  sce_text_add_string(&joined, folder);
  while (joined.count && joined.bytes[joined.count - 1] == '/') joined.bytes[--joined.count] = '\0';
  while (*path) {
    size_t length = strcspn(path, "/");
    if (length == 2 && path[0] == '.' && path[1] == '.') {
      while (joined.count && joined.bytes[joined.count - 1] != '/') joined.count--;
      if (joined.count) joined.count--;
    } else if (length && !(length == 1 && *path == '.')) {
      sce_text_add_byte(&joined, '/');
      sce_text_add(&joined, path, length);
    }
    path += length;
    if (*path) path++;
  }
  sce_text_add(&joined, "", 0);
  return joined.bytes;
}

char *sce_filepath_relative(const char *path, const char *folder) {
  size_t common = 0, at = 0;
  for (; path[at] && path[at] == folder[at]; at++)
    if (path[at] == '/') common = at + 1;
  if (!folder[at] && path[at] == '/') common = at + 1;
  SceText relative = {0};
  const char *rest = common <= strlen(folder) ? folder + common : "";
  if (*rest) sce_text_add_string(&relative, "../");
  for (; *rest; rest++)
    if (*rest == '/' && rest[1]) sce_text_add_string(&relative, "../");
  sce_text_add_string(&relative, path + common);
  return relative.bytes;
}

char *sce_filepath_folder(const char *path) {
  const char *slash = strrchr(path, '/');
  size_t count = slash ? (size_t)(slash - path) + (slash == path) : 0;
  char *folder = memcpy(sce_memory_new(count + 1), path, count);
  folder[count] = '\0';
  return folder;
}

const char *sce_filepath_base(const char *path) {
  const char *slash = strrchr(path, '/');
  return slash ? slash + 1 : path;
}
