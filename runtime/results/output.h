/* Where documents go: a file, through a buffer, or a text in memory.
 *
 * A write that fails (a full disk, a closed pipe) is remembered, the rest is dropped, and sce_output_finish says so: the caller
 * must not report success.
 */
#ifndef SCE_OUTPUT_H
#define SCE_OUTPUT_H

#include "text.h"

#include <stdint.h>
#include <stdio.h>

typedef struct SceOutput {
  FILE *file;              /* borrowed; NULL: text */
  SceText *text;           /* borrowed */
  char *buffer;
  size_t count;
  bool failed;
} SceOutput;

void sce_output_init_file(SceOutput *out, FILE *file);
void sce_output_init_text(SceOutput *out, SceText *text);

/* Writes what is still in the buffer and releases it. False when anything could not be written. */
bool sce_output_finish(SceOutput *out);

void sce_output_add(SceOutput *out, const char *bytes, size_t count);
void sce_output_add_string(SceOutput *out, const char *string);
void sce_output_add_byte(SceOutput *out, char byte);
void sce_output_add_spaces(SceOutput *out, uint32_t count);

/* Length of the sound UTF-8 sequence at `at`, 0 when there is none: shortest form, no surrogates, up to U+10FFFF. */
size_t sce_output_sequence(const char *at, size_t left);

/* A JSON string with its quotes; bytes that are not UTF-8 become U+FFFD. */
void sce_output_add_json(SceOutput *out, const char *bytes, size_t count);

/* A field of comma-separated values, in quotes where it needs them. */
void sce_output_add_csv(SceOutput *out, const char *bytes, size_t count);

#endif
