/* Files, through the calls of the system alone.
 *
 * The command lives for half a millisecond, so that each call counts: a regular file is opened, measured, read and closed, and that is all.
 */
#include "file.h"

#include "array.h"
#include "text.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

enum { MOST_BYTES = INT32_MAX };   /* offsets into a text fit 31 bits */

const char *sce_file_reason(int error) {
  switch (error) {
  case ENOENT: return "no such file or folder";
  case ENOTDIR: return "a part of its path is no folder";
  case EISDIR: return "it is a folder, not a file";
  case EACCES: case EPERM: return "permission is missing";
  case ELOOP: return "its links go in a circle";
  case ENAMETOOLONG: return "its name is too long";
  case EMFILE: case ENFILE: return "too many files are open";
  case ENOSPC: return "the disk is full";
  case EDQUOT: return "the disk quota is used up";
  case EFBIG: return "it would be too large";
  case EROFS: return "the disk is read-only";
  case EPIPE: return "the reader has gone";
  case EIO: return "the device failed";
  case EBADF: return "it is not open";
  default: return strerror(error);
  }
}

/* Reads until the end, or until `expected` bytes are there (0: not known). Returns 0, an errno, or -1 for too many. */
static int read_all(int descriptor, size_t expected, SceFile *file) {
  size_t room = expected ? expected + 1 : 65536, count = 0;
  char *text = sce_memory_new(room);
  int error = 0;
  for (;;) {
    if (count + 1 == room) {
      char *larger = realloc(text, room *= 2);
      if (!larger) sce_memory_new(SIZE_MAX / 2);
      text = larger;
    }
    ssize_t got = read(descriptor, text + count, room - 1 - count);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) error = errno;
    if (got <= 0) break;
    count += (size_t)got;
    if (count > MOST_BYTES) error = -1;
    if (error || count == expected) break;
  }
  if (error) {
    free(text);
    return error;
  }
  text[count] = '\0';
  *file = (SceFile){text, (uint32_t)count, NULL};
  return 0;
}

static int read_open(int descriptor, SceFile *file) {
  struct stat facts;
  if (fstat(descriptor, &facts)) return errno;
  if (S_ISDIR(facts.st_mode)) return EISDIR;
  if (!S_ISREG(facts.st_mode)) return read_all(descriptor, 0, file);
  if (facts.st_size > MOST_BYTES) return -1;
  return read_all(descriptor, descriptor == STDIN_FILENO ? 0 : (size_t)facts.st_size, file);
}

SceFileError sce_file_read(const char *path, SceFile *file) {
  *file = (SceFile){0};
  bool standard = !strcmp(path, "-");
  int descriptor = standard ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
  int error = descriptor < 0 ? errno : read_open(descriptor, file);
  if (descriptor >= 0 && !standard) close(descriptor);
  if (!error) return SCE_FILE_OK;
  file->reason = error < 0 ? "it has 2 GiB or more" : sce_file_reason(error);
  return error < 0 ? SCE_FILE_TOO_LARGE : SCE_FILE_UNREADABLE;
}

const char *sce_file_write(int descriptor, const char *bytes, size_t count) {
  while (count) {
    ssize_t written = write(descriptor, bytes, count);
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return sce_file_reason(errno);
    bytes += written;
    count -= (size_t)written;
  }
  return NULL;
}

/* Writes and closes; the close may be what tells of a full disk. */
static const char *write_and_close(int descriptor, const char *bytes, size_t count) {
  const char *reason = sce_file_write(descriptor, bytes, count);
  if (close(descriptor) && !reason) reason = sce_file_reason(errno);
  return reason;
}

/* Writes beside the file, then takes its place. */
static const char *replace(const char *path, const struct stat *old, const char *bytes, size_t count) {
  const char *slash = strrchr(path, '/'), *base = slash ? slash + 1 : path;
  SceText beside = {0};
  sce_text_add_format(&beside, "%.*s.%s.%ld.new", (int)(base - path), path, base, (long)getpid());
  int descriptor = open(beside.bytes, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, old ? old->st_mode & 0777 : 0666);
  const char *reason = descriptor < 0 ? sce_file_reason(errno) : NULL;
  if (!reason) {
    if (old && fchmod(descriptor, old->st_mode & 07777)) reason = sce_file_reason(errno);
    const char *failed = write_and_close(descriptor, bytes, count);
    if (!reason) reason = failed;
    if (!reason && rename(beside.bytes, path)) reason = sce_file_reason(errno);
    if (reason) unlink(beside.bytes);
  }
  sce_text_release(&beside);
  return reason;
}

const char *sce_file_replace(const char *path, const char *bytes, size_t count) {
  struct stat old;
  if (stat(path, &old)) return replace(path, NULL, bytes, count);
  if (S_ISDIR(old.st_mode)) return sce_file_reason(EISDIR);
  bool device = !strncmp(path, "/dev/", 5) || !strncmp(path, "/proc/", 6);   /* /dev/fd/3 is what is open there, not a file to be replaced */
  if (!S_ISREG(old.st_mode) || device) {
    int descriptor = open(path, O_WRONLY | O_APPEND | O_CLOEXEC | O_NOCTTY);
    return descriptor < 0 ? sce_file_reason(errno) : write_and_close(descriptor, bytes, count);
  }
  if (access(path, W_OK)) return sce_file_reason(errno);
  char *real = realpath(path, NULL);
  const char *reason = real ? replace(real, &old, bytes, count) : sce_file_reason(errno);
  free(real);
  return reason;
}
