/* Where texts come from, and the one function that turns them into results.
 *
 * Imports are the part that needs care. A file that somebody else wrote must not be able to read the rest of the disk, so that every import is
 * followed to its real path, links included, and refused unless it lies below the main file's folder or below one that the
 * user named. What would lie outside is refused in the same words whether it is there or not.
 */
#include "session.h"

#include "filepath.h"
#include "suggest.h"

#include <errno.h>

static char *copy_string(const char *string) {
  size_t size = strlen(string) + 1;
  return memcpy(sce_memory_new(size), string, size);
}

/* ---- life ---- */

void sce_session_init(SceSession *session) {
  *session = (SceSession){.main = SCE_NO_SOURCE};
  sce_sources_init(&session->sources);
  sce_diags_init(&session->diags);
  sce_builtins_init(&session->builtins);
}

void sce_session_release(SceSession *session) {
  if (session->run) sce_run_free(session->run);
  if (session->program) sce_program_free(session->program);
  sce_natives_release(&session->none);
  sce_builtins_release(&session->builtins);
  sce_diags_release(&session->diags);
  sce_sources_release(&session->sources);
  for (uint32_t i = 0; i < session->granted.count; i++) free(session->granted.at[i]);
  for (uint32_t i = 0; i < session->files.count; i++) free(session->files.at[i].real);
  sce_array_release(&session->granted);
  for (uint32_t i = 0; i < session->imports.count; i++) free(session->imports.at[i].path);
  sce_array_release(&session->files);
  sce_array_release(&session->imports);
  free(session->main_path);
  free(session->folder);
  free(session->root);
  *session = (SceSession){.main = SCE_NO_SOURCE};
}

/* ---- paths ---- */

static bool is_allowed(const SceSession *session, const char *path) {
  if (sce_filepath_is_below(path, session->root)) return true;
  for (uint32_t i = 0; i < session->granted.count; i++)
    if (sce_filepath_is_below(path, session->granted.at[i])) return true;
  return false;
}

/* The folder that an import is relative to. */
static char *folder_of(const SceSession *session, SceSourceId source) {
  for (uint32_t i = 0; i < session->files.count; i++) {
    if (session->files.at[i].source != source || source == session->main) continue;
    const char *real = session->files.at[i].real;
    return sce_filepath_folder(real);
  }
  return copy_string(session->root);
}

/* ---- the main file ---- */

void sce_session_locate(SceSession *session, const char *path) {
  free(session->main_path);
  free(session->folder);
  session->main_path = copy_string(path);
  session->folder = sce_filepath_folder(path);
}

SceSourceId sce_session_read(SceSession *session, const char *path) {
  sce_session_locate(session, path);
  SceFile file;
  SceFileError error = sce_file_read(path, &file);
  if (error) {
    sce_diag_add(&session->diags, error == SCE_FILE_TOO_LARGE ? SCE_E_TOO_LARGE : SCE_E_FILE, SCE_NO_PLACE, "cannot read `%s`: %s", path, file.reason);
    return SCE_NO_SOURCE;
  }
  session->main = sce_sources_add(&session->sources, path, sce_filepath_base(path), file.text, file.length, true);
  return session->main;
}

bool sce_session_grant(SceSession *session, const char *folder) {
  char *real = realpath(folder, NULL);
  if (!real) {
    sce_diag_add(&session->diags, SCE_E_FILE, SCE_NO_PLACE, "cannot use the folder `%s`: %s", folder, sce_file_reason(errno));
    return false;
  }
  sce_array_push(&session->granted, real);
  return true;
}

/* ---- imports ---- */

/* Finds the real places of the main file and its folder; only programs with imports pay for it. */
static bool find_root(SceSession *session) {
  if (session->root) return true;
  const char *folder = session->folder && *session->folder ? session->folder : ".";
  session->root = realpath(folder, NULL);
  if (!session->root && session->buffer && *folder == '/') session->root = sce_filepath_join("/", folder);   /* nothing is saved yet */
  if (!session->root) return false;
  char *real = session->main == SCE_NO_SOURCE || !strcmp(session->main_path, "-") ? NULL : realpath(session->main_path, NULL);
  if (!real && session->buffer && session->main_path && *session->main_path == '/') real = copy_string(session->main_path);
  if (real) sce_array_push(&session->files, ((SceSessionFile){session->main, real}));
  return true;
}

SceSourceId sce_session_refuse(const SceSession *session, const char *path, SceSpan span, SceDiags *diags) {
  sce_diag_add(diags, SCE_E_ESCAPE, span, "`%s` leaves the folder of the main file", path);
  if (*path == '/') sce_diag_help(diags, "paths are relative to the file that they stand in");
  else if (session->granted.count) sce_diag_help(diags, "-I names the folders that imports may come from as well; it is below none of them");
  else sce_diag_help(diags, "-I DIR lets imports come from below DIR as well");
  return SCE_NO_SOURCE;
}

static SceSourceId add_import(SceSession *session, char *real, const char *path, SceSpan span, SceDiags *diags) {
  SceFile file;
  bool held = session->buffer && session->buffer(session->buffer_context, real, &file);
  SceFileError error = held ? SCE_FILE_OK : sce_file_read(real, &file);
  if (error) {
    sce_diag_add(diags, error == SCE_FILE_TOO_LARGE ? SCE_E_TOO_LARGE : SCE_E_FILE, span, "cannot read `%s`: %s", path, file.reason);
    free(real);
    return SCE_NO_SOURCE;
  }
  char *short_name = sce_filepath_relative(real, session->root);
  SceText name = {0};
  sce_text_add_string(&name, session->folder ? session->folder : "");
  if (name.count && name.bytes[name.count - 1] != '/') sce_text_add_byte(&name, '/');
  sce_text_add_string(&name, short_name);
  SceSourceId source = sce_sources_add(&session->sources, name.bytes, short_name, file.text, file.length, true);
  sce_array_push(&session->files, ((SceSessionFile){source, real}));
  sce_text_release(&name);
  free(short_name);
  return source;
}

static SceSourceId import_file(SceSession *session, const char *path, SceSourceId from, SceSpan span, SceDiags *diags) {
  if (!find_root(session)) {
    sce_diag_add(diags, SCE_E_FILE, span, "cannot find the folder of the main file: %s", sce_file_reason(errno));
    return SCE_NO_SOURCE;
  }
  if (*path == '/') return sce_session_refuse(session, path, span, diags);
  char *folder = folder_of(session, from), *spelled = sce_filepath_join(folder, path);
  SceText full = {0};
  sce_text_add_format(&full, "%s/%s", folder, path);
  char *real = realpath(full.bytes, NULL);
  int error = errno;
  SceFile unsaved;
  if (!real && session->buffer && session->buffer(session->buffer_context, spelled, &unsaved)) {
    free(unsaved.text);
    real = copy_string(spelled);
  }
  bool allowed = is_allowed(session, real ? real : spelled);
  free(folder);
  free(spelled);
  sce_text_release(&full);
  if (real && allowed) {
    for (uint32_t i = 0; i < session->files.count; i++) {
      if (strcmp(session->files.at[i].real, real)) continue;
      free(real);
      return session->files.at[i].source;
    }
    return add_import(session, real, path, span, diags);
  }
  free(real);
  if (!allowed) return sce_session_refuse(session, path, span, diags);
  sce_diag_add(diags, SCE_E_FILE, span, "cannot read `%s`: %s", path, sce_file_reason(error));
  return SCE_NO_SOURCE;
}

/* SceImport. */
static SceSourceId import(void *context, const char *path, SceSourceId from, SceSpan span, SceDiags *diags) {
  SceSession *session = context;
  SceSourceId to = session->import ? session->import(session->import_context, path, from, span, diags) : import_file(session, path, from, span, diags);
  sce_array_push(&session->imports, ((SceSessionImport){from, to, copy_string(path)}));
  return to;
}

/* ---- native functions ---- */

static SceNatives *natives_of(SceSession *session) { return session->natives ? session->natives : &session->none; }

/* SceNativeFind: where the library lies, by the rules of imports. */
static uint32_t find_native(void *context, const SceNativeAsked *asked, SceDiags *diags) {
  SceSession *session = context;
  const char *path = asked->library;
  if (!session->folder_of && !find_root(session)) {
    sce_diag_add(diags, SCE_E_FILE, asked->library_at, "cannot find the folder of the main file: %s", sce_file_reason(errno));
    return SCE_NO_OP;
  }
  if (*path == '/') return sce_session_refuse(session, path, asked->library_at, diags), SCE_NO_OP;
  char *folder = session->folder_of ? session->folder_of(session->import_context, asked->from) : folder_of(session, asked->from), *spelled = sce_filepath_join(folder, path);
  SceText full = {0};
  sce_text_add_format(&full, "%s/%s", folder, path);
  SceNativePlace place = {.spelled = spelled, .real = realpath(full.bytes, NULL), .error = errno};
  const char *shown = place.real ? place.real : spelled;
  uint32_t found = SCE_NO_OP;
  if (session->allows ? session->allows(session->import_context, shown) : is_allowed(session, shown)) found = sce_natives_find(natives_of(session), &session->builtins, asked, &place, diags);
  else sce_session_refuse(session, path, asked->library_at, diags);
  free((char *)(uintptr_t)place.real);
  free(folder);
  free(spelled);
  sce_text_release(&full);
  return found;
}

const SceFunction *sce_session_functions(const SceSession *session) { return sce_natives_table(session->natives ? session->natives : &session->none, &session->builtins); }

/* ---- from texts to findings ---- */

void sce_session_compile(SceSession *session, const SceSessionRequest *request) {
  SceCompileOptions options = {
      .library = &sce_library,
      .builtins = session->builtins.signatures, .builtin_count = session->builtins.count,
      .import = import, .import_context = session,
      .native = find_native, .native_context = session,
      .texts = request->texts, .text_count = request->text_count,
      .sets = request->sets, .set_count = request->set_count,
      .shown = request->shown, .all = request->all, .unseen = request->unseen, .fields = request->fields, .names = request->names, .only = request->only,
  };
  session->program = sce_compile(&options, &session->sources, &session->diags);
}

void sce_session_report(SceSession *session) {
  sce_run_report(session->run, &session->diags);
  sce_claims_report(session->run, session->program, &session->diags);
}

void sce_session_evaluate(SceSession *session, const SceSessionRequest *request) {
  sce_session_compile(session, request);
  session->run = sce_run_new(session->program, sce_session_functions(session), request->sampling);
  sce_session_report(session);
}

uint32_t sce_session_scenario(SceSession *session, const char *name) {
  const SceProgram *program = session->program;
  SceAxis axis = program->axes.at[0];
  SceSuggest suggest = {.wanted = name};
  for (uint32_t i = 0; i < axis.count; i++) {
    const char *label = sce_intern_spelling(&program->intern, program->labels.at[axis.labels + i]);
    if (!strcmp(label, name)) return i;
    sce_suggest_offer(&suggest, label);
  }
  sce_diag_add(&session->diags, SCE_E_SCENARIO, SCE_NO_PLACE, "there is no scenario `%s`", name);
  if (suggest.best) sce_diag_help(&session->diags, "did you mean `%s`?", suggest.best);
  else if (axis.count <= 1) sce_diag_help(&session->diags, "the file has no scenarios");
  return UINT32_MAX;
}
