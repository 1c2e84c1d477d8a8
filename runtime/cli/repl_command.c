/* The commands of the prompt: a `:` and a word, of which as many letters are enough as tell it from the others.
 */
#include "repl.h"

#include "review/texts.h"

typedef struct Command {
  const char *name, *argument;      /* argument NULL: it takes none; in [ ]: it may be left out */
  bool file;                        /* the argument names a file */
  const char *help;
} Command;

static const Command commands[] = {
    {"help", "[NAME]", false, "this; a command, a finding (E0301), or what :doc knows"},
    {"type", "EXPR", false, "unit and dimension of an expression"},
    {"doc", "NAME", false, "what a kind, block, field, function or unit is"},
    {"list", NULL, false, "what has been said and holds"},
    {"load", "FILE", true, "start from FILE; what was said stays, if it fits"},
    {"reload", NULL, false, "read the file again, beneath what was said"},
    {"set", "PATH=EXPR", false, "replace the formula of a field"},
    {"save", "FILE", true, "write all of it as a file that gives the same results"},
    {"edit", NULL, false, "what was said, in $VISUAL or $EDITOR"},
    {"time", "EXPR", false, "evaluate, and say how long it takes"},
    {"explain", "PATH", false, "where a value comes from"},
    {"quit", NULL, false, "leave; so does ctrl-D"},
};
enum { COUNT = sizeof commands / sizeof *commands };

/* ---- which one ---- */

/* Commands that start with a word; an exact name is alone. */
static uint32_t match(const char *word, size_t length, const Command **found) {
  uint32_t count = 0;
  for (int i = 0; i < COUNT; i++) {
    if (strncmp(commands[i].name, word, length)) continue;
    if (!commands[i].name[length]) {
      *found = &commands[i];
      return 1;
    }
    if (!count++) *found = &commands[i];
  }
  return count;
}

static void add_names(SceText *out, const char *word, size_t length) {
  bool first = true;
  for (int i = 0; i < COUNT; i++) {
    if (strncmp(commands[i].name, word, length)) continue;
    sce_text_add_format(out, "%s`:%s`", first ? "" : ", ", commands[i].name);
    first = false;
  }
}

/* The command that a word means; NULL with trouble. */
static const Command *find(SceRepl *repl, const char *word, size_t length) {
  const Command *found = NULL;
  uint32_t count = match(word, length, &found);
  if (count == 1) return found;
  SceText names = {0};
  add_names(&names, word, count ? length : 0);
  if (count && length) sce_cli_trouble(repl->cli, "`:%.*s` may be %s", (int)length, word, names.bytes);
  else if (length) sce_cli_trouble(repl->cli, "there is no command `:%.*s`; there are %s", (int)length, word, names.bytes);
  else sce_cli_trouble(repl->cli, "a command follows `:` directly; there are %s", names.bytes);
  sce_text_release(&names);
  return NULL;
}

void sce_repl_commands(SceLineWords *words) {
  for (int i = 0; i < COUNT; i++) {
    SceText name = {0};
    sce_text_add_format(&name, ":%s", commands[i].name);
    sce_line_words_add(words, name.bytes, name.count);
    sce_text_release(&name);
  }
}

bool sce_repl_takes_file(const char *command, size_t length) {
  const Command *found = NULL;
  return length > 1 && match(command + 1, length - 1, &found) == 1 && found->file;
}

/* ---- help ---- */

static void add_command(SceText *out, const Command *command) {
  SceText head = {0};
  sce_text_add_format(&head, ":%s%s%s", command->name, command->argument ? " " : "", command->argument ? command->argument : "");
  sce_text_add_format(out, "%-16s  %s\n", head.bytes, command->help);
  sce_text_release(&head);
}

/* "E0301", "e301"; 0: no code. */
static int read_code(const char *word) {
  if ((*word != 'E' && *word != 'e') || strspn(word + 1, "0123456789") != strlen(word + 1) || strlen(word) < 2 || strlen(word) > 5) return 0;
  return atoi(word + 1);
}

static void help(SceRepl *repl, const char *topic) {
  SceText *out = &repl->cli->out;
  const Command *found = NULL;
  if (!*topic) {
    for (int i = 0; i < COUNT; i++) add_command(out, &commands[i]);
    sce_text_add_string(out, "as many letters as tell a command from the others are enough; `_` is the last result; Tab completes, the arrow keys go through what was typed\n");
    return;
  }
  const char *word = topic + (*topic == ':');
  if (match(word, strlen(word), &found) == 1 && (*topic == ':' || !strcmp(found->name, word))) {
    add_command(out, found);
    return;
  }
  size_t length;
  const char *page = read_code(topic) ? sce_error_page(read_code(topic), &length) : NULL;
  if (page) {
    sce_text_add(out, page, length);
    sce_text_add_byte(out, '\n');
  } else {
    sce_repl_doc(repl, topic);
  }
}

/* ---- set ---- */

/* `x = 5` with the declared unit and the source's place of the definition that holds: the formula alone changes. */
static bool add_definition(SceRepl *repl, const char *path, size_t length, const char *formula, SceText *entry) {
  SceText key = {0};
  sce_text_add_format(&key, "value %.*s", (int)length, path);
  const SceNotebookItem *item = sce_notebook_find(&repl->notebook, key.bytes);
  sce_text_release(&key);
  if (!item) return false;
  const char *at = repl->notebook.texts[item->text].bytes + item->start, *end = at + (item->end - item->start);
  const char *equal = memchr(at, '=', (size_t)(end - at)), *open = memchr(at, '<', (size_t)(end - at));
  const char *colon = memchr(at, ':', (size_t)(end - at));
  if (!equal || (open && open < equal)) return false;
  if (colon && colon < equal) sce_text_add_format(entry, "%.*s: %.*s = %s", (int)length, path, (int)(equal - colon - 1), colon + 1, formula);
  else sce_text_add_format(entry, "%.*s = %s", (int)length, path, formula);
  return true;
}

static void set(SceRepl *repl, const char *text) {
  const char *equal = strchr(text, '=');
  size_t length = equal ? (size_t)(equal - text) : 0;
  while (length && (text[length - 1] == ' ' || text[length - 1] == '\t')) length--;
  if (!length || equal[1] == '=') {
    sce_cli_trouble(repl->cli, "`:set` takes PATH=EXPR, such as `:set x = 3 km`");
    return;
  }
  const char *formula = equal + 1 + strspn(equal + 1, " \t");
  SceText entry = {0};
  if (memchr(text, '.', length)) sce_text_add_format(&entry, "%.*s = %s", (int)length, text, formula);
  else if (!add_definition(repl, text, length, formula, &entry)) sce_cli_trouble(repl->cli, "there is no field `%.*s` to set; `%.*s = …` defines it", (int)length, text, (int)length, text);
  bool dotted = entry.count && memchr(text, '.', length);
  repl->can_continue = false;
  if (entry.count) sce_repl_enter(repl, entry.bytes, entry.count, repl->line, false);
  if (dotted && repl->can_continue) sce_repl_evaluate(repl, text, length, repl->line, false);   /* a replacement shows nothing of itself */
  repl->can_continue = false;
  sce_text_release(&entry);
}

/* ---- obeying ---- */

static void run(SceRepl *repl, const Command *command, const char *argument) {
  switch (*command->name) {
  case 'h': help(repl, argument); return;
  case 't': command->name[1] == 'y' ? sce_repl_type(repl, argument) : sce_repl_time(repl, argument); return;
  case 'd': sce_repl_doc(repl, argument); return;
  case 'l': command->name[1] == 'i' ? sce_repl_list(repl) : sce_repl_load(repl, argument); return;
  case 'r': sce_repl_reload(repl); return;
  case 's': command->name[1] == 'e' ? set(repl, argument) : sce_repl_save(repl, argument); return;
  case 'e': command->name[1] == 'd' ? sce_repl_edit(repl) : sce_repl_explain(repl, argument); return;
  default: return;
  }
}

bool sce_repl_obey(SceRepl *repl, const char *line) {
  size_t length = strcspn(line + 1, " \t\r\n");
  const Command *command = find(repl, line + 1, length);
  if (!command) return true;
  const char *start = line + 1 + length + strspn(line + 1 + length, " \t\r\n");
  SceText argument = {0};
  sce_text_add_string(&argument, start);
  while (argument.count && strchr(" \t\r\n", argument.bytes[argument.count - 1])) argument.bytes[--argument.count] = '\0';
  bool needs = command->argument && *command->argument != '[';
  if (needs && !argument.count) sce_cli_trouble(repl->cli, "`:%s` takes %s: `:%s %s`", command->name, command->argument, command->name, command->argument);
  else if (!command->argument && argument.count) sce_cli_trouble(repl->cli, "`:%s` takes nothing behind it", command->name);
  else if (*command->name != 'q') run(repl, command, argument.bytes);
  bool leave = *command->name == 'q' && !argument.count;
  sce_text_release(&argument);
  return !leave;
}
