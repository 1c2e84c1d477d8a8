/* From an entry to results: the texts that hold, compiled and computed with it.
 *
 * `_` is the last result. It is no text that is pasted in: what gave the result gets a name of its own, `_1`, as soon as somebody asks for it, so that a chain of
 * results stays as short as it was typed, and something drawn stays what was shown.
 */
#include "repl.h"

#include "lexer.h"
#include "review/texts.h"

#include <stdio.h>

/* ---- the last result ---- */

/* The number of `_12`; 0: no such name. */
static uint32_t numbered(const char *name, uint32_t length) {
  uint32_t number = 0;
  if (length < 2 || *name != '_') return 0;
  for (uint32_t i = 1; i < length; i++) {
    if (name[i] < '0' || name[i] > '9' || number > 100000000) return 0;
    number = number * 10 + (uint32_t)(name[i] - '0');
  }
  return number;
}

typedef void (*SeeName)(void *context, uint32_t start, uint32_t end);

/* Calls `see` with every name in a text that is `_` or `_N` and no member. */
static void each_result_name(const char *text, SeeName see, void *context) {
  if (!strchr(text, '_')) return;
  SceLexer lexer;
  SceToken token;
  SceTokenKind before = SCE_TOKEN_SEP;
  sce_lexer_init(&lexer, text, 0, (uint32_t)strlen(text), NULL, NULL, 0);
  for (sce_lexer_next(&lexer, &token); token.kind != SCE_TOKEN_END; sce_lexer_next(&lexer, &token)) {
    uint32_t length = token.end - token.start;
    if (token.kind == SCE_TOKEN_NAME && before != SCE_TOKEN_DOT && text[token.start] == '_' && (length == 1 || numbered(text + token.start, length)))
      see(context, token.start, token.end);
    before = token.kind;
  }
  sce_lexer_release(&lexer);
}

typedef struct Needed {
  const SceRepl *repl;
  const char *text;
  SCE_ARRAY(uint32_t) numbers;      /* indices + 1, each once */
  bool last;                        /* `_` itself */
} Needed;

/* Whether somebody has defined `_N` in so many words. */
static bool is_taken(const SceRepl *repl, uint32_t number) {
  char key[32];
  snprintf(key, sizeof key, "value _%u", (unsigned)number);
  return sce_notebook_find((SceNotebook *)&repl->notebook, key);
}

static void note_needed(void *context, uint32_t start, uint32_t end) {
  Needed *needed = context;
  uint32_t number = end - start == 1 ? needed->repl->result_number : numbered(needed->text + start, end - start);
  needed->last |= end - start == 1;
  if (!number || number > needed->repl->results.count || !needed->repl->results.at[number - 1].text || is_taken(needed->repl, number)) return;
  for (uint32_t i = 0; i < needed->numbers.count; i++)
    if (needed->numbers.at[i] == number) return;
  sce_array_push(&needed->numbers, number);
}

/* All results that a text rests on; these rest on others. */
static void find_needed(Needed *needed, const char *text) {
  needed->text = text;
  each_result_name(text, note_needed, needed);
  for (uint32_t i = 0; i < needed->numbers.count; i++) {
    needed->text = needed->repl->results.at[needed->numbers.at[i] - 1].text;
    each_result_name(needed->text, note_needed, needed);
  }
}

static int by_number(const void *a, const void *b) { return *(const uint32_t *)a < *(const uint32_t *)b ? -1 : 1; }

static void sort_numbers(Needed *needed) {
  if (needed->numbers.count) qsort(needed->numbers.at, needed->numbers.count, sizeof *needed->numbers.at, by_number);
}

static void add_needed(const Needed *needed, SceText *out) {
  for (uint32_t i = 0; i < needed->numbers.count; i++) {
    uint32_t number = needed->numbers.at[i];
    sce_text_add_format(out, "_%u = %s\n", (unsigned)number, needed->repl->results.at[number - 1].text);
  }
}

static void note_last(void *context, uint32_t start, uint32_t end) { *(bool *)context |= end - start == 1; }

/* Gives the last result a name of its own if the text asks for it. */
static void name_result(SceRepl *repl, const char *text) {
  bool asked = false;
  if (!repl->result.text || repl->result_number || sce_notebook_find(&repl->notebook, "value _")) return;
  each_result_name(text, note_last, &asked);
  if (!asked) return;
  while (is_taken(repl, repl->results.count + 1)) sce_array_push(&repl->results, (SceReplResult){0});
  sce_array_push(&repl->results, ((SceReplResult){sce_text_copy(repl->result.text), repl->result.expression}));
  repl->result_number = repl->results.count;
}

/* What the texts of a session rest on: what was said, and an entry that may say `_`. */
static void add_hidden(SceRepl *repl, const char *entry, SceText *out) {
  Needed needed = {.repl = repl};
  name_result(repl, entry);
  find_needed(&needed, repl->notebook.texts[SCE_NOTEBOOK_GROWN].bytes);
  needed.last = false;
  find_needed(&needed, entry);
  add_needed(&needed, out);
  if (needed.last && repl->result_number) sce_text_add_format(out, "_ = _%u\n", (unsigned)repl->result_number);
  sce_array_release(&needed.numbers);
}

/* Spells the bare expressions that have a name now with it, or (`back`) as they were. What stands nowhere as a bare expression goes to `lead`. */
static void spell_named(SceRepl *repl, const Needed *needed, bool back, SceText *lead) {
  for (uint32_t i = 0; i < needed->numbers.count; i++) {
    uint32_t number = needed->numbers.at[i];
    SceText named = {0};
    sce_text_add_format(&named, "_%u = %s", (unsigned)number, repl->results.at[number - 1].text);
    const char *bare = repl->results.at[number - 1].text;
    bool known = back ? sce_notebook_respell(&repl->notebook, named.bytes, bare) : sce_notebook_respell(&repl->notebook, bare, named.bytes);
    if (!known && !back) sce_text_add_format(lead, "%s\n", named.bytes);
    sce_text_release(&named);
  }
}

static void add_said(SceRepl *repl, bool whole, SceText *out) {
  Needed needed = {.repl = repl};
  SceText said = {0}, lead = {0};
  sce_notebook_said(&repl->notebook, &said);
  find_needed(&needed, said.bytes);
  sort_numbers(&needed);
  sce_text_add(&lead, "", 0);
  spell_named(repl, &needed, false, &lead);
  if (whole) {
    sce_notebook_whole(&repl->notebook, lead.bytes, out);
  } else {
    sce_text_add(out, lead.bytes, lead.count);
    sce_notebook_said(&repl->notebook, out);
  }
  spell_named(repl, &needed, true, NULL);
  sce_array_release(&needed.numbers);
  sce_text_release(&said);
  sce_text_release(&lead);
}

void sce_repl_said(SceRepl *repl, SceText *out) { add_said(repl, false, out); }
void sce_repl_whole(SceRepl *repl, SceText *out) { add_said(repl, true, out); }

typedef struct Naming {
  const SceRepl *repl;
  const char *text;
  uint32_t at;
  SceText out;
} Naming;

static void give_name(void *context, uint32_t start, uint32_t end) {
  Naming *naming = context;
  if (end - start > 1) return;
  sce_text_add(&naming->out, naming->text + naming->at, start - naming->at);
  sce_text_add_format(&naming->out, "_%u", naming->repl->result_number);
  naming->at = end;
}

/* The entry with `_` by the name that it keeps. */
static void add_named(const SceRepl *repl, const char *text, SceText *out) {
  Naming naming = {.repl = repl, .text = text};
  if (repl->result_number && !sce_notebook_find((SceNotebook *)&repl->notebook, "value _")) each_result_name(text, give_name, &naming);
  sce_text_add_string(&naming.out, text + naming.at);
  *out = naming.out;
}

/* What is drawn in a named result is drawn as it was when it had only its text. */
static void keep_draws(const SceRepl *repl, SceProgram *program) {
  for (uint32_t k = 0; k < repl->results.count && program->draws.count; k++) {
    const SceReplResult *result = &repl->results.at[k];
    char name[16];
    if (!result->expression || is_taken(repl, k + 1)) continue;
    uint64_t path = sce_hash_text(name, (size_t)snprintf(name, sizeof name, "_%u", (unsigned)k + 1)), was = sce_hash_text(result->text, strlen(result->text));
    for (uint32_t i = 0; i < program->draws.count; i++)
      if (program->draws.at[i].path == path) program->draws.at[i].path = was;
  }
}

/* The last that was shown is the last result. */
static void note_result(SceRepl *repl, const SceProgram *program) {
  for (uint32_t i = program->results.count; i-- > 0;) {
    const SceResult *result = &program->results.at[i];
    if (!(result->flags & SCE_RESULT_SHOWN) || result->flags & (SCE_RESULT_NONE | SCE_RESULT_REFERENCE)) continue;
    SceText path = {0}, named;
    sce_program_path(program, result, &path);
    add_named(repl, path.bytes, &named);
    sce_text_release(&path);
    free(repl->result.text);
    repl->result = (SceReplResult){named.bytes, result->flags & SCE_RESULT_EXPRESSION};
    repl->result_number = 0;
    return;
  }
}

/* ---- sessions ---- */

static void add_text(SceSession *session, SceReplTexts *texts, const char *name, const SceText *text) {
  const char *slash = strrchr(name, '/');
  SceSourceId id = sce_sources_add(&session->sources, name, slash ? slash + 1 : name, text->bytes, (uint32_t)text->count, false);
  sce_array_push(&texts->texts, id);
}

void sce_repl_open(SceRepl *repl, SceSession *session, SceReplTexts *texts, const char *entry) {
  const SceText *held = repl->notebook.texts;
  const char *name = repl->terminal ? "prompt" : "-";
  SceText hidden = {0};
  *texts = (SceReplTexts){0};
  sce_cli_open(repl->cli, session, &texts->sets);
  sce_session_locate(session, repl->path ? repl->path : name);
  if (repl->init_path) add_text(session, texts, repl->init_path, &held[SCE_NOTEBOOK_INIT]);
  if (repl->path) {
    add_text(session, texts, repl->path, &held[SCE_NOTEBOOK_FILE]);
    session->main = sce_array_last(&texts->texts);
  }
  add_hidden(repl, entry, &hidden);
  if (hidden.count) {
    SceSourceId id = sce_sources_add(&session->sources, name, name, hidden.bytes, (uint32_t)hidden.count, true);
    sce_array_push(&texts->texts, id);
  }
  add_text(session, texts, name, &held[SCE_NOTEBOOK_GROWN]);
}

void sce_repl_close(SceSession *session, SceReplTexts *texts) {
  sce_array_release(&texts->texts);
  sce_array_release(&texts->sets);
  sce_session_release(session);
}

/* The text stands behind as many line ends as bring it to its line. */
SceSourceId sce_repl_add(SceRepl *repl, SceSession *session, SceReplTexts *texts, const char *text, size_t length, uint32_t line) {
  const char *name = repl->terminal ? "prompt" : "-";
  char *placed = sce_memory_new(line + length);
  memset(placed, '\n', line - 1);
  memcpy(placed + line - 1, text, length);
  placed[line - 1 + length] = '\0';
  SceSourceId id = sce_sources_add(&session->sources, name, name, placed, (uint32_t)(line - 1 + length), true);
  sce_array_push(&texts->texts, id);
  return id;
}

bool sce_repl_compute(SceRepl *repl, SceSession *session) {
  keep_draws(repl, session->program);
  SceSampling sampling = sce_cli_sampling_begin(repl->cli);
  session->run = sce_run_new(session->program, sce_session_functions(session), &sampling);
  sce_cli_sampling_end(repl->cli, session->run);
  bool stopped = repl->cli->interrupted;
  if (!repl->terminal) return !stopped;
  if (stopped) {
    sce_text_add_byte(&repl->cli->out, '\n');                                  /* behind the `^C` that the terminal shows */
    if (sce_line_has_more(repl->reader)) sce_text_add_string(&repl->cli->err, "sce: the rest of the paste is given up\n");
    sce_line_drop(repl->reader);
  }
  repl->cli->interrupted = false;
  return !stopped;
}

/* ---- one entry ---- */

/* Errors anywhere, and what else is said about the entry itself: what was said about earlier ones is not said again. */
static bool is_news(void *context, const SceDiag *diag) {
  return diag->severity == SCE_SEVERITY_ERROR || diag->span.source == *(const SceSourceId *)context;
}

/* At a terminal a value in a unit of several parts has its dimension in words beside it, unless the unit was asked for. */
static void show(SceRepl *repl, SceSession *session) {
  const SceProgram *program = session->program;
  SceText *out = &repl->cli->out;
  size_t before = out->count;
  sce_cli_show(repl->cli, session);
  if (!repl->terminal || program->results.count != 1 || out->count == before || strchr(out->bytes + before, '\n') != out->bytes + out->count - 1) return;
  const SceResult *result = &program->results.at[0];
  if (!(result->flags & SCE_RESULT_EXPRESSION) || result->flags & (SCE_RESULT_NONE | SCE_RESULT_UNIT_FIXED | SCE_RESULT_TRUTH | SCE_RESULT_REFERENCE)) return;
  if (!strpbrk(sce_unit_spelling(program->units, result->unit), "*/^")) return;
  out->bytes[--out->count] = '\0';
  sce_text_add_string(out, "   (");
  sce_dim_words(out, program->dims, &program->intern, sce_unit_dim(program->units, result->unit));
  sce_text_add_string(out, ")\n");
}

bool sce_repl_evaluate(SceRepl *repl, const char *text, size_t length, uint32_t line, bool whole) {
  SceSession session;
  SceReplTexts texts;
  sce_repl_open(repl, &session, &texts, text);
  SceSourceId id = sce_repl_add(repl, &session, &texts, text, length, line);
  SceSessionRequest request = {.texts = texts.texts.at, .text_count = texts.texts.count, .sets = texts.sets.at, .set_count = texts.sets.count,
                               .shown = whole ? SCE_ALL_TEXTS : texts.texts.count - 1};
  sce_session_compile(&session, &request);
  bool finished = sce_repl_compute(repl, &session);
  sce_session_report(&session);
  bool sound = session.diags.errors <= (whole ? repl->known_errors : 0);
  if (sound && !whole) {
    show(repl, &session);
    note_result(repl, session.program);
  }
  if (!sound || !whole) sce_cli_findings(repl->cli, &session.sources, &session.diags, is_news, &id);
  if (whole && sound && !finished) {
    sce_text_add_string(&repl->cli->err, "sce: cancelled: the entry does not hold\n");
    sound = false;
  }
  sce_repl_close(&session, &texts);
  return sound;
}

/* Could an entry break what was said before it? It could if it makes a name anew, replaces a field or gives a block that others may come to mean. */
static bool may_break(const SceRepl *repl, const char *text, size_t length) {
  if (repl->notebook.blanked.count) return true;
  for (size_t i = 0; i + 1 < length; i++) {
    if (text[i] == '<' || (text[i] == '.' && !strchr("0123456789 \n", text[i + 1]))) return true;
  }
  return false;
}

static bool wants_to_leave(const char *text) { return !strcmp(text, "quit") || !strcmp(text, "exit"); }

/* Keeps an entry that has been found sound. */
static void keep(SceRepl *repl, SceText *entry, uint32_t line, bool again) {
  sce_notebook_drop(&repl->notebook);
  sce_notebook_try(&repl->notebook, entry->bytes, (uint32_t)entry->count);
  sce_notebook_keep(&repl->notebook, entry->bytes, (uint32_t)entry->count, line, again);
  sce_text_release(&repl->last);
  repl->last = *entry;
  repl->last_line = line;
  repl->can_continue = true;
}

/* Whether the entry under trial defines `_`. */
static bool defines_last(SceRepl *repl) {
  SceName key = sce_intern_get_string(&repl->notebook.keys, "value _");
  for (uint32_t i = 0; i < repl->notebook.entry.count; i++)
    if (repl->notebook.entry.at[i].key == key) return true;
  return false;
}

void sce_repl_enter(SceRepl *repl, const char *text, size_t length, uint32_t line, bool again) {
  if (!sce_notebook_try(&repl->notebook, text, (uint32_t)length)) return;
  if (defines_last(repl)) {
    sce_cli_trouble(repl->cli, "`_` is the last result: give the definition another name");
    sce_notebook_drop(&repl->notebook);
    return;
  }
  SceText named = {0};
  name_result(repl, text);
  add_named(repl, text, &named);
  if ((!may_break(repl, text, length) || again || sce_repl_evaluate(repl, text, length, line, true)) && sce_repl_evaluate(repl, text, length, line, false)) {
    keep(repl, &named, line, again);
    return;
  }
  sce_text_release(&named);
  sce_notebook_drop(&repl->notebook);
  if (repl->terminal && wants_to_leave(text)) sce_cli_trouble(repl->cli, "`:quit` or ctrl-D leaves");
  if (!again) repl->can_continue = false;
}

/* ---- beginning again ---- */

/* All findings on the file alone. */
static uint32_t check_file(SceRepl *repl) {
  SceSession session;
  SceReplTexts texts;
  sce_repl_open(repl, &session, &texts, "");
  SceSessionRequest request = {.texts = texts.texts.at, .text_count = texts.texts.count, .sets = texts.sets.at, .set_count = texts.sets.count, .shown = SCE_ALL_TEXTS};
  sce_session_compile(&session, &request);
  sce_repl_compute(repl, &session);
  sce_session_report(&session);
  uint32_t errors = session.diags.errors;
  sce_cli_findings(repl->cli, &session.sources, &session.diags, NULL, NULL);
  sce_repl_close(&session, &texts);
  return errors;
}

/* Puts texts into an empty notebook. What does not compute can be talked about; a file that does not even stand beside an empty entry cannot. */
static bool start(SceRepl *repl, const char *file, const char *said, bool shown) {
  sce_notebook_set(&repl->notebook, SCE_NOTEBOOK_INIT, repl->init.bytes ? repl->init.bytes : "", (uint32_t)repl->init.count);
  if (file) sce_notebook_set(&repl->notebook, SCE_NOTEBOOK_FILE, file, (uint32_t)strlen(file));
  if ((file || repl->init.count) && !sce_repl_evaluate(repl, "", 0, 1, false)) return false;
  repl->known_errors = file || repl->init.count ? check_file(repl) : 0;
  size_t length = said ? strlen(said) : 0;
  if (!length || !sce_notebook_try(&repl->notebook, said, (uint32_t)length)) return true;
  if (!sce_repl_evaluate(repl, said, length, 1, true) || (shown && !sce_repl_evaluate(repl, said, length, 1, false))) return false;
  sce_notebook_keep(&repl->notebook, said, (uint32_t)length, 1, false);
  if (repl->line <= repl->notebook.grown_lines) repl->line = repl->notebook.grown_lines + 1;
  return true;
}

bool sce_repl_restart(SceRepl *repl, const char *path, const char *file, const char *said, bool shown) {
  SceNotebook before = repl->notebook;
  char *path_before = repl->path;
  uint32_t errors_before = repl->known_errors;
  sce_notebook_init(&repl->notebook);
  repl->path = sce_text_copy(path);
  repl->can_continue = false;
  if (start(repl, file, said, shown)) {
    SceText copy = {0};
    sce_text_add_string(&copy, file ? file : "");
    sce_text_release(&repl->file);
    repl->file = copy;
    sce_notebook_release(&before);
    free(path_before);
    return true;
  }
  sce_notebook_release(&repl->notebook);
  free(repl->path);
  repl->notebook = before;
  repl->path = path_before;
  repl->known_errors = errors_before;
  return false;
}
