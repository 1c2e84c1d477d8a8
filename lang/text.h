/* Text that is being built: a growing run of bytes with printf, used for messages, output and generated names.
 * `init` is all zeros; `bytes` is NUL-terminated after every call (NULL before the first). The owner releases it.
 */
#ifndef SCE_TEXT_H
#define SCE_TEXT_H

#include <stdarg.h>
#include <stddef.h>
#include <stdbool.h>

typedef struct SceText {
  char *bytes;
  size_t count, capacity;
} SceText;

void sce_text_add(SceText *text, const char *bytes, size_t count);
void sce_text_add_string(SceText *text, const char *string);
void sce_text_add_byte(SceText *text, char byte);
void sce_text_add_format(SceText *text, const char *format, ...) __attribute__((format(printf, 2, 3)));
void sce_text_add_format_list(SceText *text, const char *format, va_list list);
void sce_text_clear(SceText *text);   /* empties it and keeps the memory */
void sce_text_release(SceText *text);

#endif
