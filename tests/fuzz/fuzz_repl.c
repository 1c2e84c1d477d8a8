/* Why this file exists: at the prompt a program comes in pieces, is made anew in places, and must never break by a wrong entry. This target takes
 * an input line by line as the prompt does, through the same notebook, and holds it to what the prompt promises: an entry that is
 * refused leaves every byte as it was, one that is kept leaves a program without errors, and definitions that are made anew leave one of each.
 */
#define _GNU_SOURCE
#include "evaluate.h"

#include "cli/notebook.c"    /* belongs to the command, not to a library */
#include "cli/tree.c"        /* and so does this */

enum { MOST_ENTRIES = 24 };

typedef struct Prompt {
  FuzzInput *input;
  SceNotebook notebook;
  SceText entry, last;
  uint32_t line, entry_line, last_line, entries;
  bool again, can_continue;
} Prompt;

/* Compiles and computes the notebook with an entry behind it; returns whether all is sound. */
static bool is_sound(Prompt *prompt, const SceText *entry) {
  FuzzRun run;
  const SceText *file = &prompt->notebook.texts[SCE_NOTEBOOK_FILE], *grown = &prompt->notebook.texts[SCE_NOTEBOOK_GROWN];
  SceSourceId texts[3] = {fuzz_add(prompt->input, file->bytes, file->count), fuzz_add(prompt->input, grown->bytes, grown->count),
                          fuzz_add(prompt->input, entry ? entry->bytes : "", entry ? entry->count : 0)};
  fuzz_run_init(&run, prompt->input, texts, 3, 2);
  fuzz_check_diags(prompt->input, &run.diags);
  fuzz_check_values(&run);
  bool sound = !run.diags.errors;
  if (sound && entry) fuzz_write_all(prompt->input, &run);
  fuzz_run_release(&run);
  return sound;
}

static bool same(const char *bytes, const SceText *text) { return strlen(bytes) == text->count && !memcmp(bytes, text->bytes, text->count); }

static void refuse(Prompt *prompt, const char *file, const char *grown) {
  sce_notebook_drop(&prompt->notebook);
  PROMISE(same(file, &prompt->notebook.texts[SCE_NOTEBOOK_FILE]));
  PROMISE(same(grown, &prompt->notebook.texts[SCE_NOTEBOOK_GROWN]));
  if (!prompt->again) prompt->can_continue = false;
}

static void keep(Prompt *prompt) {
  sce_notebook_keep(&prompt->notebook, prompt->entry.bytes, (uint32_t)prompt->entry.count, prompt->entry_line, prompt->again);
  PROMISE(is_sound(prompt, NULL));
  sce_text_clear(&prompt->last);
  sce_text_add(&prompt->last, prompt->entry.bytes, prompt->entry.count);
  prompt->last_line = prompt->entry_line;
  prompt->can_continue = true;
}

static void finish_entry(Prompt *prompt) {
  char *file = fuzz_copy(prompt->notebook.texts[SCE_NOTEBOOK_FILE].bytes, prompt->notebook.texts[SCE_NOTEBOOK_FILE].count);
  char *grown = fuzz_copy(prompt->notebook.texts[SCE_NOTEBOOK_GROWN].bytes, prompt->notebook.texts[SCE_NOTEBOOK_GROWN].count);
  if (sce_notebook_try(&prompt->notebook, prompt->entry.bytes, (uint32_t)prompt->entry.count)) {
    if (is_sound(prompt, &prompt->entry)) keep(prompt);
    else refuse(prompt, file, grown);
  }
  free(file);
  free(grown);
  prompt->entries++;
  sce_text_clear(&prompt->entry);
}

/* Whether a line goes on with the entry before it: the signs of the prompt, without its words. */
static bool continues(const char *line) {
  line += strspn(line, " \t\r\n");
  return *line && strchr("+-*/^@", *line);
}

static void take_line(Prompt *prompt, const char *line) {
  prompt->line++;
  const char *start = line + strspn(line, " \t\r\n");
  if (!prompt->entry.count) {
    if (!*start) prompt->can_continue = false;
    if (!*start || *start == '#' || *start == ':') return;
    prompt->again = prompt->can_continue && continues(line);
    prompt->entry_line = prompt->again ? prompt->last_line : prompt->line;
    if (prompt->again) sce_text_add(&prompt->entry, prompt->last.bytes, prompt->last.count);
  }
  if (prompt->entry.count) sce_text_add_byte(&prompt->entry, '\n');
  sce_text_add_string(&prompt->entry, line);
  if (!sce_parse_is_open(prompt->entry.bytes, (uint32_t)prompt->entry.count)) finish_entry(prompt);
}

/* The first text is the file that the prompt was started with when there are several; the last one is typed. */
static void type(Prompt *prompt) {
  const FuzzInput *input = prompt->input;
  if (input->texts.count > 1) {
    SceSource file = input->sources.list.at[input->texts.at[0]];
    if (strlen(file.text) != file.length) return;
    sce_notebook_set(&prompt->notebook, SCE_NOTEBOOK_FILE, file.text, file.length);
    if (!is_sound(prompt, NULL)) return;
  }
  if (!input->texts.count) return;
  SceSource typed = input->sources.list.at[input->texts.at[input->texts.count - 1]];
  char *text = fuzz_copy(typed.text, typed.length), *rest = text;
  for (char *line; prompt->entries < MOST_ENTRIES && (line = strsep(&rest, "\n"));) take_line(prompt, line);
  if (prompt->entries < MOST_ENTRIES && prompt->entry.count) finish_entry(prompt);
  free(text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  FuzzInput input;
  fuzz_input_init(&input, data, size);
  Prompt prompt = {.input = &input};
  sce_notebook_init(&prompt.notebook);
  type(&prompt);
  sce_notebook_release(&prompt.notebook);
  sce_text_release(&prompt.entry);
  sce_text_release(&prompt.last);
  fuzz_input_release(&input);
  return 0;
}
