/* The man pages, as scdoc reads them: names, operands and options from the table of the command line, everything else from a file a page that somebody has
 * written.
 *
 *   manual PROSE OUT VERSION    reads PROSE/sce.scd, PROSE/sce-run.scd …; writes OUT/sce.1.scd, OUT/sce-run.1.scd …, OUT/sce.5.scd
 *
 * A command without a file has its page all the same, made of the table alone.
 */
#include "table.h"

#include <stdlib.h>

typedef struct Manual {
  const char *prose, *out, *version;
  FILE *page;
} Manual;

static void fail(const char *what) {
  fprintf(stderr, "manual: cannot open %s\n", what);
  exit(1);
}

static FILE *open_page(const Manual *manual, const char *name, int section) {
  char path[4096];
  snprintf(path, sizeof path, "%s/%s.%d.scd", manual->out, name, section);
  FILE *page = fopen(path, "w");
  if (!page) fail(path);
  fprintf(page, "%s(%d) \"sce %s\" \"sce\"\n\n", name, section, manual->version);
  return page;
}

/* Text of the table as scdoc's: `code` in bold, and what would be markup as it is. */
static void add_text(FILE *page, const char *text) {
  for (; *text; text++) {
    if (*text == '`') fputc('*', page);
    else if (strchr("*_\\#[]<>~", *text)) fprintf(page, "\\%c", *text);
    else fputc(*text, page);
  }
}

static void add_word(FILE *page, const char *mark, const char *word) {
  fputs(mark, page);
  add_text(page, word);
  fputs(mark, page);
}

/* The part of the written file that a heading starts, or, for "", all before the first; false where there is none. */
static bool add_prose(const Manual *manual, const char *name) {
  char path[4096], line[4096];
  snprintf(path, sizeof path, "%s/%s.scd", manual->prose, name);
  FILE *file = fopen(path, "r");
  if (!file) return false;
  bool comment = false;      /* the reason of a file stands on top of it, in lines that scdoc takes for comments */
  while (fgets(line, sizeof line, file)) {
    comment = line[0] == ';';
    if (!comment) fputs(line, manual->page);
  }
  fputc('\n', manual->page);
  fclose(file);
  return true;
}

static void add_option(const Manual *manual, int id, bool names_commands) {
  Option option = get_option(id);
  char letter[3] = {'-', option.letter, '\0'}, name[80] = "--";
  FILE *page = manual->page;
  if (option.letter) add_word(page, "*", letter);
  if (option.letter && option.name) fputs(", ", page);
  if (option.name) add_word(page, "*", strncat(name, option.name, sizeof name - 3));
  if (option.argument) {
    fputs(is_optional(id) ? "\\[=" : option.name ? "=" : " ", page);
    add_word(page, "_", option.argument);
    if (is_optional(id)) fputs("\\]", page);
  }
  fputs("\n\t", page);
  add_text(page, option.help);
  fputs(".\n", page);
  if (names_commands && option.commands != SCE_FOR_ALL) {
    fputs("\tOf ", page);
    bool first = true;
    for (int i = 0; i < COMMAND_COUNT; i++) {
      if (!takes(i, id)) continue;
      fputs(first ? "" : ", ", page);
      add_word(page, "*", commands[i].name ? commands[i].name : "-e");
      first = false;
    }
    fputs(".\n", page);
  }
  fputc('\n', page);
}

static void add_synopsis(FILE *page, const Command *command) {
  fputs("*sce", page);
  if (command->name) fprintf(page, " %s", command->name);
  fputs("* ", page);
  if (command->name) fputs("[_OPTION_…] ", page);
  add_word(page, command->name ? "_" : "", command->operands);
}

static void add_exit_status(FILE *page) {
  fputs("# EXIT STATUS\n\n*0*\n\tFine.\n\n*1*\n\tA finding: a claim is off, committed results are stale, a layout is off, results differ under *--exit-code*.\n\n"
        "*2*\n\tTrouble: usage, files, syntax, names, units, values.\n\n*3*\n\tA *--fail-if* gate was hit.\n\n*130*\n\tInterrupted.\n\n"
        "2 wins over 3 over 1.\n\n", page);
}

static void write_command(Manual *manual, int index) {
  const Command *command = &commands[index];
  char name[64];
  snprintf(name, sizeof name, "sce-%s", command->name);
  manual->page = open_page(manual, name, 1);
  fprintf(manual->page, "# NAME\n\n%s - ", name);
  add_text(manual->page, command->help);
  fputs("\n\n# SYNOPSIS\n\n", manual->page);
  add_synopsis(manual->page, command);
  fputs("\n\n", manual->page);
  add_prose(manual, name);
  fputs("# OPTIONS\n\n", manual->page);
  for (int id = 0; id < OPTION_COUNT; id++)
    if (takes(index, id)) add_option(manual, id, false);
  add_exit_status(manual->page);
  fputs("# SEE ALSO\n\n*sce*(1), *sce*(5)\n", manual->page);
  fclose(manual->page);
}

static void write_overview(Manual *manual) {
  FILE *page = manual->page = open_page(manual, "sce", 1);
  fputs("# NAME\n\nsce - evaluates estimates: quantities with units, scenarios and claims\n\n# SYNOPSIS\n\n", page);
  for (int i = 0; i < COMMAND_COUNT; i++) {
    add_synopsis(page, &commands[i]);
    fputs("++\n", page);
  }
  fputs("*sce*\n\n", page);
  add_prose(manual, "sce");
  fputs("# COMMANDS\n\n", page);
  for (int i = 0; i < COMMAND_COUNT; i++) {
    if (commands[i].name) fprintf(page, "*sce-%s*(1)\n\t", commands[i].name);
    else fputs("*sce -e*\n\t", page);
    add_text(page, commands[i].help);
    fputs(".\n\n", page);
  }
  fputs("# OPTIONS\n\n", page);
  for (int id = 0; id < OPTION_COUNT; id++) add_option(manual, id, true);
  add_exit_status(page);
  add_prose(manual, "sce-end");
  fputs("# SEE ALSO\n\n*sce*(5)", page);
  for (int i = 0; i < COMMAND_COUNT; i++)
    if (commands[i].name) fprintf(page, ", *sce-%s*(1)", commands[i].name);
  fputc('\n', page);
  fclose(page);
}

int main(int argc, char **argv) {
  if (argc != 4) return fputs("usage: manual PROSE OUT VERSION\n", stderr), 2;
  Manual manual = {argv[1], argv[2], argv[3], NULL};
  write_overview(&manual);
  for (int i = 0; i < COMMAND_COUNT; i++)
    if (commands[i].name) write_command(&manual, i);
  manual.page = open_page(&manual, "sce", 5);
  if (!add_prose(&manual, "sce-language")) fail("the language's page");
  fclose(manual.page);
  return 0;
}
