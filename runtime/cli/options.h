/* What the user asked for: the command line, read by one table. */
#ifndef SCE_CLI_OPTIONS_H
#define SCE_CLI_OPTIONS_H

#include "array.h"
#include "text.h"

#include <stdint.h>

typedef enum SceCommand {
#define SCE_COMMAND(id, name, operands, help) SCE_COMMAND_##id,
#define SCE_COMMAND_LATER(name)
#define SCE_OPTION(id, letter, name, argument, commands, help)
#define SCE_OPTION_LATER(name, takes_argument)
#include "options.def"
#undef SCE_COMMAND
#undef SCE_COMMAND_LATER
#undef SCE_OPTION
#undef SCE_OPTION_LATER
} SceCommand;

typedef enum SceFormat { SCE_FORMAT_TEXT, SCE_FORMAT_JSON, SCE_FORMAT_CSV, SCE_FORMAT_MD, SCE_FORMAT_HTML } SceFormat;
typedef enum SceColor { SCE_COLOR_AUTO, SCE_COLOR_ALWAYS, SCE_COLOR_NEVER } SceColor;

typedef enum SceErrorFormat { SCE_ERRORS_TEXT, SCE_ERRORS_JSON, SCE_ERRORS_GITHUB, SCE_ERRORS_SARIF } SceErrorFormat;

/* All strings are borrowed from argv. */
typedef struct SceOptions {
  SceCommand command;
  bool command_given;                    /* by name */
  bool help, version;
  const char *expression;                /* -e */
  SCE_ARRAY(const char *) operands;
  SCE_ARRAY(const char *) sets, scenarios, folders;
  const char *only, *output;             /* NULL: none; output "-" is standard output */
  SceFormat format;
  int digits;                            /* 0: the writer's own choice */
  bool all, stats, write, check;
  bool allow_extern;                     /* every library; else those of `libraries` */
  SCE_ARRAY(const char *) libraries;
  SceErrorFormat error_format;
  SceColor color;
  uint64_t samples, seed;                /* samples 0: as usual */
  uint32_t threads;                      /* 0: one a processor */
  double precision;                      /* 0: none */
  bool sobol, exact_quantiles;
  const char *kernel;                    /* NULL: the widest */
  uint32_t shard, shards;                /* --shard K/N, from 1; shards 0: not asked for */
  const char *out;                       /* of --shard; "-" is standard output */
  SCE_ARRAY(const char *) gates;         /* --fail-if and --warn-if, in their order */
  SCE_ARRAY(bool) gate_warns;            /* beside them */
  bool shapley, replay, exit_code;
  uint64_t max_bytes;                    /* 0: no limit */
  const char *solve_for, *range, *from;  /* NULL: none */
} SceOptions;

typedef enum SceUsage {
  SCE_USAGE_OK,
  SCE_USAGE_WRONG,                       /* `problem` says why */
  SCE_USAGE_LATER,                       /* `problem` names what is not available in this version */
} SceUsage;

/* Reads the command line. */
SceUsage sce_options_parse(SceOptions *options, int argc, char **argv, SceText *problem);
void sce_options_release(SceOptions *options);

/* The help: of everything, or of the one command that was named. */
void sce_options_help(const SceOptions *options, SceText *out);

/* The command nearest to a word, or NULL. */
const char *sce_options_suggest_command(const char *word);

#endif
