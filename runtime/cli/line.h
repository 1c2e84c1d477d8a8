/* Reading a line at the prompt: from a pipe, from a plain terminal, or edited with readline.
 *
 * Readline is opened when a terminal is read, and not before: no other command pays for it, and where it is missing lines are read as the terminal gives them.
 * The reader owns the text that it returns, until the next line is read. One reader at a time: readline has one state.
 */
#ifndef SCE_CLI_LINE_H
#define SCE_CLI_LINE_H

#include "text.h"

#include "array.h"

typedef enum SceLineEvent {
  SCE_LINE_READ,
  SCE_LINE_END,               /* of the input; ctrl-D */
  SCE_LINE_INTERRUPTED,       /* ctrl-C: what was typed of the line is gone */
  SCE_LINE_FAILED,            /* errno says why */
} SceLineEvent;

/* What may stand at the cursor instead of the word that ends there. */
typedef struct SceLineWords {
  SCE_ARRAY(char *) words;    /* from malloc, in the order in which they are shown */
  uint32_t start;             /* where in the line the word starts */
  bool files;                 /* names of files from there on: the reader knows them */
  bool whole;                 /* a blank goes behind the only one */
} SceLineWords;

/* Fills `words` for a line and the cursor in it. */
typedef void (*SceLineComplete)(void *context, const char *line, uint32_t cursor, SceLineWords *words);

typedef struct SceLine SceLine;

SceLine *sce_line_new(bool terminal, SceLineComplete complete, void *context);
void sce_line_free(SceLine *line);

/* Reads a line, without its end. A paste or an entry of history that holds several lines comes line by line, without further prompts. */
SceLineEvent sce_line_read(SceLine *line, const char *prompt, const char **text, size_t *length);

/* Whether lines of a paste are still to be read: whoever stops in the midst of it drops them. */
bool sce_line_has_more(const SceLine *line);
void sce_line_drop(SceLine *line);

/* Puts an entry where the arrow keys find it. */
void sce_line_recall(SceLine *line, const char *text);

void sce_line_words_add(SceLineWords *words, const char *bytes, size_t count);
void sce_line_words_release(SceLineWords *words);

#endif
