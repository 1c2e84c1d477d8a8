/* What Tab offers at the prompt: commands behind `:`, files behind those that take one, and the names of the language everywhere else.
 */
#include "complete.h"

static const char *skip_blanks(const char *text) { return text + strspn(text, " \t"); }

static void complete_command(const char *line, const char *start, uint32_t cursor, SceLineWords *words) {
  SceLineWords all = {0};
  size_t length = (size_t)(line + cursor - start);
  sce_repl_commands(&all);
  words->start = (uint32_t)(start - line);
  words->whole = true;
  for (uint32_t i = 0; i < all.words.count; i++)
    if (!strncmp(all.words.at[i], start, length)) sce_line_words_add(words, all.words.at[i], strlen(all.words.at[i]));
  sce_line_words_release(&all);
}

static void complete_entry(SceRepl *repl, const char *text, uint32_t length, uint32_t cursor, SceLineWords *words) {
  SceScene scene;
  SceText entry = {0};
  if (repl->entry.count) sce_text_add_format(&entry, "%s\n", repl->entry.bytes);
  sce_text_add(&entry, text, length);
  sce_scene_open(&scene, repl, entry.bytes, entry.count);
  words->start = cursor - (uint32_t)scene.word.count;
  sce_scene_offer(&scene, words);
  sce_scene_release(&scene);
  sce_text_release(&entry);
}

void sce_repl_complete(void *context, const char *line, uint32_t cursor, SceLineWords *words) {
  SceRepl *repl = context;
  const char *start = skip_blanks(line);
  words->start = cursor;
  if (*start != ':' || repl->entry.count || start >= line + cursor) {
    complete_entry(repl, line, cursor, cursor, words);
    return;
  }
  size_t name = strcspn(start, " \t");
  if (start + name >= line + cursor) {
    complete_command(line, start, cursor, words);
  } else {
    const char *argument = skip_blanks(start + name);
    words->files = sce_repl_takes_file(start, name);
    if (argument > line + cursor) argument = line + cursor;
    if (words->files) words->start = (uint32_t)(argument - line);
    else complete_entry(repl, argument, (uint32_t)(line + cursor - argument), cursor, words);
  }
}
