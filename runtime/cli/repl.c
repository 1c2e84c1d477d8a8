/* The prompt: the same language, entry by entry.
 *
 * An entry is a line, or several while something is open. What it defines joins the notebook, and what it replaces leaves it, only after the
 * whole program with it has been found sound; so that an error leaves everything as it was. The compiler sees the notebook as one
 * text and the entry as another, and computes what the entry shows. From a pipe there are neither banner nor prompts.
 */
#include "cli.h"
#include "file.h"
#include "notebook.h"
#include "parse.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <sys/select.h>
#include <unistd.h>

typedef struct Repl {
  SceCli *cli;
  SceNotebook notebook;
  const char *path;            /* of the file; NULL: none */
  bool terminal;
  uint32_t line;               /* lines read */
  SceText entry;               /* what is being typed, and the line that it starts on */
  uint32_t entry_line;
  bool again;                  /* it began as the last entry with more to it */
  SceText last;                /* the last entry that holds: a line with an operator continues it */
  uint32_t last_line;
  uint32_t known_errors;            /* that the file had when it was loaded */
  bool can_continue;
} Repl;

static volatile sig_atomic_t interrupted;
static void note_interrupt(int number) {
  (void)number;
  interrupted = 1;
}

/* ---- one entry ---- */

/* Errors anywhere, and what else is said about the entry itself: what was said about earlier ones is not said again. */
static bool is_news(void *context, const SceDiag *diag) {
  return diag->severity == SCE_SEVERITY_ERROR || diag->span.source == *(const SceSourceId *)context;
}

/* The entry's text behind as many line ends as bring it to its line. */
static char *place_entry(const SceText *entry, uint32_t line, uint32_t *length) {
  char *text = sce_memory_new(line + entry->count);
  memset(text, '\n', line - 1);
  memcpy(text + line - 1, entry->bytes, entry->count + 1);
  *length = line - 1 + (uint32_t)entry->count;
  return text;
}

static void add_file(const Repl *repl, SceSession *session, SceSourceIds *texts) {
  if (!repl->path) return;
  const SceText *text = &repl->notebook.file;
  const char *slash = strrchr(repl->path, '/');
  session->main = sce_sources_add(&session->sources, repl->path, slash ? slash + 1 : repl->path, text->bytes, (uint32_t)text->count, false);
  sce_array_push(texts, session->main);
}

/* Ctrl-C ends the sampling of one entry, not the prompt. */
static void compute(Repl *repl, SceSession *session, SceSessionRequest *request) {
  SceSampling sampling = sce_cli_sampling_begin(repl->cli);
  request->sampling = &sampling;
  sce_session_evaluate(session, request);
  sce_cli_sampling_end(repl->cli, session->run);
  if (repl->terminal) repl->cli->interrupted = false;
}

/* All findings on the file alone. */
static void check_file(Repl *repl) {
  SceSession session;
  SceSourceIds sets = {0}, texts = {0};
  sce_cli_open(repl->cli, &session, &sets);
  sce_session_locate(&session, repl->path);
  add_file(repl, &session, &texts);
  SceSessionRequest request = {.texts = texts.at, .text_count = texts.count, .sets = sets.at, .set_count = sets.count, .shown = SCE_ALL_TEXTS};
  compute(repl, &session, &request);
  repl->known_errors = session.diags.errors;
  sce_cli_findings(repl->cli, &session.sources, &session.diags, NULL, NULL);
  sce_array_release(&texts);
  sce_array_release(&sets);
  sce_session_release(&session);
}

/* Compiles and computes the notebook with an entry; shows what the entry shows. With `whole` nothing is shown, but all that was said before has to be
 * sound with it: an entry that makes a name anew must not break what rests on it. Returns whether all is sound. */
static bool evaluate(Repl *repl, const SceText *entry, uint32_t line, bool whole) {
  SceSession session;
  SceSourceIds sets = {0}, texts = {0};
  const char *name = repl->terminal ? "prompt" : "-";
  sce_cli_open(repl->cli, &session, &sets);
  sce_session_locate(&session, repl->path ? repl->path : name);
  add_file(repl, &session, &texts);
  SceSourceId id = sce_sources_add(&session.sources, name, name, repl->notebook.grown.bytes, (uint32_t)repl->notebook.grown.count, false);
  sce_array_push(&texts, id);
  uint32_t length;
  char *text = place_entry(entry, line, &length);
  id = sce_sources_add(&session.sources, name, name, text, length, true);
  sce_array_push(&texts, id);
  SceSessionRequest request = {.texts = texts.at, .text_count = texts.count, .sets = sets.at, .set_count = sets.count, .shown = whole ? SCE_ALL_TEXTS : texts.count - 1};
  compute(repl, &session, &request);
  bool sound = session.diags.errors <= (whole ? repl->known_errors : 0);
  if (sound && !whole) sce_cli_show(repl->cli, &session);
  if (!sound || !whole) sce_cli_findings(repl->cli, &session.sources, &session.diags, is_news, &id);
  sce_array_release(&texts);
  sce_array_release(&sets);
  sce_session_release(&session);
  return sound;
}

/* Could an entry break what was said before it? It could if it makes a name anew, replaces a field or gives a block that others may come to mean. */
static bool may_break(const Repl *repl, const SceText *entry) {
  if (repl->notebook.blanked.count) return true;
  for (size_t i = 0; i + 1 < entry->count; i++) {
    if (entry->bytes[i] == '<' || (entry->bytes[i] == '.' && !strchr("0123456789 \n", entry->bytes[i + 1]))) return true;
  }
  return false;
}

static bool wants_to_leave(const SceText *entry) { return !strcmp(entry->bytes, "quit") || !strcmp(entry->bytes, "exit"); }

/* Tries an entry; with `again` it is the last one with more to it. */
static void enter(Repl *repl, const SceText *entry, uint32_t line, bool again) {
  if (!sce_notebook_try(&repl->notebook, entry->bytes, (uint32_t)entry->count)) return;
  bool sound = (!may_break(repl, entry) || again || evaluate(repl, entry, line, true)) && evaluate(repl, entry, line, false);
  if (sound) {
    sce_notebook_keep(&repl->notebook, entry->bytes, (uint32_t)entry->count, line, again);
    SceText copy = {0};
    sce_text_add(&copy, entry->bytes, entry->count);
    sce_text_release(&repl->last);
    repl->last = copy;
    repl->last_line = line;
    repl->can_continue = true;
  } else {
    sce_notebook_drop(&repl->notebook);
    if (repl->terminal && wants_to_leave(entry)) sce_cli_trouble(repl->cli, "`:quit` or ctrl-D leaves");
    if (!again) repl->can_continue = false;
  }
}

/* ---- lines ---- */

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

/* `:quit` and the commands to come. Returns false to leave. */
static bool obey(Repl *repl, const char *command) {
  size_t length = strcspn(command, " \t\r\n");
  if ((length == 5 && !memcmp(command, ":quit", 5)) || (length == 2 && !memcmp(command, ":q", 2))) return false;
  SceText name = {0};
  sce_text_add(&name, command, length);
  sce_cli_unavailable(repl->cli, name.bytes);
  sce_text_release(&name);
  return true;
}

static void finish_entry(Repl *repl) {
  enter(repl, &repl->entry, repl->entry_line, repl->again);
  sce_text_clear(&repl->entry);
}

/* Starts the entry with a line: alone, or behind the last entry. */
static void start_entry(Repl *repl, const char *line) {
  repl->again = repl->can_continue && starts_with_operator(line);
  repl->entry_line = repl->again ? repl->last_line : repl->line;
  if (repl->again) sce_text_add(&repl->entry, repl->last.bytes, repl->last.count);
}

/* Takes one line without its end. Returns false to leave. */
static bool take_line(Repl *repl, const char *line, size_t length) {
  const char *start = skip_blanks(line);
  if (!repl->entry.count) {
    if (*start == ':') return obey(repl, start);
    if (!*start) repl->can_continue = false;
    if (!*start || *start == '#') return true;
    start_entry(repl, line);
  } else if (!*start && sce_parse_is_open(repl->entry.bytes, (uint32_t)repl->entry.count) == '=') {
    finish_entry(repl);                                                        /* a blank line always separates, but for brackets and blocks */
    return true;
  }
  if (repl->notebook.grown.count + repl->entry.count + repl->line + length > INT32_MAX) {
    sce_cli_trouble(repl->cli, "line %u is more than fits", (unsigned)repl->line);
    sce_text_clear(&repl->entry);
    return true;
  }
  if (repl->entry.count) sce_text_add_byte(&repl->entry, '\n');
  sce_text_add(&repl->entry, line, length);
  if (!sce_parse_is_open(repl->entry.bytes, (uint32_t)repl->entry.count)) finish_entry(repl);
  return true;
}

/* ---- the loop ---- */

/* Writes what the last entry gave, findings too, before the prompt for the next. */
static void show_prompt(Repl *repl) {
  sce_cli_flush(repl->cli);
  sce_text_add_string(&repl->cli->out, repl->entry.count ? ". " : "> ");
  sce_cli_flush(repl->cli);
}

/* Ctrl-C while typing gives up the entry; while computing it ends the process. */
static void catch_interrupts(bool on) {
  struct sigaction action = {.sa_handler = on ? note_interrupt : SIG_DFL};
  sigaction(SIGINT, &action, NULL);
}

/* Shows the prompt and reads from the terminal. Whoever sees the prompt may type ctrl-C: it is caught before, and let through only while waiting,
 * so that it never falls between a look at `interrupted` and the wait. */
static ssize_t read_terminal(Repl *repl, char **buffer, size_t *room) {
  sigset_t interrupt, before;
  sigemptyset(&interrupt);
  sigaddset(&interrupt, SIGINT);
  sigprocmask(SIG_BLOCK, &interrupt, &before);
  catch_interrupts(true);
  show_prompt(repl);
  fd_set input;
  FD_ZERO(&input);
  FD_SET(STDIN_FILENO, &input);
  pselect(STDIN_FILENO + 1, &input, NULL, NULL, NULL, &before);
  sigprocmask(SIG_SETMASK, &before, NULL);
  errno = 0;
  ssize_t length = interrupted ? -1 : getline(buffer, room, stdin);
  catch_interrupts(false);
  return interrupted ? -1 : length;
}

static ssize_t read_pipe(Repl *repl, char **buffer, size_t *room) {
  sce_cli_flush(repl->cli);                                                    /* whoever asks through a pipe waits for what the last entry gave */
  errno = 0;
  return getline(buffer, room, stdin);
}

/* Reads a line into `buffer`; returns its length without the line end, or -1 at the end of input. */
static ssize_t read_line(Repl *repl, char **buffer, size_t *room) {
  for (;;) {
    ssize_t length = repl->terminal ? read_terminal(repl, buffer, room) : read_pipe(repl, buffer, room);
    if (interrupted) {
      interrupted = 0;
      clearerr(stdin);
      sce_text_clear(&repl->entry);
      sce_text_add_byte(&repl->cli->out, '\n');
      continue;
    }
    if (length < 0 && ferror(stdin)) sce_cli_trouble(repl->cli, "cannot read standard input: %s", sce_file_reason(errno));
    while (length > 0 && ((*buffer)[length - 1] == '\n' || (*buffer)[length - 1] == '\r')) (*buffer)[--length] = '\0';
    repl->line++;
    return length;
  }
}

static void read_entries(Repl *repl) {
  char *buffer = NULL;
  size_t room = 0;
  for (ssize_t length; (length = read_line(repl, &buffer, &room)) >= 0;) {
    if (strlen(buffer) != (size_t)length) {
      sce_cli_trouble(repl->cli, "line %u holds a NUL", (unsigned)repl->line);
      continue;
    }
    if (!take_line(repl, buffer, (size_t)length)) break;
  }
  bool at_end = feof(stdin);
  if (at_end && repl->entry.count) finish_entry(repl);
  if (repl->terminal && at_end) sce_text_add_byte(&repl->cli->out, '\n');
  free(buffer);
}

/* Shows what is wrong with the file. What does not compute can be talked about; a file that does not even stand beside an empty entry cannot. */
static bool start_with_file(Repl *repl) {
  SceFile file;
  SceFileError error = sce_file_read(repl->path, &file);
  if (error) {
    sce_cli_trouble(repl->cli, "cannot read `%s`: %s", repl->path, file.reason);
    return false;
  }
  sce_notebook_set_file(&repl->notebook, file.text, file.length);
  free(file.text);
  SceText nothing = {0};
  sce_text_add(&nothing, "", 0);
  bool sound = evaluate(repl, &nothing, 1, false);
  sce_text_release(&nothing);
  if (sound) check_file(repl);
  return sound;
}

void sce_cli_repl(SceCli *cli) {
  Repl repl = {.cli = cli, .terminal = isatty(STDIN_FILENO) && isatty(STDOUT_FILENO)};
  sce_notebook_init(&repl.notebook);
  if (cli->options.operands.count) repl.path = cli->options.operands.at[0];
  if (!repl.path || start_with_file(&repl)) {
    if (repl.terminal) setvbuf(stdin, NULL, _IONBF, 0);                        /* the wait before a read does not see what a buffer holds */
    if (repl.terminal) sce_text_add_string(&cli->out, "sce " SCE_VERSION ": `x = 3 km`, `x / 2`; :quit or ctrl-D leaves\n");
    read_entries(&repl);
    if (repl.terminal) cli->code = SCE_EXIT_FINE;
  }
  sce_text_release(&repl.entry);
  sce_text_release(&repl.last);
  sce_notebook_release(&repl.notebook);
}
