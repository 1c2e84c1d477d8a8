/* Messages on the wire: Content-Length framing in, and out.
 *
 * A reader holds bytes until a message is whole. What it takes from the wire is copied; what it hands out is the caller's.
 */
#ifndef SCE_LSP_WIRE_H
#define SCE_LSP_WIRE_H

#include "text.h"

#include <jansson.h>

enum { LSP_MOST_HEADER = 8192, LSP_MOST_MESSAGE = 512 * 1024 * 1024 };

typedef struct LspReader {
  SceText bytes;            /* not yet taken */
  size_t taken;             /* of them, from the start */
  size_t skip;              /* of a message that is too large: bytes still to drop */
} LspReader;

typedef enum LspFrame {
  LSP_FRAME_NONE,           /* more bytes are needed */
  LSP_FRAME_MESSAGE,
  LSP_FRAME_BROKEN,         /* a header that says no length: dropped; *reason says what was wrong */
} LspFrame;

void lsp_reader_add(LspReader *reader, const char *bytes, size_t count);
LspFrame lsp_reader_next(LspReader *reader, const char **bytes, size_t *count, const char **reason);
void lsp_reader_release(LspReader *reader);

/* Adds a message with its header. */
void lsp_frame(SceText *out, const json_t *message);

/* A JSON string of any bytes: what is not UTF-8 becomes U+FFFD. */
json_t *lsp_string(const char *bytes, size_t count);
json_t *lsp_text(const SceText *text);

#endif
