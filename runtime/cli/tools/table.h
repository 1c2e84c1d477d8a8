/* Commands and options as the tools of the build read them: options.def once more, so that man pages and completions say what the command does. */
#ifndef SCE_CLI_TOOLS_TABLE_H
#define SCE_CLI_TOOLS_TABLE_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

typedef struct Command {
  const char *name, *operands, *help;      /* name NULL: `sce -e` */
} Command;

typedef struct Option {
  char letter;                             /* 0: none */
  const char *name, *argument;             /* NULL: none */
  int64_t commands;                        /* one bit each */
  const char *help;
  const char *values;                      /* the words that it takes; NULL: anything */
} Option;

enum {
#define SCE_COMMAND(id, name, operands, help) COMMAND_##id,
#define SCE_COMMAND_LATER(name)
#define SCE_OPTION(id, letter, name, argument, commands, help)
#define SCE_OPTION_LATER(name, takes_argument)
#include "options.def"
#undef SCE_COMMAND
  COMMAND_COUNT,
#define SCE_COMMAND(id, name, operands, help) SCE_FOR_##id = 1 << COMMAND_##id,
#include "options.def"
#undef SCE_COMMAND
  SCE_FOR_ALL = ~0,
};

static const Command commands[] = {
#define SCE_COMMAND(id, name, operands, help) {name, operands, help},
#include "options.def"
#undef SCE_COMMAND
};

#define SCE_COMMAND(id, name, operands, help)
#undef SCE_OPTION
#define SCE_OPTION(id, letter, name, argument, commands, help) OPTION_##id,
enum {
#include "options.def"
  OPTION_COUNT,
};
#undef SCE_OPTION

#define SCE_OPTION(id, letter, name, argument, commands, help)
#define SCE_VALUES(id, words) [OPTION_##id] = words,
static const char *const option_values[OPTION_COUNT] = {
#include "options.def"
};
#undef SCE_OPTION

#define SCE_OPTION(id, letter, name, argument, commands, help) {letter, name, argument, commands, help, NULL},
static const Option option_table[] = {
#include "options.def"
};
#undef SCE_OPTION
#undef SCE_OPTION_LATER
#undef SCE_COMMAND
#undef SCE_COMMAND_LATER

static inline Option get_option(int id) {
  Option option = option_table[id];
  option.values = option_values[id];
  return option;
}

/* Its argument may be left out, and otherwise stands behind `=` in the same word. */
static inline bool is_optional(int id) { return id == OPTION_ALLOW_EXTERN; }

static inline bool takes(int command, int id) { return option_table[id].commands >> command & 1; }

#endif
