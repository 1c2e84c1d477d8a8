/* The public API's sessions: what is loaded, what is set, and the way to results. */
#include "api.h"

#include "filepath.h"
#include "results/number.h"
#include "review/texts.h"

#include <math.h>

const char *libsce_version(void) { return LIBSCE_VERSION; }
int libsce_version_number(void) { return LIBSCE_VERSION_NUMBER; }

locale_t sce_api_enter(void) {
  locale_t plain = newlocale(LC_ALL_MASK, "C", (locale_t)0);      /* one that is always there and takes no memory */
  return uselocale(plain);
}

void sce_api_leave(locale_t before) { uselocale(before); }

/* ---- life ---- */

/* Results no longer hold. */
static void drop(libsce_session *session) {
  for (size_t i = 0; i < sizeof session->documents / sizeof *session->documents; i++) {
    free(session->documents[i]);
    session->documents[i] = NULL;
  }
  sce_api_view_release(&session->view);
  if (session->evaluated) sce_session_release(&session->session);
  sce_natives_release(&session->natives);
  session->natives = (SceNatives){0};
  session->evaluated = false;
}

libsce_session *libsce_session_new(void) { return sce_memory_zeroed(sizeof(libsce_session)); }

static void forget_loaded(libsce_session *session) {
  free(session->path);
  free(session->name);
  free(session->text);
  session->path = session->name = session->text = NULL;
}

static void free_set(SceApiSet set) {
  free(set.path);
  free(set.text);
}

void libsce_session_free(libsce_session *session) {
  if (!session) return;
  drop(session);
  forget_loaded(session);
  for (uint32_t i = 0; i < session->folders.count; i++) free(session->folders.at[i]);
  for (uint32_t i = 0; i < session->libraries.count; i++) free(session->libraries.at[i]);
  for (uint32_t i = 0; i < session->sets.count; i++) free_set(session->sets.at[i]);
  sce_array_release(&session->folders);
  sce_array_release(&session->libraries);
  sce_array_release(&session->sets);
  free(session->expression);
  free(session->only);
  sce_text_release(&session->message);
  free(session);
}

libsce_status sce_api_misuse(libsce_session *session, const char *format, ...) {
  va_list list;
  va_start(list, format);
  sce_text_clear(&session->message);
  sce_text_add_format_list(&session->message, format, list);
  va_end(list);
  return LIBSCE_MISUSE;
}

const char *libsce_message(const libsce_session *session) { return session->message.count ? session->message.bytes : ""; }

/* ---- what is loaded and set ---- */

libsce_status libsce_load_file(libsce_session *session, const char *path) {
  if (!path || !*path) return sce_api_misuse(session, "libsce_load_file takes the path of a file");
  char *copy = sce_text_copy(path);
  drop(session);
  forget_loaded(session);
  session->path = copy;
  return LIBSCE_FINE;
}

libsce_status libsce_load_text(libsce_session *session, const char *name, const char *text, size_t length) {
  if (!text && length) return sce_api_misuse(session, "libsce_load_text takes a text");
  if (length > INT32_MAX) return sce_api_misuse(session, "a text has at most 2 GiB");
  char *copy = sce_memory_new(length + 1), *copied_name = sce_text_copy(name && *name ? name : NULL);
  if (length) memcpy(copy, text, length);
  copy[length] = '\0';
  drop(session);
  forget_loaded(session);
  session->name = copied_name;
  session->text = copy;
  session->length = (uint32_t)length;
  return LIBSCE_FINE;
}

libsce_status libsce_allow_folder(libsce_session *session, const char *folder) {
  if (!folder || !*folder) return sce_api_misuse(session, "libsce_allow_folder takes a folder");
  drop(session);
  sce_array_push(&session->folders, sce_text_copy(folder));
  return LIBSCE_FINE;
}

libsce_status libsce_allow_extern(libsce_session *session, const char *library) {
  if (library && !*library) return sce_api_misuse(session, "libsce_allow_extern takes the name of a library, or NULL for all");
  drop(session);
  if (library) sce_array_push(&session->libraries, sce_text_copy(library));
  else session->all_libraries = true;
  return LIBSCE_FINE;
}

static void remove_set(libsce_session *session, const char *path) {
  uint32_t kept = 0;
  for (uint32_t i = 0; i < session->sets.count; i++) {
    SceApiSet set = session->sets.at[i];
    if (path && strcmp(set.path, path)) session->sets.at[kept++] = set;
    else free_set(set);
  }
  session->sets.count = kept;
}

libsce_status libsce_unset(libsce_session *session, const char *path) {
  drop(session);
  remove_set(session, path);
  return LIBSCE_FINE;
}

libsce_status libsce_set(libsce_session *session, const char *path, const char *formula) {
  if (!path || !*path || !formula || !*formula) return sce_api_misuse(session, "libsce_set takes the path of a field and a formula");
  if (strchr(path, '=')) return sce_api_misuse(session, "`%s` is no path of a field", path);
  SceText text = {0};
  sce_text_add_format(&text, "%s=%s", path, formula);
  SceApiSet set = {sce_text_copy(path), text.bytes};
  drop(session);
  remove_set(session, set.path);
  sce_array_push(&session->sets, set);
  return LIBSCE_FINE;
}

libsce_status libsce_set_number(libsce_session *session, const char *path, double number, const char *unit) {
  if (!isfinite(number)) return sce_api_misuse(session, "libsce_set_number takes a finite number");
  char digits[SCE_NUMBER_ROOM + 1];
  SceText formula = {0};
  locale_t before = sce_api_enter();
  digits[sce_number_write_exact(digits, number)] = '\0';
  sce_api_leave(before);
  if (!unit || !*unit || !strcmp(unit, "1")) sce_text_add_string(&formula, digits);
  else if (!strncmp(unit, "1/", 2)) sce_text_add_format(&formula, "%s * (%s)", digits, unit);
  else if (strpbrk(unit, "^(")) sce_text_add_format(&formula, "%s * (1 %s)", digits, unit);      /* a power takes the number before the unit along */
  else sce_text_add_format(&formula, "%s %s", digits, unit);
  libsce_status status = libsce_set(session, path, formula.bytes);
  sce_text_release(&formula);
  return status;
}

static libsce_status set_text(libsce_session *session, char **place, const char *text) {
  char *copy = sce_text_copy(text);
  drop(session);
  free(*place);
  *place = copy;
  return LIBSCE_FINE;
}

libsce_status libsce_set_expression(libsce_session *session, const char *expression) { return set_text(session, &session->expression, expression); }
libsce_status libsce_set_only(libsce_session *session, const char *glob) { return set_text(session, &session->only, glob); }

libsce_status libsce_set_all(libsce_session *session, int all) {
  drop(session);
  session->all = all != 0;
  return LIBSCE_FINE;
}

/* ---- samples ---- */

libsce_status libsce_set_samples(libsce_session *session, uint64_t samples) {
  if (samples > UINT64_C(1) << 48) return sce_api_misuse(session, "there are at most 2^48 samples");
  drop(session);
  session->sampling.samples = samples;
  return LIBSCE_FINE;
}

libsce_status libsce_set_seed(libsce_session *session, uint64_t seed) {
  drop(session);
  session->sampling.seed = seed;
  return LIBSCE_FINE;
}

libsce_status libsce_set_sobol(libsce_session *session, int sobol) {
  drop(session);
  session->sampling.sampler = sobol ? SCE_SAMPLER_SOBOL : SCE_SAMPLER_RANDOM;
  return LIBSCE_FINE;
}

libsce_status libsce_set_precision(libsce_session *session, double share) {
  if (share != 0 && !(share >= 1e-6 && share < 1)) return sce_api_misuse(session, "a precision is a share between 0.000001 and 1, such as 0.001; 0 for none");
  drop(session);
  session->sampling.precision = share;
  return LIBSCE_FINE;
}

libsce_status libsce_set_exact_quantiles(libsce_session *session, int exact) {
  drop(session);
  session->sampling.exact_quantiles = exact != 0;
  return LIBSCE_FINE;
}

libsce_status libsce_set_threads(libsce_session *session, unsigned threads) {
  drop(session);
  session->sampling.threads = threads > 1024 ? 1024 : threads;
  return LIBSCE_FINE;
}

void libsce_set_progress(libsce_session *session, void (*progress)(void *context, double share), void *context) {
  session->sampling.progress = progress;
  session->sampling.progress_context = context;
}

/* ---- evaluating ---- */

/* SceImport of a text that stands for no file. */
static SceSourceId refuse_import(void *context, const char *path, SceSourceId from, SceSpan span, SceDiags *diags) {
  (void)context;
  (void)from;
  sce_diag_add(diags, SCE_E_FILE, span, "cannot read `%s`: the text that uses it stands for no file", path);
  return SCE_NO_SOURCE;
}

/* Adds a copy, which the session frees. */
static SceSourceId add_text(SceSession *session, const char *name, const char *text, size_t length) {
  char *copy = memcpy(sce_memory_new(length + 1), text, length);
  copy[length] = '\0';
  return sce_sources_add(&session->sources, name, sce_filepath_base(name), copy, (uint32_t)length, true);
}

static SceSourceId add_main(const libsce_session *from, SceSession *session) {
  if (from->path) return sce_session_read(session, from->path);
  const char *name = from->name ? from->name : "text";
  sce_session_locate(session, name);
  if (!from->name) session->import = refuse_import;
  return session->main = add_text(session, name, from->text, from->length);
}

void sce_api_allow(const libsce_session *from, SceNatives *natives) {
  *natives = (SceNatives){.loads = true, .all = from->all_libraries};
  for (uint32_t i = 0; i < from->libraries.count; i++) sce_array_push(&natives->allowed, from->libraries.at[i]);
}

void sce_api_run(const libsce_session *from, SceSession *session, SceNatives *natives, const SceSampling *sampling, bool fields) {
  SCE_ARRAY(SceSourceId) sets = {0};
  SceSourceId texts[2];
  uint32_t count = 0;
  sce_session_init(session);
  session->natives = natives;
  for (uint32_t i = 0; i < from->folders.count; i++) sce_session_grant(session, from->folders.at[i]);
  for (uint32_t i = 0; i < from->sets.count; i++) {
    SceSourceId set = add_text(session, "--set", from->sets.at[i].text, strlen(from->sets.at[i].text));
    sce_array_push(&sets, set);
  }
  SceSourceId main = add_main(from, session);
  if (main != SCE_NO_SOURCE) texts[count++] = main;
  if (from->expression && count) texts[count++] = add_text(session, "-e", from->expression, strlen(from->expression));
  if (!session->diags.errors) {
    SceSessionRequest request = {.texts = texts, .text_count = count, .sets = sets.at, .set_count = sets.count, .shown = from->expression ? count - 1 : SCE_ALL_TEXTS,
                                 .all = from->all, .fields = fields, .only = from->only, .sampling = sampling};
    sce_session_evaluate(session, &request);
  }
  sce_diags_sort(&session->diags);
  sce_array_release(&sets);
}

libsce_status libsce_evaluate(libsce_session *session) {
  if (!session->path && !session->text) return sce_api_misuse(session, "nothing is loaded: libsce_load_file or libsce_load_text comes first");
  drop(session);
  sce_text_clear(&session->message);
  __atomic_store_n(&session->stop, 0, __ATOMIC_RELAXED);
  SceSampling sampling = session->sampling;
  sampling.stop = &session->stop;
  locale_t before = sce_api_enter();
  session->evaluated = true;
  sce_api_allow(session, &session->natives);
  sce_api_run(session, &session->session, &session->natives, &sampling, false);
  sce_api_leave(before);
  bool stopped = session->stop && session->session.run && sce_run_is_partial(session->session.run);
  return stopped ? LIBSCE_STOPPED : (libsce_status)sce_diags_exit_code(&session->session.diags);
}

void libsce_stop(libsce_session *session) { __atomic_store_n(&session->stop, 1, __ATOMIC_RELAXED); }
