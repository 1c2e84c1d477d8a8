/* The three ways to read a line, and readline as a library that may be missing.
 *
 * Signals are caught only while a line is waited for: whoever sees the prompt may type ctrl-C, so that they are blocked before and let through in the wait alone.
 * What came is looked at between two keys, never in the handler, so that the terminal is always left as it was found.
 */
#include "line.h"

#include <dlfcn.h>
#include <errno.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <sys/select.h>
#include <unistd.h>

/* ---- readline, as far as it is used ---- */

#define FUNCTIONS(DO) \
  DO(void, rl_callback_handler_install, (const char *, void (*)(char *))) \
  DO(void, rl_callback_handler_remove, (void)) \
  DO(void, rl_callback_read_char, (void)) \
  DO(void, rl_callback_sigcleanup, (void)) \
  DO(void, rl_resize_terminal, (void)) \
  DO(void, rl_prep_terminal, (int)) \
  DO(void, rl_deprep_terminal, (void)) \
  DO(int, rl_forced_update_display, (void)) \
  DO(char **, rl_completion_matches, (const char *, char *(*)(const char *, int))) \
  DO(char *, rl_filename_completion_function, (const char *, int)) \
  DO(int, rl_variable_bind, (const char *, const char *)) \
  DO(void, using_history, (void)) \
  DO(void, add_history, (const char *)) \
  DO(void, stifle_history, (int))
typedef char **(*Attempt)(const char *, int, int);

static struct {
#define DECLARE(type, name, arguments) type(*name) arguments;
  FUNCTIONS(DECLARE)
#undef DECLARE
  int *catch_signals, *catch_sigwinch, *point, *over, *append, *no_append, *sort, *as_files;
  char **buffer;
  const char **name;
  Attempt *attempt;
  char *(**break_hook)(void);
} rl;

static bool load_readline(void) {
  static const char *const names[] = {"libreadline.so.8", "libreadline.so.9", "libreadline.so.7"};
  void *library = NULL;
  for (size_t i = 0; i < sizeof names / sizeof *names && !library; i++) library = dlopen(names[i], RTLD_NOW | RTLD_LOCAL);
  if (!library) return false;
  bool all = true;
#define FIND(member, symbol) all &= (*(void **)&rl.member = dlsym(library, symbol)) != NULL;
#define LOAD(type, function, arguments) FIND(function, #function)
  FUNCTIONS(LOAD)
#undef LOAD
  FIND(catch_signals, "rl_catch_signals")
  FIND(catch_sigwinch, "rl_catch_sigwinch")
  FIND(point, "rl_point")
  FIND(over, "rl_attempted_completion_over")
  FIND(append, "rl_completion_append_character")
  FIND(no_append, "rl_completion_suppress_append")
  FIND(sort, "rl_sort_completion_matches")
  FIND(as_files, "rl_filename_completion_desired")
  FIND(buffer, "rl_line_buffer")
  FIND(name, "rl_readline_name")
  FIND(attempt, "rl_attempted_completion_function")
  FIND(break_hook, "rl_completion_word_break_hook")
#undef FIND
  return all;
}

/* ---- the reader ---- */

typedef enum Way { WAY_PIPE, WAY_PLAIN, WAY_EDIT } Way;

struct SceLine {
  Way way;
  SceLineComplete complete;
  void *context;
  char *buffer;               /* what was read last, and how much of it has been given out */
  size_t room, length, given;
  bool more;
  SceLineWords words;         /* of the completion at hand */
};

static struct {               /* readline calls back without a context */
  SceLine *active;
  bool came;
  char *text;                 /* NULL with `came`: the end */
  sigset_t mask;              /* of signals, before a line is waited for */
} state;

static void take_text(char *text) {
  state.text = text;
  state.came = true;
  rl.rl_callback_handler_remove();
}

/* ---- completion ---- */

void sce_line_words_add(SceLineWords *words, const char *bytes, size_t count) {
  char *word = sce_memory_new(count + 1);
  memcpy(word, bytes, count);
  word[count] = '\0';
  sce_array_push(&words->words, word);
}

void sce_line_words_release(SceLineWords *words) {
  for (uint32_t i = 0; i < words->words.count; i++) free(words->words.at[i]);
  sce_array_release(&words->words);
  *words = (SceLineWords){0};
}

/* Readline asks for the signs that end a word before it asks for words: both are answered from one look at the line. The sign before the word is enough. */
static char *find_word(void) {
  static char signs[2];
  SceLine *line = state.active;
  sce_line_words_release(&line->words);
  line->complete(line->context, *rl.buffer, (uint32_t)*rl.point, &line->words);
  signs[0] = line->words.start ? (*rl.buffer)[line->words.start - 1] : '\0';
  return signs;
}

static char *next_word(const char *text, int again) {
  static uint32_t at;
  (void)text;
  if (!again) at = 0;
  if (at >= state.active->words.words.count) return NULL;
  const char *word = state.active->words.words.at[at++];
  size_t size = strlen(word) + 1;
  char *copy = malloc(size);
  return copy ? memcpy(copy, word, size) : NULL;
}

static char **offer_words(const char *text, int start, int end) {
  (void)start;
  (void)end;
  *rl.over = 1;
  if (state.active->words.files) {
    *rl.as_files = 1;
    return rl.rl_completion_matches(text, rl.rl_filename_completion_function);
  }
  *rl.no_append = !state.active->words.whole;
  return rl.rl_completion_matches(text, next_word);
}

/* ---- signals ---- */

static const int caught[] = {SIGINT, SIGWINCH, SIGTSTP, SIGTERM, SIGHUP};
enum { CAUGHT = sizeof caught / sizeof *caught };
static volatile sig_atomic_t came[CAUGHT];
static struct sigaction before[CAUGHT];

static void note_signal(int number) {
  for (int i = 0; i < CAUGHT; i++)
    if (caught[i] == number) came[i] = 1;
}

static void catch_signals(void) {
  sigset_t mask;
  sigemptyset(&mask);
  for (int i = 0; i < CAUGHT; i++) sigaddset(&mask, caught[i]);
  sigprocmask(SIG_BLOCK, &mask, &state.mask);
  for (int i = 0; i < CAUGHT; i++) {
    struct sigaction action = {.sa_handler = note_signal};
    sigaction(caught[i], NULL, &before[i]);
    if (before[i].sa_handler != SIG_IGN) sigaction(caught[i], &action, NULL);
  }
}

static void release_signals(void) {
  for (int i = 0; i < CAUGHT; i++) sigaction(caught[i], &before[i], NULL);
  sigprocmask(SIG_SETMASK, &state.mask, NULL);
}

/* Lets a signal do what it does, with the terminal as it was found. */
static void pass_on(const SceLine *line, int number) {
  sigset_t mask;
  struct sigaction action = {.sa_handler = SIG_DFL}, ours;
  if (line->way == WAY_EDIT) rl.rl_deprep_terminal();
  sigaction(number, &action, &ours);
  raise(number);
  sigemptyset(&mask);
  sigaddset(&mask, number);
  sigprocmask(SIG_UNBLOCK, &mask, NULL);                                       /* it is delivered here; a stop comes back */
  sigprocmask(SIG_BLOCK, &mask, NULL);
  sigaction(number, &ours, NULL);
  if (line->way == WAY_EDIT) {
    rl.rl_prep_terminal(1);
    rl.rl_forced_update_display();
  }
}

/* Waits for a key. False after ctrl-C. */
static bool wait_for_key(const SceLine *line) {
  for (;;) {
    fd_set input;
    FD_ZERO(&input);
    FD_SET(STDIN_FILENO, &input);
    int ready = pselect(STDIN_FILENO + 1, &input, NULL, NULL, NULL, &state.mask);
    for (int i = 0; i < CAUGHT; i++) {
      if (!came[i]) continue;
      came[i] = 0;
      if (caught[i] == SIGINT) return false;
      if (caught[i] != SIGWINCH) pass_on(line, caught[i]);
      else if (line->way == WAY_EDIT) rl.rl_resize_terminal();
    }
    if (ready > 0 || (ready < 0 && errno != EINTR)) return true;
  }
}

/* ---- reading ---- */

/* Whoever cannot see it can still type. */
static void show(const char *text) {
  if (write(STDOUT_FILENO, text, strlen(text)) < 0) errno = 0;
}

static SceLineEvent read_edited(SceLine *line, const char *prompt) {
  SceLineEvent event = SCE_LINE_READ;
  state.active = line;
  state.came = false;
  catch_signals();
  rl.rl_callback_handler_install(prompt, take_text);
  while (!state.came) {
    if (wait_for_key(line)) {
      rl.rl_callback_read_char();
    } else {
      event = SCE_LINE_INTERRUPTED;
      show("^C\n");                                                            /* behind what was typed: the next line moves the cursor */
      rl.rl_callback_sigcleanup();
      rl.rl_callback_handler_remove();
      break;
    }
  }
  release_signals();
  if (event == SCE_LINE_INTERRUPTED) return event;
  if (!state.text) return SCE_LINE_END;
  free(line->buffer);
  line->buffer = state.text;
  line->length = strlen(state.text);
  return event;
}

static SceLineEvent read_stream(SceLine *line, const char *prompt) {
  bool interrupted = false;
  ssize_t length = -1;
  if (line->way == WAY_PLAIN) {
    catch_signals();
    show(prompt);
    interrupted = !wait_for_key(line);
  }
  errno = 0;
  if (!interrupted) length = getline(&line->buffer, &line->room, stdin);
  if (line->way == WAY_PLAIN) release_signals();
  if (interrupted) {
    show("\n");
    clearerr(stdin);
    return SCE_LINE_INTERRUPTED;
  }
  if (length < 0) return ferror(stdin) ? SCE_LINE_FAILED : SCE_LINE_END;
  if (length && line->buffer[length - 1] == '\n') length--;
  line->length = (size_t)length;
  return SCE_LINE_READ;
}

/* Gives out the next line of the buffer. */
static void give(SceLine *line, const char **text, size_t *length) {
  char *start = line->buffer + line->given, *end = memchr(start, '\n', line->length - line->given);
  line->more = end != NULL;
  *length = end ? (size_t)(end - start) : line->length - line->given;
  line->given += *length + 1;
  while (*length && start[*length - 1] == '\r') --*length;
  start[*length] = '\0';
  *text = start;
}

SceLineEvent sce_line_read(SceLine *line, const char *prompt, const char **text, size_t *length) {
  if (!line->more) {
    SceLineEvent event = line->way == WAY_EDIT ? read_edited(line, prompt) : read_stream(line, prompt);
    if (event != SCE_LINE_READ) return event;
    line->given = 0;
  }
  give(line, text, length);
  return SCE_LINE_READ;
}

bool sce_line_has_more(const SceLine *line) { return line->more; }
void sce_line_drop(SceLine *line) { line->more = false; }

/* ---- life ---- */

enum { MOST_ENTRIES = 10000 };

static bool open_editor(void) {
  const char *terminal = getenv("TERM");
  if (!terminal || !*terminal || !strcmp(terminal, "dumb") || !load_readline()) return false;
  if (!setlocale(LC_CTYPE, "") || MB_CUR_MAX == 1) setlocale(LC_CTYPE, "C.UTF-8");   /* how wide a letter is, and nothing else */
  *rl.name = "sce";
  *rl.catch_signals = *rl.catch_sigwinch = 0;
  *rl.sort = 0;
  *rl.attempt = offer_words;
  *rl.break_hook = find_word;
  rl.rl_variable_bind("enable-bracketed-paste", "on");
  rl.rl_variable_bind("blink-matching-paren", "off");
  rl.rl_variable_bind("completion-query-items", "-1");                         /* a question would wait for a key, deaf to ctrl-C */
  rl.rl_variable_bind("page-completions", "off");
  rl.using_history();
  rl.stifle_history(MOST_ENTRIES);
  return true;
}

SceLine *sce_line_new(bool terminal, SceLineComplete complete, void *context) {
  SceLine *line = sce_memory_zeroed(sizeof *line);
  line->complete = complete;
  line->context = context;
  line->way = !terminal ? WAY_PIPE : open_editor() ? WAY_EDIT : WAY_PLAIN;
  if (line->way == WAY_PLAIN) setvbuf(stdin, NULL, _IONBF, 0);                 /* the wait before a read does not see what a buffer holds */
  return line;
}

void sce_line_free(SceLine *line) {
  if (!line) return;
  sce_line_words_release(&line->words);
  free(line->buffer);
  free(line);
}

void sce_line_recall(SceLine *line, const char *text) {
  if (line->way == WAY_EDIT) rl.add_history(text);
}
