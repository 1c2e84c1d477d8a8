/* The file of history: reading, appending under a lock, and cutting to length.
 *
 * An entry of several lines is one line of the file, with its line ends written `\n` and its backslashes doubled.
 */
#include "history.h"

#include "file.h"
#include "userdirs.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

enum { MOST_ENTRIES = 10000, LONGEST_ENTRY = 1 << 16 };

/* ---- entries as lines ---- */

static void add_escaped(SceText *out, const char *entry) {
  for (; *entry; entry++) {
    if (*entry == '\n') sce_text_add_string(out, "\\n");
    else if (*entry == '\\') sce_text_add_string(out, "\\\\");
    else sce_text_add_byte(out, *entry);
  }
}

static char *read_escaped(const char *line, size_t length) {
  SceText entry = {0};
  sce_text_add(&entry, "", 0);
  for (size_t i = 0; i < length; i++) {
    if (line[i] != '\\' || i + 1 == length) sce_text_add_byte(&entry, line[i]);
    else sce_text_add_byte(&entry, line[++i] == 'n' ? '\n' : line[i]);
  }
  return entry.bytes;
}

/* ---- the file ---- */

/* Opens and locks the file that has the name now: another prompt may have put a shorter one in its place meanwhile. -1 with errno. */
static int open_locked(const char *path) {
  for (;;) {
    struct stat opened, named;
    int file = open(path, O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
    if (file < 0) return -1;
    if (flock(file, LOCK_EX) || fstat(file, &opened)) {
      close(file);
      return -1;
    }
    if (!stat(path, &named) && named.st_ino == opened.st_ino && named.st_dev == opened.st_dev) {
      if (opened.st_mode & 077 && fchmod(file, 0600)) {}                       /* not ours: as it is */
      return file;
    }
    close(file);
  }
}

static void take_entries(SceHistory *history, const char *text, size_t length) {
  for (const char *at = text, *end; at < text + length; at = end + 1) {
    end = memchr(at, '\n', (size_t)(text + length - at));
    if (!end) end = text + length;
    if (end == at || memchr(at, '\0', (size_t)(end - at))) continue;
    char *entry = read_escaped(at, (size_t)(end - at));
    if (history->entries.count && !strcmp(sce_array_last(&history->entries), entry)) free(entry);
    else sce_array_push(&history->entries, entry);
  }
}

/* Keeps the newest entries, in memory and in the file. */
static void cut(SceHistory *history) {
  SceText text = {0};
  uint32_t surplus = history->entries.count - MOST_ENTRIES;
  for (uint32_t i = 0; i < surplus; i++) free(history->entries.at[i]);
  memmove(history->entries.at, history->entries.at + surplus, MOST_ENTRIES * sizeof *history->entries.at);
  history->entries.count = MOST_ENTRIES;
  for (uint32_t i = 0; i < history->entries.count; i++) {
    add_escaped(&text, history->entries.at[i]);
    sce_text_add_byte(&text, '\n');
  }
  sce_file_replace(history->path, text.bytes, text.count);
  sce_text_release(&text);
}

void sce_history_open(SceHistory *history) {
  SceFile file;
  *history = (SceHistory){0};
  history->path = sce_userdirs_make("XDG_STATE_HOME", ".local/state", "history", &history->reason);
  if (!history->path) return;
  int lock = open_locked(history->path);
  if (lock < 0) {
    history->reason = sce_file_reason(errno);
    return;
  }
  if (!sce_file_read(history->path, &file)) {
    take_entries(history, file.text, file.length);
    free(file.text);
    if (history->entries.count > MOST_ENTRIES) cut(history);
  }
  close(lock);
  if (history->entries.count) {
    SceText last = {0};
    sce_text_add_string(&last, sce_array_last(&history->entries));
    history->last = last.bytes;
  }
}

void sce_history_close(SceHistory *history) {
  for (uint32_t i = 0; i < history->entries.count; i++) free(history->entries.at[i]);
  sce_array_release(&history->entries);
  free(history->path);
  free(history->last);
  *history = (SceHistory){0};
}

/* Whether the file ends with this line. */
static bool ends_with(int file, const SceText *line) {
  struct stat status;
  char *tail = sce_memory_new(line->count + 1);
  off_t size = fstat(file, &status) ? 0 : status.st_size, before = size > (off_t)line->count;
  size_t wanted = line->count + (size_t)before;
  bool same = size >= (off_t)wanted && pread(file, tail, wanted, size - (off_t)wanted) == (ssize_t)wanted && !memcmp(tail + before, line->bytes, line->count) &&
              (!before || *tail == '\n');
  free(tail);
  return same;
}

bool sce_history_add(SceHistory *history, const char *entry) {
  if (history->last && !strcmp(history->last, entry)) return false;
  free(history->last);
  SceText line = {0};
  sce_text_add_string(&line, entry);
  history->last = line.bytes;
  if (!history->path || history->reason || line.count > LONGEST_ENTRY) return true;
  line = (SceText){0};
  add_escaped(&line, entry);
  sce_text_add_byte(&line, '\n');
  int file = open_locked(history->path);
  if (file >= 0) {
    if (!ends_with(file, &line)) sce_file_write(file, line.bytes, line.count);
    close(file);
  }
  sce_text_release(&line);
  return true;
}
