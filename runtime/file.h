/* Whole files in and out: reading with a limit, and replacing so that a reader never sees half a file.
 *
 * Failures come back as a reason in words, to be quoted; the words are constant, or valid until the next call.
 */
#ifndef SCE_FILE_H
#define SCE_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef enum SceFileError { SCE_FILE_OK, SCE_FILE_UNREADABLE, SCE_FILE_TOO_LARGE } SceFileError;

typedef struct SceFile {
  char *text;              /* NUL-terminated, from malloc; the caller's */
  uint32_t length;
  const char *reason;      /* when it is not OK */
} SceFile;

/* Reads a file, or standard input for "-". */
SceFileError sce_file_read(const char *path, SceFile *file);

/* Puts `count` bytes where the file is, at once and with its mode; a link stays a link. What is no regular file (a terminal, a pipe) is
 * written as it is. Returns NULL, or the reason, and then the file is as before. */
const char *sce_file_replace(const char *path, const char *bytes, size_t count);

/* Writes everything to an open file. Returns NULL or the reason. */
const char *sce_file_write(int descriptor, const char *bytes, size_t count);

/* An errno in words. */
const char *sce_file_reason(int error);

#endif
