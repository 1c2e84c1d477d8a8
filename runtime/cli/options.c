/* The command line.
 *
 * getopt_long reads it, in order and by tables made from options.def, so that no option can be documented and not read, or read and not
 * documented. Nothing is acted on here and nothing is printed: problems are words for the caller.
 */
#include "options.h"

#include "suggest.h"

#include <errno.h>
#include <getopt.h>
#include <math.h>

enum {
#define SCE_COMMAND(id, name, operands, help) SCE_FOR_##id = 1 << SCE_COMMAND_##id,
#define SCE_COMMAND_LATER(name)
#define SCE_OPTION(id, letter, name, argument, commands, help)
#define SCE_OPTION_LATER(name, takes_argument)
#include "options.def"
#undef SCE_COMMAND
#undef SCE_OPTION
  SCE_FOR_ALL = ~0,
};

typedef enum OptionId {
#define SCE_COMMAND(id, name, operands, help)
#define SCE_OPTION(id, letter, name, argument, commands, help) OPTION_##id,
#include "options.def"
#undef SCE_COMMAND
#undef SCE_COMMAND_LATER
#undef SCE_OPTION
#undef SCE_OPTION_LATER
  OPTION_COUNT,
} OptionId;

typedef struct CommandFacts {
  const char *name, *operands, *help;
} CommandFacts;

typedef struct OptionFacts {
  char letter;
  const char *name, *argument;
  int commands;
  const char *help;
} OptionFacts;

#define SCE_COMMAND(id, name, operands, help) {name, operands, help},
#define SCE_COMMAND_LATER(name)
#define SCE_OPTION(id, letter, name, argument, commands, help)
#define SCE_OPTION_LATER(name, takes_argument)
static const CommandFacts commands[] = {
#include "options.def"
};
#undef SCE_COMMAND
#undef SCE_COMMAND_LATER
#define SCE_COMMAND(id, name, operands, help)
#define SCE_COMMAND_LATER(name) name,
static const char *const later_commands[] = {
#include "options.def"
};
#undef SCE_COMMAND_LATER
#undef SCE_OPTION
#define SCE_COMMAND_LATER(name)
#define SCE_OPTION(id, letter, name, argument, for_commands, help) {letter, name, argument, for_commands, help},
static const OptionFacts facts[] = {
#include "options.def"
};
#undef SCE_OPTION
#undef SCE_OPTION_LATER

enum { LONG_ONLY = 256, LATER = 512, PLAIN = 1 };   /* what getopt returns: a letter, LONG_ONLY + id, LATER, or PLAIN for an operand */

#define SCE_OPTION(id, letter, name, argument, for_commands, help) {(name) ? (name) : "", OPTION_##id == OPTION_ALLOW_EXTERN ? optional_argument : (argument) ? required_argument : no_argument, NULL, LONG_ONLY + OPTION_##id},
#define SCE_OPTION_LATER(name, takes_argument) {name, takes_argument, NULL, LATER},
static const struct option long_options[] = {
#include "options.def"
  {0},
};
#undef SCE_OPTION
#undef SCE_OPTION_LATER

#define SCE_OPTION(id, letter, name, argument, for_commands, help)
#define SCE_OPTION_LATER(name, takes_argument)
#define SCE_VALUES(id, words) [OPTION_##id] = words,
static const char *const values[OPTION_COUNT] = {      /* NULL: any */
#include "options.def"
};
#undef SCE_OPTION
#undef SCE_OPTION_LATER
#undef SCE_COMMAND
#undef SCE_COMMAND_LATER

enum { COMMAND_COUNT = sizeof commands / sizeof *commands, LATER_COMMAND_COUNT = sizeof later_commands / sizeof *later_commands };

/* ---- words ---- */

/* The first problem is the one that is told. Returns false. */
static bool complain(SceText *problem, const char *format, ...) __attribute__((format(printf, 2, 3)));
static bool complain(SceText *problem, const char *format, ...) {
  if (problem->count) return false;
  va_list list;
  va_start(list, format);
  sce_text_add_format_list(problem, format, list);
  va_end(list);
  return false;
}

static void name_option(SceText *out, OptionId id) {
  if (facts[id].name) sce_text_add_format(out, "--%s", facts[id].name);
  else sce_text_add_format(out, "-%c", facts[id].letter);
}

const char *sce_options_suggest_command(const char *word) {
  SceSuggest suggest = {.wanted = word};
  for (int i = 0; i < COMMAND_COUNT; i++)
    if (commands[i].name) sce_suggest_offer(&suggest, commands[i].name);
  for (int i = 0; i < LATER_COMMAND_COUNT; i++) sce_suggest_offer(&suggest, later_commands[i]);
  return suggest.best;
}

static bool complain_about_option(SceText *problem, const char *word) {
  SceSuggest suggest = {.wanted = word + strspn(word, "-")};
  size_t length = strcspn(suggest.wanted, "=");
  char name[64];
  if (length < sizeof name) {
    memcpy(name, suggest.wanted, length);
    name[length] = '\0';
    suggest.wanted = name;
    for (const struct option *option = long_options; option->name; option++)
      if (*option->name) sce_suggest_offer(&suggest, option->name);
  }
  if (suggest.best) return complain(problem, "there is no option %s; did you mean --%s?", word, suggest.best);
  return complain(problem, "there is no option %s", word);
}

/* ---- values of options ---- */

/* The index of a word among those that the option takes, or -1 with a complaint. */
static int choose(SceText *problem, OptionId id, const char *value) {
  const char *words = values[id];
  size_t length = strlen(value);
  int index = 0;
  for (const char *at = words; *at; index++) {
    size_t word = strcspn(at, " ");
    if (word == length && !memcmp(at, value, length)) return index;
    at += word;
    if (*at) at++;
  }
  complain(problem, "--%s takes one of: %s, not `%s`", facts[id].name, words, value);
  return -1;
}

static bool read_digits(SceOptions *options, const char *value, SceText *problem) {
  char *end;
  long digits = strtol(value, &end, 10);
  if (end == value || *end || digits < 1 || digits > 17) return complain(problem, "--digits takes a number from 1 to 17, not `%s`", value);
  options->digits = (int)digits;
  return true;
}

/* A count: digits, perhaps with an exponent or a magnitude letter (1e6, 2M), from `least` to 2^48. */
static bool read_count(uint64_t *out, OptionId id, const char *value, double least, SceText *problem) {
  char *end;
  double number = strtod(value, &end);
  static const struct { char letter; double factor; } magnitudes[] = {{'k', 1e3}, {'M', 1e6}, {'B', 1e9}, {'T', 1e12}};
  for (size_t i = 0; i < sizeof magnitudes / sizeof *magnitudes && end != value; i++)
    if (end[0] == magnitudes[i].letter && !end[1]) number *= magnitudes[i].factor, end++;
  bool plain = strspn(value, "0123456789.e+kMBT") == strlen(value);
  if (end == value || *end || !plain || !(number >= least && number <= 281474976710656.0) || number != floor(number)) return complain(problem, "--%s takes a whole number from %.0f up, such as 1e6, not `%s`", facts[id].name, least, value);
  *out = (uint64_t)number;
  return true;
}

static bool read_seed(SceOptions *options, const char *value, SceText *problem) {
  char *end;
  errno = 0;
  options->seed = strtoull(value, &end, 10);
  if (end == value || *end || *value < '0' || *value > '9' || errno) return complain(problem, "--seed takes a whole number below 2^64, not `%s`", value);
  return true;
}

static bool read_precision(SceOptions *options, const char *value, SceText *problem) {
  char *end;
  double share = strtod(value, &end);
  if (end != value && *end == '%' && !end[1]) share /= 100, end++;
  if (end == value || *end || !(share >= 1e-6 && share < 1)) return complain(problem, "--precision takes a share between 0.0001%% and 100%%, such as 0.1%%, not `%s`", value);
  options->precision = share;
  return true;
}

static bool read_shard(SceOptions *options, const char *value, SceText *problem) {
  static const char digits[] = "0123456789";
  size_t first = strspn(value, digits), second = value[first] == '/' ? strspn(value + first + 1, digits) : 0;
  bool sound = first > 0 && first < 8 && second > 0 && second < 8 && !value[first + 1 + second];
  unsigned long shard = sound ? strtoul(value, NULL, 10) : 0, shards = sound ? strtoul(value + first + 1, NULL, 10) : 0;
  if (shard < 1 || shard > shards || shards > 1000000) return complain(problem, "--shard takes K/N, part K of N, from 1/1 to 1000000/1000000, not `%s`", value);
  options->shard = (uint32_t)shard;
  options->shards = (uint32_t)shards;
  return true;
}

static bool read_sampling(SceOptions *options, OptionId id, const char *value, SceText *problem) {
  uint64_t count = 0;
  int choice;
  switch (id) {
  case OPTION_SAMPLES: return read_count(&options->samples, id, value, 1, problem);
  case OPTION_SEED: return read_seed(options, value, problem);
  case OPTION_PRECISION: return read_precision(options, value, problem);
  case OPTION_THREADS:
    if (!read_count(&count, id, value, 1, problem)) return false;
    options->threads = count > 1024 ? 1024 : (uint32_t)count;
    return true;
  case OPTION_KERNEL:
    if (choose(problem, id, value) < 0) return false;
    options->kernel = value;
    return true;
  default:
    choice = choose(problem, id, value);
    options->sobol = choice == 1;
    return choice >= 0;
  }
}

/* What is promised and not there yet; told after all else has been read. */
static bool postpone(SceText *later, const char *what) {
  if (!later->count) sce_text_add_format(later, "%s", what);
  return true;
}

static bool read_set(SceOptions *options, const char *value, SceText *problem) {
  if (!strchr(value, '=')) return complain(problem, "--set takes PATH=EXPR, not `%s`", value);
  sce_array_push(&options->sets, value);
  return true;
}

static bool read_allowed(SceOptions *options, const char *value, SceText *problem) {
  if (!value) return options->allow_extern = true;
  if (!*value) return complain(problem, "--allow-extern=LIB takes the name of a library, as its `extern` line has it; --allow-extern alone allows all");
  sce_array_push(&options->libraries, value);
  return true;
}

/* What reviews take. */
static bool read_review(SceOptions *options, OptionId id, const char *value, SceText *problem) {
  int choice;
  switch (id) {
  case OPTION_FAIL_IF:
  case OPTION_WARN_IF:
    sce_array_push(&options->gates, value);
    sce_array_push(&options->gate_warns, (bool)(id == OPTION_WARN_IF));
    return true;
  case OPTION_METHOD:
    choice = choose(problem, id, value);
    options->shapley = choice == 1;
    return choice >= 0;
  case OPTION_MAX_BYTES: return read_count(&options->max_bytes, id, value, 1000, problem);
  case OPTION_EXIT_CODE: return options->exit_code = true;
  case OPTION_FOR: options->solve_for = value; return true;
  case OPTION_RANGE: options->range = value; return true;
  default: options->from = value; return true;
  }
}

static bool read_chosen(SceOptions *options, OptionId id, const char *value, SceText *problem) {
  if (id == OPTION_FORMAT) {
    int format = choose(problem, id, value);
    options->format = (SceFormat)(format < 0 ? 0 : format);
    return format >= 0;
  }
  if (id == OPTION_ERROR_FORMAT) {
    int format = choose(problem, id, value);
    options->error_format = (SceErrorFormat)(format < 0 ? 0 : format);
    return format >= 0;
  }
  int color = choose(problem, id, value);
  options->color = (SceColor)(color < 0 ? 0 : color);
  return color >= 0;
}

static bool read_option(SceOptions *options, OptionId id, const char *value, SceText *problem) {
  switch (id) {
  case OPTION_EXPRESSION:
    if (options->expression) return complain(problem, "-e takes one expression");
    options->expression = value;
    return true;
  case OPTION_FORMAT: case OPTION_ERROR_FORMAT: case OPTION_COLOR: return read_chosen(options, id, value, problem);
  case OPTION_DIGITS: return read_digits(options, value, problem);
  case OPTION_SET: return read_set(options, value, problem);
  case OPTION_OUTPUT: options->output = value; return true;
  case OPTION_ONLY:
    if (options->only) return complain(problem, "--only takes one glob");
    options->only = value;
    return true;
  case OPTION_SCENARIO: sce_array_push(&options->scenarios, value); return true;
  case OPTION_FOLDER: sce_array_push(&options->folders, value); return true;
  case OPTION_ALL: return options->all = true;
  case OPTION_WRITE: return options->write = true;
  case OPTION_CHECK: return options->check = true;
  case OPTION_ALLOW_EXTERN: return read_allowed(options, value, problem);
  case OPTION_EXACT_QUANTILES: return options->exact_quantiles = true;
  case OPTION_SAMPLES: case OPTION_SEED: case OPTION_PRECISION: case OPTION_SAMPLER: case OPTION_THREADS: case OPTION_KERNEL: return read_sampling(options, id, value, problem);
  case OPTION_FAIL_IF: case OPTION_WARN_IF: case OPTION_METHOD: case OPTION_MAX_BYTES: case OPTION_EXIT_CODE: case OPTION_FOR: case OPTION_RANGE: case OPTION_FROM: return read_review(options, id, value, problem);
  case OPTION_SHARD: return read_shard(options, value, problem);
  case OPTION_OUT: options->out = value; return true;
  case OPTION_STDIO: return true;
  case OPTION_REPLAY: return options->replay = true;
  case OPTION_STATS: return options->stats = true;
  case OPTION_HELP: return options->help = true;
  case OPTION_VERSION: return options->version = true;
  case OPTION_COUNT: break;
  }
  return false;
}

/* ---- the line ---- */

static void make_letters(char *letters) {
  *letters++ = '-';                      /* operands in their order, as PLAIN */
  *letters++ = ':';                      /* a missing argument is told apart */
  for (int i = 0; i < OPTION_COUNT; i++) {
    if (!facts[i].letter) continue;
    *letters++ = facts[i].letter;
    if (facts[i].argument) *letters++ = ':';
  }
  *letters = '\0';
}

static OptionId find_option(int code) {
  if (code >= LONG_ONLY) return (OptionId)(code - LONG_ONLY);
  int id = 0;
  while (id < OPTION_COUNT && facts[id].letter != code) id++;
  return (OptionId)id;
}

static void read_wrong(int code, char **argv, SceText *problem) {
  const char *word = argv[optind - 1];
  if (code == ':') complain(problem, "%s needs an argument", word);
  else if (optopt >= LONG_ONLY) complain(problem, "%.*s takes no argument", (int)strcspn(word, "="), word);
  else if (optopt) complain(problem, "there is no option -%c", optopt);
  else complain_about_option(problem, word);
}

/* The first operand may be a command; `given` are the options seen, one bit each. */
static bool find_command(SceOptions *options, const char *word, SceText *later) {
  for (int i = 0; i < COMMAND_COUNT; i++) {
    if (!commands[i].name || strcmp(commands[i].name, word)) continue;
    options->command = (SceCommand)i;
    return true;
  }
  for (int i = 0; i < LATER_COMMAND_COUNT; i++) {
    if (strcmp(later_commands[i], word)) continue;
    sce_text_clear(later);
    sce_text_add_format(later, "sce %s", word);
    return true;
  }
  return false;
}

/* Whether a word can be an object name, or the mode of a file, as git hands them to a diff driver. */
static bool is_git_word(const char *word) { return !strcmp(word, ".") || (*word && !word[strspn(word, "0123456789abcdef")]); }

/* Whether the rest of the line is what git hands over: its paths stand as they are, also where they start with `-`. */
static bool starts_git_words(const SceOptions *options, int count, char **words) {
  if (!options->command_given || options->command != SCE_COMMAND_GIT_DIFF || (count != 7 && count != 9)) return false;
  return is_git_word(words[2]) && is_git_word(words[3]) && is_git_word(words[5]) && is_git_word(words[6]);
}

static void read_line(SceOptions *options, int argc, char **argv, uint64_t *given, SceText *problem, SceText *later) {
  char letters[2 * OPTION_COUNT + 3];
  make_letters(letters);
  opterr = 0;
  optind = 1;
  for (int code; !starts_git_words(options, argc - optind, argv + optind) && (code = getopt_long(argc, argv, letters, long_options, NULL)) != -1;) {
    if (code == PLAIN) {
      if (!options->operands.count && !options->command_given && find_command(options, optarg, later)) options->command_given = true;
      else sce_array_push(&options->operands, optarg);
    } else if (code == LATER) {
      const char *word = argv[optind - 1] == optarg ? argv[optind - 2] : argv[optind - 1];
      SceText what = {0};
      sce_text_add(&what, word, strcspn(word, "="));
      postpone(later, what.bytes);
      sce_text_release(&what);
    } else if (code == '?' || code == ':') {
      read_wrong(code, argv, problem);
    } else {
      OptionId id = find_option(code);
      *given |= (uint64_t)1 << id;
      read_option(options, id, optarg, problem);
    }
  }
  for (; optind < argc; optind++) sce_array_push(&options->operands, argv[optind]);
}

/* What goes with --shard: one file, and nothing that is about results. */
static bool check_shard(const SceOptions *options, uint64_t given, SceText *problem) {
  static const OptionId whole[] = {OPTION_PRECISION, OPTION_EXACT_QUANTILES, OPTION_WRITE, OPTION_CHECK}, shown[] = {OPTION_FORMAT, OPTION_OUTPUT, OPTION_SCENARIO, OPTION_DIGITS};
  if (!options->shards) return !options->out || complain(problem, "--out is where --shard K/N writes; -o FILE is for results");
  if (!options->out) return complain(problem, "--shard needs --out FILE, for `sce merge`");
  if (options->operands.count > 1) return complain(problem, "--shard takes one file");
  for (size_t i = 0; i < sizeof whole / sizeof *whole; i++)
    if (given >> whole[i] & 1) return complain(problem, "--%s needs all samples in one process: it does not go with --shard", facts[whole[i]].name);
  for (size_t i = 0; i < sizeof shown / sizeof *shown; i++) {
    if (!(given >> shown[i] & 1)) continue;
    SceText name = {0};
    name_option(&name, shown[i]);
    complain(problem, "a shard shows no results: %s goes with `sce merge`", name.bytes);
    sce_text_release(&name);
    return false;
  }
  return true;
}

/* What does not go together. */
static bool check_line(const SceOptions *options, uint64_t given, SceText *problem) {
  const char *command = commands[options->command].name;
  for (int id = 0; id < OPTION_COUNT; id++) {
    if (!(given >> id & 1) || facts[id].commands & 1 << options->command) continue;
    SceText name = {0};
    name_option(&name, (OptionId)id);
    if (command) complain(problem, "`sce %s` has no option %s", command, name.bytes);
    else complain(problem, "%s does not go with -e", name.bytes);
    sce_text_release(&name);
    return false;
  }
  uint32_t operands = options->operands.count;
  if ((options->command == SCE_COMMAND_EVAL || options->command == SCE_COMMAND_REPL) && operands > 1)
    return complain(problem, "%s takes one file", command ? "the prompt" : "-e");
  static const struct { SceCommand command; uint32_t least, most; const char *takes; } counts[] = {
    {SCE_COMMAND_DIFF, 1, 2, "OLD and NEW, or A..B"}, {SCE_COMMAND_SENSITIVITY, 2, UINT32_MAX, "a file and the path of a result"}, {SCE_COMMAND_SOLVE, 2, 2, "a file and 'PATH = EXPR'"},
    {SCE_COMMAND_INPUTS, 1, 1, "one file"}, {SCE_COMMAND_DOC, 0, 2, "a name, perhaps behind a file"}, {SCE_COMMAND_LSP, 0, 0, "no file: the editor tells it what is open"}, {SCE_COMMAND_GIT_DIFF, 1, 9, "the arguments of an external diff driver of git"},
  };
  for (size_t i = 0; i < sizeof counts / sizeof *counts; i++)
    if (options->command == counts[i].command && (operands < counts[i].least || operands > counts[i].most)) return complain(problem, "`sce %s` takes %s", command, counts[i].takes);
  if (options->command == SCE_COMMAND_SOLVE && !options->solve_for) return complain(problem, "`sce solve` needs --for PATH, the input that is looked for");
  if (options->format == SCE_FORMAT_HTML && options->command != SCE_COMMAND_DIFF) return complain(problem, "`--format html` is for `sce diff`");
  if (!operands && options->command == SCE_COMMAND_MERGE) return complain(problem, "`sce merge` needs shard files; `sce run --shard K/N --out FILE` makes them");
  if (!operands && (options->command == SCE_COMMAND_RUN || options->command == SCE_COMMAND_CHECK || options->command == SCE_COMMAND_FMT))
    return complain(problem, "`sce %s` needs a file; `-` is standard input", command);
  if (options->write && options->check) return complain(problem, "--write and --check exclude each other");
  if (options->command == SCE_COMMAND_RUN && (options->write || options->check) && (options->output || options->format != SCE_FORMAT_TEXT))
    return complain(problem, "%s is about the text results beside the file: no %s", options->write ? "--write" : "--check", options->output ? "-o" : "--format");
  return check_shard(options, given, problem);
}

SceUsage sce_options_parse(SceOptions *options, int argc, char **argv, SceText *problem) {
  *options = (SceOptions){.command = SCE_COMMAND_RUN};
  SceText later = {0};
  uint64_t given = 0;
  read_line(options, argc, argv, &given, problem, &later);
  if (options->expression && !options->command_given) options->command = SCE_COMMAND_EVAL;
  else if (!options->operands.count && !options->command_given) options->command = SCE_COMMAND_REPL;
  SceUsage usage = SCE_USAGE_OK;
  if (later.count && (!problem->count || !strncmp(later.bytes, "sce ", 4))) {
    sce_text_clear(problem);
    sce_text_add_string(problem, later.bytes);
    usage = SCE_USAGE_LATER;
  } else if (problem->count || (!options->help && !options->version && !check_line(options, given, problem))) {
    usage = SCE_USAGE_WRONG;
  }
  sce_text_release(&later);
  return usage;
}

void sce_options_release(SceOptions *options) {
  sce_array_release(&options->operands);
  sce_array_release(&options->sets);
  sce_array_release(&options->scenarios);
  sce_array_release(&options->folders);
  sce_array_release(&options->libraries);
  sce_array_release(&options->gates);
  sce_array_release(&options->gate_warns);
}

/* ---- help ---- */

enum { HELP_COLUMN = 28 };

/* Two columns; `left` may hold characters of several bytes. */
static void add_row(SceText *out, const char *left, const char *right) {
  size_t columns = 2;
  sce_text_add_format(out, "  %s", left);
  for (; *left; left++) columns += ((unsigned char)*left & 0xC0u) != 0x80u;
  if (columns + 2 > HELP_COLUMN) sce_text_add_byte(out, '\n'), columns = 0;
  sce_text_add_format(out, "%*s%s\n", (int)(HELP_COLUMN - columns), "", right);
}

static void add_command(SceText *out, const CommandFacts *command) {
  SceText left = {0};
  sce_text_add_format(&left, "sce %s%s%s", command->name ? command->name : "", command->name ? " " : "", command->operands);
  add_row(out, left.bytes, command->help);
  sce_text_release(&left);
}

static void add_option(SceText *out, OptionId id) {
  SceText left = {0};
  if (facts[id].letter) sce_text_add_format(&left, "-%c%s", facts[id].letter, facts[id].name ? ", " : "");
  if (facts[id].name) sce_text_add_format(&left, "--%s", facts[id].name);
  if (facts[id].argument && id == OPTION_ALLOW_EXTERN) sce_text_add_format(&left, "[=%s]", facts[id].argument);
  else if (facts[id].argument) sce_text_add_format(&left, "%c%s", facts[id].name ? '=' : ' ', facts[id].argument);
  add_row(out, left.bytes, facts[id].help);
  sce_text_release(&left);
}

void sce_options_help(const SceOptions *options, SceText *out) {
  bool one = options->command_given;
  sce_text_add_string(out, one ? "usage:\n" : "sce evaluates estimates: quantities with units, kinds of blocks, scenarios and claims.\n\ncommands:\n");
  for (int i = 0; i < COMMAND_COUNT; i++)
    if (!one || i == (int)options->command) add_command(out, &commands[i]);
  sce_text_add_string(out, "\noptions:\n");
  for (int id = 0; id < OPTION_COUNT; id++)
    if (!one || facts[id].commands & 1 << options->command)
      add_option(out, (OptionId)id);
  sce_text_add_string(out, "\nexit codes: 0 fine; 1 a finding: a claim is off, results are stale, a layout is off;\n"
                           "2 trouble: usage, files, syntax, units, evaluation; 3 a --fail-if gate was hit\n");
  if (!one) sce_text_add_string(out, "`sce COMMAND --help` shows the options of one command.\n");
}
