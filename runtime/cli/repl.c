/* The prompt: the same language, entry by entry.
 *
 * An entry is a line, or several while something is open. What it defines joins the notebook, and what it replaces leaves it, only after the
 * whole program with it has been found sound; so that an error leaves everything as it was. The compiler sees the notebook as one
 * text and the entry as another, and computes what the entry shows. From a pipe there are neither banner nor prompts.
 */
#include "repl.h"

#include "file.h"
#include "parse.h"

#include <errno.h>
#include <signal.h>
#include <unistd.h>

static const char *skip_blanks(const char *text) { return text + strspn(text, " \t\r\n"); }

/* Whether a line starts with what stands between two operands, and so goes on with the entry before. */
static bool starts_with_operator(const char *text) {
  static const char *const words[] = {"then", "else", "as", "and", "or", "to", "by", "over", "in"};
  text = skip_blanks(text);
  if (*text && strchr("+-*/^@", *text)) return true;
  if (*text && strchr("=!<>", *text)) return text[1] == '=';
  if (*text == '.') return text[1] == '.';
  size_t length = strspn(text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_");
  for (size_t i = 0; i < sizeof words / sizeof *words; i++)
    if (strlen(words[i]) == length && !memcmp(words[i], text, length)) return true;
  return false;
}

/* ---- history ---- */

static void note_typed(SceRepl *repl, const char *line, size_t length) {
  if (repl->typed.count) sce_text_add_byte(&repl->typed, '\n');
  sce_text_add(&repl->typed, line, length);
}

static void remember(SceRepl *repl) {
  if (repl->terminal && repl->typed.count && sce_history_add(&repl->history, repl->typed.bytes)) sce_line_recall(repl->reader, repl->typed.bytes);
  sce_text_clear(&repl->typed);
}

/* ---- lines to entries ---- */

static void give_up(SceRepl *repl) {
  sce_text_clear(&repl->entry);
  sce_text_clear(&repl->comments);
  sce_text_clear(&repl->typed);
}

/* A text in quotes is one line of the language; at a terminal it may be typed as several. From a pipe it is an error where it is. */
static char what_is_open(const SceRepl *repl) {
  char open = sce_parse_is_open(repl->entry.bytes, (uint32_t)repl->entry.count);
  return open == '"' && !repl->terminal ? '\0' : open;
}

static void finish_entry(SceRepl *repl) {
  remember(repl);
  sce_repl_enter(repl, repl->entry.bytes, repl->entry.count, repl->entry_line, repl->again);
  sce_text_clear(&repl->entry);
}

/* Starts the entry with a line: alone, below its comments, or behind the last entry. */
static void start_entry(SceRepl *repl, const char *line) {
  repl->again = repl->can_continue && starts_with_operator(line);
  repl->entry_line = repl->again ? repl->last_line : repl->comments.count ? repl->comments_line : repl->line;
  if (repl->again) sce_text_add(&repl->entry, repl->last.bytes, repl->last.count);
  else sce_text_add(&repl->entry, repl->comments.bytes, repl->comments.count);
  sce_text_clear(&repl->comments);
}

static void add_comment(SceRepl *repl, const char *start) {
  if (repl->comments.count) sce_text_add_byte(&repl->comments, '\n');
  else repl->comments_line = repl->line;
  sce_text_add_string(&repl->comments, start);
}

/* A line with nothing open. Returns false to leave; *taken when there is no more to it. */
static bool take_first(SceRepl *repl, const char *line, const char *start, bool *taken) {
  *taken = true;
  if (*start == ':') {
    remember(repl);
    sce_text_clear(&repl->comments);
    return sce_repl_obey(repl, start);
  }
  if (*start == '#') {
    add_comment(repl, start);
    return true;
  }
  if (!*start) {
    repl->can_continue = false;
    give_up(repl);
    return true;
  }
  start_entry(repl, line);
  *taken = false;
  return true;
}

/* Takes one line without its end. Returns false to leave. */
static bool take_line(SceRepl *repl, const char *line, size_t length) {
  const char *start = skip_blanks(line);
  bool taken;
  if (*start || repl->entry.count) note_typed(repl, line, length);
  if (!repl->entry.count) {
    bool stay = take_first(repl, line, start, &taken);
    if (taken) return stay;
  } else if (!*start && strchr("=\"", what_is_open(repl))) {
    finish_entry(repl);                                                        /* a blank line always separates, but for brackets and blocks */
    return true;
  }
  if (repl->notebook.texts[SCE_NOTEBOOK_GROWN].count + repl->entry.count + repl->line + length > INT32_MAX) {
    sce_cli_trouble(repl->cli, "line %u is more than fits", (unsigned)repl->line);
    give_up(repl);
    return true;
  }
  if (repl->entry.count) sce_text_add_byte(&repl->entry, what_is_open(repl) == '"' ? ' ' : '\n');
  sce_text_add(&repl->entry, line, length);
  if (!what_is_open(repl)) finish_entry(repl);
  return true;
}

/* ---- the loop ---- */

static volatile sig_atomic_t ignored;
static void ignore(int number) { ignored = number; }

/* Ctrl-C between two things that can be stopped stops nothing, and above all not the prompt. */
static void ignore_interrupts(void) {
  struct sigaction action = {.sa_handler = ignore, .sa_flags = SA_RESTART};
  sigaction(SIGINT, &action, NULL);
}

static void say(SceRepl *repl, const char *text) {
  sce_text_add_string(&repl->cli->out, text);
  sce_cli_flush(repl->cli);
}

static void interrupt(SceRepl *repl) {
  bool open = repl->entry.count;
  sce_line_drop(repl->reader);
  give_up(repl);
  if (open) say(repl, "the entry is given up\n");
}

/* The end of input closes the prompt, but what is open at a terminal first. Returns false to leave. */
static bool end(SceRepl *repl) {
  if (!repl->terminal) {
    if (repl->entry.count) finish_entry(repl);
    return false;
  }
  bool open = repl->entry.count;
  give_up(repl);
  say(repl, open ? "\nthe entry is given up; ctrl-D again leaves\n" : "\n");
  return open;
}

static void read_entries(SceRepl *repl) {
  for (;;) {
    const char *text;
    size_t length;
    sce_cli_flush(repl->cli);                                                  /* whoever asks through a pipe waits for what the last entry gave */
    SceLineEvent event = sce_line_read(repl->reader, repl->entry.count ? ". " : "> ", &text, &length);
    if (event == SCE_LINE_FAILED) sce_cli_trouble(repl->cli, "cannot read standard input: %s", sce_file_reason(errno));
    if (event == SCE_LINE_INTERRUPTED) {
      interrupt(repl);
      continue;
    }
    if (event != SCE_LINE_READ) {
      if (event == SCE_LINE_END && end(repl)) continue;
      return;
    }
    repl->line++;
    if (strlen(text) != length) sce_cli_trouble(repl->cli, "line %u holds a NUL", (unsigned)repl->line);
    else if (!take_line(repl, text, length)) return;
  }
}

static void greet(SceRepl *repl) {
  sce_text_add_string(&repl->cli->out, "sce " SCE_VERSION ": `x = 3 km`, `x / 2`; :help, Tab; :quit or ctrl-D leaves\n");
  sce_history_open(&repl->history);
  if (repl->history.reason) sce_text_add_format(&repl->cli->err, "sce: no history is kept: %s\n", repl->history.reason);
  for (uint32_t i = 0; i < repl->history.entries.count; i++) sce_line_recall(repl->reader, repl->history.entries.at[i]);
  sce_repl_read_init(repl);
}

static void release(SceRepl *repl) {
  SceText *texts[] = {&repl->init, &repl->file, &repl->entry, &repl->comments, &repl->typed, &repl->last};
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) sce_text_release(texts[i]);
  for (uint32_t i = 0; i < repl->results.count; i++) free(repl->results.at[i].text);
  sce_array_release(&repl->results);
  free(repl->result.text);
  free(repl->path);
  free(repl->init_path);
  free(repl->edited);
  sce_history_close(&repl->history);
  sce_line_free(repl->reader);
  sce_notebook_release(&repl->notebook);
}

void sce_cli_repl(SceCli *cli) {
  SceRepl repl = {.cli = cli, .terminal = isatty(STDIN_FILENO) && isatty(STDOUT_FILENO)};
  sce_notebook_init(&repl.notebook);
  repl.reader = sce_line_new(repl.terminal, sce_repl_complete, &repl);
  if (repl.terminal) {
    ignore_interrupts();
    greet(&repl);
  }
  if (!cli->options.operands.count || sce_repl_read_file(&repl, cli->options.operands.at[0], true)) {
    read_entries(&repl);
    if (repl.terminal) cli->code = SCE_EXIT_FINE;
  }
  release(&repl);
}
