/* The commands that read and write files. What is read replaces nothing before it has been found sound with what holds.
 */
#include "repl.h"

#include "file.h"
#include "filepath.h"
#include "format.h"
#include "review/texts.h"
#include "tree.h"
#include "userdirs.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

/* ---- load, reload ---- */

bool sce_repl_read_file(SceRepl *repl, const char *path, bool first) {
  SceFile file;
  if (sce_file_read(path, &file)) {
    sce_cli_trouble(repl->cli, "cannot read `%s`: %s", path, file.reason);
    return false;
  }
  SceText said = {0};
  sce_repl_said(repl, &said);
  bool alone = first || !said.count, whole = sce_repl_restart(repl, path, file.text, alone ? NULL : said.bytes, false);
  if (!whole && !alone) {
    sce_cli_trouble(repl->cli, "`%s` and what was said do not fit together: all stays as it was; `:list` shows what was said, `:edit` changes it", path);
  }
  sce_text_release(&said);
  free(file.text);
  return whole;
}

void sce_repl_load(SceRepl *repl, const char *path) {
  char *whole = sce_userdirs_expand(path);
  if (sce_repl_read_file(repl, whole, false)) sce_text_add_format(&repl->cli->err, "sce: loaded `%s`\n", whole);
  free(whole);
}

void sce_repl_reload(SceRepl *repl) {
  char *path = sce_text_copy(repl->path);
  if (!path) sce_cli_trouble(repl->cli, "there is no file to read again; `:load FILE` reads one");
  else sce_repl_load(repl, path);
  free(path);
}

void sce_repl_read_init(SceRepl *repl) {
  SceFile file;
  char *path = sce_userdirs_path("XDG_CONFIG_HOME", ".config", "init.sce");
  if (!path || access(path, F_OK)) {
    free(path);
    return;
  }
  if (sce_file_read(path, &file)) {
    sce_cli_trouble(repl->cli, "cannot read `%s`: %s", path, file.reason);
    free(path);
    return;
  }
  sce_text_add(&repl->init, file.text, file.length);
  repl->init_path = path;
  if (strlen(file.text) != file.length || !sce_repl_restart(repl, NULL, NULL, NULL, false)) {
    sce_text_release(&repl->init);
    sce_repl_restart(repl, NULL, NULL, NULL, false);
  }
  free(file.text);
}

/* ---- save ---- */

/* The paths of `use` are relative to the folder that they were written for. */
static void add_rebased(SceText *out, const char *text, const char *from, const char *to) {
  SceTree tree;
  uint32_t done = 0;
  sce_tree_read(&tree, text, (uint32_t)strlen(text));
  for (uint32_t at = tree.first; at != SCE_NO_ITEM; at = tree.ast.items.at[at].next) {
    const SceItemMore *more = sce_ast_more(&tree.ast, &tree.ast.items.at[at]);
    if (tree.ast.items.at[at].kind != SCE_ITEM_USE || text[more->string_at] == '/') continue;
    SceText path = {0};
    sce_text_add(&path, text + more->string_at, more->string_length);
    char *whole = sce_filepath_join(from, path.bytes), *relative = sce_filepath_relative(whole, to);
    sce_text_add(out, text + done, more->string_at - done);
    sce_text_add_format(out, "%s%s", *relative == '.' ? "" : "./", relative);
    done = more->string_at + more->string_length;
    free(whole);
    free(relative);
    sce_text_release(&path);
  }
  sce_text_add_string(out, text + done);
  sce_tree_release(&tree);
}

static char *real_folder(const char *path) {
  char *folder = path ? sce_filepath_folder(path) : sce_text_copy(""), *real = realpath(*folder ? folder : ".", NULL);
  free(folder);
  return real;
}

/* The text in the one layout, where it has one. */
static void lay_out(SceText *text) {
  SceSources sources;
  SceDiags diags;
  SceText laid = {0};
  sce_sources_init(&sources);
  sce_diags_init(&diags);
  SceSourceId source = sce_sources_add(&sources, "", "", text->bytes, (uint32_t)text->count, false);
  bool done = sce_format(&laid, &sources, &diags, source);
  if (done) {
    sce_text_clear(text);
    sce_text_add(text, laid.count ? laid.bytes : "", laid.count);
  }
  sce_text_release(&laid);
  sce_diags_release(&diags);
  sce_sources_release(&sources);
}

/* Whether a whole text evaluates where it is going to be. */
static bool is_sound(SceRepl *repl, const char *path, const SceText *text) {
  SceSession session;
  SceSourceIds sets = {0};
  sce_cli_open(repl->cli, &session, &sets);
  sce_session_locate(&session, path);
  session.main = sce_sources_add(&session.sources, path, path, text->bytes, (uint32_t)text->count, false);
  SceSessionRequest request = {.texts = &session.main, .text_count = 1, .sets = sets.at, .set_count = sets.count, .shown = SCE_ALL_TEXTS};
  sce_session_compile(&session, &request);
  bool sound = session.diags.errors <= repl->known_errors;
  sce_array_release(&sets);
  sce_session_release(&session);
  return sound;
}

/* A bare expression may have lost what it rests on since it was said. */
static void drop_unsound(SceRepl *repl) {
  for (uint32_t i = repl->notebook.bare.count; i-- > 0;) {
    SceSession session;
    SceReplTexts texts;
    const char *text = repl->notebook.bare.at[i].text;
    sce_repl_open(repl, &session, &texts, text);
    sce_repl_add(repl, &session, &texts, text, strlen(text), 1);
    SceSessionRequest request = {.texts = texts.texts.at, .text_count = texts.texts.count, .sets = texts.sets.at, .set_count = texts.sets.count, .shown = texts.texts.count - 1};
    sce_session_compile(&session, &request);
    bool sound = !session.diags.errors;
    sce_repl_close(&session, &texts);
    if (!sound) sce_notebook_forget(&repl->notebook, text);
  }
}

static void add_all(SceRepl *repl, const char *path, SceText *out) {
  char *from = real_folder(repl->path), *to = real_folder(path);
  SceText all = {0};
  sce_repl_whole(repl, &all);
  if (from && to && strcmp(from, to)) add_rebased(out, all.bytes, from, to);
  else sce_text_add(out, all.bytes, all.count);
  lay_out(out);
  free(from);
  free(to);
  sce_text_release(&all);
}

void sce_repl_save(SceRepl *repl, const char *path) {
  char *whole = sce_userdirs_expand(path);
  SceText text = {0};
  drop_unsound(repl);
  add_all(repl, whole, &text);
  const char *reason = sce_file_replace(whole, text.bytes, text.count);
  if (reason) sce_cli_trouble(repl->cli, "cannot write `%s`: %s", whole, reason);
  else if (!is_sound(repl, whole, &text)) sce_cli_trouble(repl->cli, "`%s` is written, and does not evaluate there: `sce check` says why", whole);
  else sce_text_add_format(&repl->cli->err, "sce: saved as `%s`%s\n", whole, repl->cli->options.sets.count ? "; what --set replaces is not in it" : "");
  sce_text_release(&text);
  free(whole);
}

/* ---- list, edit ---- */

void sce_repl_list(SceRepl *repl) {
  SceText said = {0};
  sce_repl_said(repl, &said);
  lay_out(&said);
  sce_text_add(&repl->cli->out, said.bytes, said.count);
  sce_text_release(&said);
}

/* Runs the editor on a file, with the terminal as its own. Returns whether it ended well. */
static bool run_editor(SceRepl *repl, const char *path) {
  const char *visual = getenv("VISUAL"), *editor = visual && *visual ? visual : getenv("EDITOR");
  if (!editor || !*editor) editor = "vi";
  SceText command = {0};
  sce_text_add_format(&command, "%s \"$1\"", editor);
  sce_cli_flush(repl->cli);
  fflush(stdout);
  pid_t child = fork();
  if (!child) {
    signal(SIGINT, SIG_DFL);
    execl("/bin/sh", "sh", "-c", command.bytes, "sh", path, (char *)NULL);
    _exit(127);
  }
  sce_text_release(&command);
  int status = -1;
  while (child > 0 && waitpid(child, &status, 0) < 0 && errno == EINTR) {}
  if (child > 0 && WIFEXITED(status) && !WEXITSTATUS(status)) return true;
  sce_cli_trouble(repl->cli, "`%s` did not end well: all stays as it was", editor);
  return false;
}

/* A file of its own for the editor, with a name that says what is in it. NULL with trouble. */
static char *write_temporary(SceRepl *repl, const char *text) {
  const char *folder = getenv("TMPDIR");
  SceText path = {0};
  sce_text_add_format(&path, "%s/prompt-XXXXXX.sce", folder && *folder ? folder : "/tmp");
  int file = mkstemps(path.bytes, 4);
  const char *reason = file < 0 ? sce_file_reason(errno) : sce_file_write(file, text, strlen(text));
  if (file >= 0) close(file);
  if (!reason) return path.bytes;
  sce_cli_trouble(repl->cli, "cannot write `%s`: %s", path.bytes, reason);
  if (file >= 0) unlink(path.bytes);
  sce_text_release(&path);
  return NULL;
}

/* Takes what the editor gave back: it is what was said from now on, and shown. */
static void take_edited(SceRepl *repl, const char *text) {
  if (!sce_repl_restart(repl, repl->path, repl->path ? repl->file.bytes : NULL, text, true)) {
    sce_cli_trouble(repl->cli, "all stays as it was; `:edit` goes on with the edited text");
    free(repl->edited);
    repl->edited = sce_text_copy(text);
    return;
  }
  free(repl->edited);
  repl->edited = NULL;
}

void sce_repl_edit(SceRepl *repl) {
  SceText said = {0};
  SceFile file;
  if (repl->edited) {
    sce_text_add_string(&said, repl->edited);
  } else {
    sce_repl_said(repl, &said);
    lay_out(&said);
  }
  char *path = write_temporary(repl, said.bytes);
  if (path && run_editor(repl, path)) {
    if (sce_file_read(path, &file)) {
      sce_cli_trouble(repl->cli, "cannot read `%s`: %s", path, file.reason);
    } else {
      if (strlen(file.text) != file.length) sce_cli_trouble(repl->cli, "the edited text holds a NUL: all stays as it was");
      else if (strcmp(file.text, said.bytes)) take_edited(repl, file.text);
      free(file.text);
    }
  }
  if (path) unlink(path);
  free(path);
  sce_text_release(&said);
}
