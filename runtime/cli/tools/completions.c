/* The part of the completions that is a list: commands, options and what they take, from the table of the command line, as functions of one shell. What reads
 * them is written by hand in ../completion/ and put behind.
 *
 *   completions bash|zsh|fish
 *
 * What an option or an operand takes is one word: `words a b` (one of these), `sce` (a file of the language), `file`, `folder`, `side` (a file, folder or
 * revision), `path` (of a field in the file on the line), `assign` (a path and `=`), `scenario`, `code` (of a finding), `name` (that has a page), `any`.
 */
#include "table.h"

#include <stdlib.h>

static const char *kind_of(int id) {
  const Option option = get_option(id);
  static const struct { const char *argument, *kind; } kinds[] = {{"FILE", "file"}, {"DIR", "folder"}, {"PATH", "path"}, {"GLOB", "path"}, {"PATH=EXPR", "assign"}, {"OLD", "side"}, {"LIB", "file"}};
  if (!option.argument) return NULL;
  if (id == OPTION_SCENARIO) return "scenario";
  for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
    if (!strcmp(option.argument, kinds[i].argument)) return kinds[i].kind;
  return "any";
}

static void add_kind(int id) {
  if (get_option(id).values) printf("words %s", get_option(id).values);
  else fputs(kind_of(id), stdout);
}

/* The kinds of a command's operands, one behind the other; `*` behind one that may be repeated. */
static void add_operands(int index) {
  static const struct { const char *word, *kind; } kinds[] = {{"FILE", "sce"}, {"SHARD", "file"}, {"OLD", "side"}, {"NEW", "side"}, {"PATH", "path"}, {"NAME", "path"}};
  const char *at = commands[index].operands;
  bool any = false;
  while (*at) {
    size_t length = strcspn(at, " "), skip = strspn(at, "['");
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
      size_t size = strlen(kinds[i].word);
      if (skip + size > length || strncmp(at + skip, kinds[i].word, size)) continue;
      printf("%s%s", any ? " " : "", index == COMMAND_EXPLAIN && !any ? "sce+code" : index == COMMAND_DOC ? (any ? "name" : "sce+name") : kinds[i].kind);
      if (!strncmp(at + skip + size, "…", strlen("…"))) putchar('*');
      any = true;
      break;
    }
    at += length;
    at += strspn(at, " ");
  }
}

/* The start of a help text, up to what goes into detail, without marks, safe within single quotes. */
static void add_help(const char *help, const char *apostrophe) {
  size_t length = strcspn(help, ";:");
  for (size_t i = 0; i < length; i++) {
    if (help[i] == '\'') fputs(apostrophe, stdout);
    else if (help[i] != '`' && help[i] != '\\') putchar(help[i]);
  }
}

static void add_spellings(int id, const char *between) {
  const Option option = get_option(id);
  if (option.letter) printf("-%c", option.letter);
  if (option.letter && option.name) fputs(between, stdout);
  if (option.name) printf("--%s", option.name);
}

/* ---- functions that bash and zsh share: each sets REPLY ---- */

static const char *name_of(int index) { return commands[index].name ? commands[index].name : "-e"; }

static void write_shell(void) {
  puts("# What an option takes; false: nothing.\n_sce_value_of() {\n  case $1 in");
  for (int id = 0; id < OPTION_COUNT; id++) {
    if (!get_option(id).argument) continue;
    fputs("    ", stdout);
    add_spellings(id, "|");
    if (is_optional(id)) putchar('=');      /* asked for by those who are behind it */
    fputs(") REPLY='", stdout);
    add_kind(id);
    puts("' ;;");
  }
  puts("    *) return 1 ;;\n  esac\n}\n\n# What stands behind a command.\n_sce_operands_of() {\n  case $1 in");
  for (int i = 0; i < COMMAND_COUNT; i++) {
    printf("    %s) REPLY='", name_of(i));
    add_operands(i);
    puts("' ;;");
  }
  puts("    *) REPLY='' ;;\n  esac\n}\n");
}

static void write_bash(void) {
  fputs("# Completion of `sce` in bash, made by its build from the table of commands and options.\n\n_sce_commands='", stdout);
  for (int i = 0; i < COMMAND_COUNT; i++)
    if (commands[i].name) printf("%s%s", i ? " " : "", commands[i].name);
  puts("'\n");
  write_shell();
  puts("# The options of a command.\n_sce_options_of() {\n  case $1 in");
  for (int i = 0; i < COMMAND_COUNT; i++) {
    printf("    %s) REPLY='", name_of(i));
    for (int id = 0; id < OPTION_COUNT; id++) {
      if (!takes(i, id)) continue;
      add_spellings(id, " ");
      putchar(' ');
    }
    puts("' ;;");
  }
  puts("    *) REPLY='' ;;\n  esac\n}\n");
}

static void write_zsh(void) {
  puts("#compdef sce\n# Completion of `sce` in zsh, made by its build from the table of commands and options.\n\n_sce_commands=(");
  for (int i = 0; i < COMMAND_COUNT; i++) {
    if (!commands[i].name) continue;
    printf("  '%s:", commands[i].name);
    add_help(commands[i].help, "'\\''");
    puts("'");
  }
  puts(")\n");
  write_shell();
  puts("# The options of a command, with what they do.\n_sce_options_of() {\n  case $1 in");
  for (int i = 0; i < COMMAND_COUNT; i++) {
    printf("    %s) reply=(\n", name_of(i));
    for (int id = 0; id < OPTION_COUNT; id++) {
      const Option option = get_option(id);
      if (!takes(i, id)) continue;
      for (int spelling = 0; spelling < 2; spelling++) {
        if (spelling ? !option.name : !option.letter) continue;
        if (spelling) printf("      '--%s:", option.name);
        else printf("      '-%c:", option.letter);
        add_help(option.help, "'\\''");
        puts("'");
      }
    }
    puts("    ) ;;");
  }
  puts("    *) reply=() ;;\n  esac\n}\n");
}

static void write_fish_option(int id) {
  const Option option = get_option(id);
  if (option.commands == SCE_FOR_ALL) fputs("complete -c sce", stdout);
  else {
    fputs("complete -c sce -n '__sce_has_command", stdout);
    for (int i = 0; i < COMMAND_COUNT; i++)
      if (takes(i, id)) printf(" %s", name_of(i));
    putchar('\'');
  }
  if (option.letter) printf(" -s %c", option.letter);
  if (option.name) printf(" -l %s", option.name);
  if (option.argument && !is_optional(id)) {
    fputs(" -x -a '(__sce_offer ", stdout);
    add_kind(id);
    fputs(")'", stdout);
  }
  fputs(" -d '", stdout);
  add_help(option.help, "\\'");
  puts("'");
}

static void write_fish(void) {
  fputs("# Completion of `sce` in fish, made by its build from the table of commands and options.\n\nset -g __sce_commands", stdout);
  for (int i = 0; i < COMMAND_COUNT; i++)
    if (commands[i].name) printf(" %s", commands[i].name);
  fputs("\n# Options that take the next word.\nset -g __sce_taking", stdout);
  for (int id = 0; id < OPTION_COUNT; id++) {
    if (!get_option(id).argument || is_optional(id)) continue;
    putchar(' ');
    add_spellings(id, " ");
  }
  puts("\n\nfunction __sce_operands_of\n    switch $argv[1]");
  for (int i = 0; i < COMMAND_COUNT; i++) {
    printf("        case %s\n            string split ' ' -- '", name_of(i));
    add_operands(i);
    puts("'");
  }
  puts("    end\nend\n\ncomplete -c sce -f");
  for (int i = 0; i < COMMAND_COUNT; i++) {
    if (!commands[i].name) continue;
    printf("complete -c sce -n '__sce_needs_command' -a %s -d '", commands[i].name);
    add_help(commands[i].help, "\\'");
    puts("'");
  }
  for (int id = 0; id < OPTION_COUNT; id++) write_fish_option(id);
  puts("complete -c sce -a '(__sce_operands)'\n");
}

int main(int argc, char **argv) {
  const char *shell = argc == 2 ? argv[1] : "";
  if (!strcmp(shell, "bash")) write_bash();
  else if (!strcmp(shell, "zsh")) write_zsh();
  else if (!strcmp(shell, "fish")) write_fish();
  else return fputs("usage: completions bash|zsh|fish\n", stderr), 2;
  return fflush(stdout) || ferror(stdout) ? 1 : 0;
}
