/* Loading and calling what somebody else compiled.
 *
 * Three things are kept from going wrong silently. A library is opened by its real path alone, so that no search path has a say in which one it is. A
 * function has to be one of the library's own, since a look-up by name would also find those of all libraries that it rests on. And the state of the
 * floating point unit is put back after loading and after each call: a library built for speed may change how numbers are rounded, on the thread that
 * loads it alone, and results would depend on who computes what.
 */
#include "native.h"

#include "file.h"
#include "filepath.h"
#include "native_symbols.h"
#include "suggest.h"

#include <dlfcn.h>
#include <errno.h>
#include <ffi.h>
#include <math.h>
#include <sys/stat.h>

struct SceNativeFunction {
  char *path, *name, *units;        /* what it is known by; path: real, or as spelled where it is not loaded */
  SceFunctionState state;
  void (*code)(void);
  ffi_cif cif;
  ffi_type **types;
  void **values;                    /* room for the arguments of one call */
};

static char *copy_string(const char *string) {
  size_t size = strlen(string) + 1;
  return memcpy(sce_memory_new(size), string, size);
}

static void free_function(SceNativeFunction *function) {
  free(function->path), free(function->name), free(function->units);
  free(function->types), free(function->values);
  free(function);
}

void sce_natives_release(SceNatives *natives) {
  for (uint32_t i = 0; i < natives->libraries.count; i++) free(natives->libraries.at[i].real);
  for (uint32_t i = 0; i < natives->functions.count; i++) free_function(natives->functions.at[i]);
  for (uint32_t i = 0; i < natives->tables.count; i++) free(natives->tables.at[i]);
  sce_array_release(&natives->allowed);
  sce_array_release(&natives->libraries);
  sce_array_release(&natives->functions);
  sce_array_release(&natives->tables);
}

/* ---- how numbers are rounded ---- */

/* On x86 one register says how doubles are rounded, and reading it costs nothing beside a call; elsewhere the whole state is kept. */
#ifdef __SSE2__
typedef unsigned Rounding;
enum { FLAGS = 0x3F };              /* what has happened so far, which decides nothing */

static void keep_rounding(Rounding *kept) { *kept = __builtin_ia32_stmxcsr(); }

static void restore_rounding(const Rounding *kept) {
  if ((__builtin_ia32_stmxcsr() ^ *kept) & ~(unsigned)FLAGS) __builtin_ia32_ldmxcsr(*kept);
}
#else
#include <fenv.h>
typedef fenv_t Rounding;

static void keep_rounding(Rounding *kept) { fegetenv(kept); }
static void restore_rounding(const Rounding *kept) { fesetenv(kept); }
#endif

/* ---- calls ---- */

static double call_native(const void *context, const double *arguments) {
  SceNativeFunction *function = (SceNativeFunction *)(uintptr_t)context;
  double result = NAN;
  Rounding rounding;
  for (unsigned i = 0; i < function->cif.nargs; i++) function->values[i] = (void *)(uintptr_t)&arguments[i];
  keep_rounding(&rounding);
  ffi_call(&function->cif, function->code, &result, function->values);
  restore_rounding(&rounding);
  return result;
}

static double call_nothing(const void *context, const double *arguments) { return (void)context, (void)arguments, NAN; }

/* ---- the table ---- */

const SceFunction *sce_natives_table(const SceNatives *natives, const SceBuiltins *builtins) { return natives->tables.count ? sce_array_last(&natives->tables) : builtins->functions; }

static uint32_t add_function(SceNatives *natives, const SceBuiltins *builtins, SceNativeFunction *function) {
  uint32_t at = builtins->count + natives->functions.count;
  if (at >= natives->room) {
    uint32_t room = 2 * at + 8;
    SceFunction *table = sce_memory_zeroed(room * sizeof *table);
    if (at) memcpy(table, sce_natives_table(natives, builtins), at * sizeof *table);
    sce_array_push(&natives->tables, table);
    natives->room = room;
  }
  sce_array_last(&natives->tables)[at] = (SceFunction){function->state == SCE_FUNCTION_READY ? call_native : call_nothing, function, function->state, NULL};
  sce_array_push(&natives->functions, function);
  return at;
}

static uint32_t find_function(const SceNatives *natives, const char *path, const SceNativeAsked *asked) {
  for (uint32_t i = 0; i < natives->functions.count; i++) {
    const SceNativeFunction *known = natives->functions.at[i];
    if (!strcmp(known->path, path) && !strcmp(known->name, asked->name) && !strcmp(known->units, asked->units)) return i;
  }
  return SCE_NO_OP;
}

static SceNativeFunction *new_function(const char *path, const SceNativeAsked *asked, SceFunctionState state) {
  SceNativeFunction *function = sce_memory_zeroed(sizeof *function);
  *function = (SceNativeFunction){.path = copy_string(path), .name = copy_string(asked->name), .units = copy_string(asked->units), .state = state};
  return function;
}

/* ---- libraries ---- */

static bool is_allowed(const SceNatives *natives, const SceNativeAsked *asked, const SceNativePlace *place) {
  if (natives->all) return true;
  for (uint32_t i = 0; i < natives->allowed.count; i++) {
    const char *name = natives->allowed.at[i];
    if (!strcmp(name, asked->library) || !strcmp(name, sce_filepath_base(asked->library))) return true;
    char *real = place->real && strchr(name, '/') ? realpath(name, NULL) : NULL;
    bool same = real && !strcmp(real, place->real);
    free(real);
    if (same) return true;
  }
  return false;
}

static void *refuse(const SceNativeAsked *asked, SceDiags *diags, const char *reason) {
  sce_diag_add(diags, SCE_E_NATIVE_LIBRARY, asked->library_at, "cannot load `%s`: %s", asked->library, reason);
  return NULL;
}

/* What the loader says, without the path that it starts with: that is another one on each machine. */
static const char *loader_words(const char *real) {
  const char *words = dlerror();
  size_t length = strlen(real);
  if (!words) return "the loader does not say why";
  return !strncmp(words, real, length) && !strncmp(words + length, ": ", 2) ? words + length + 2 : words;
}

static void *open_library(SceNatives *natives, const SceNativeAsked *asked, const SceNativePlace *place, SceDiags *diags) {
  struct stat status;
  for (uint32_t i = 0; i < natives->libraries.count; i++)
    if (!strcmp(natives->libraries.at[i].real, place->real)) return natives->libraries.at[i].handle;
  if (stat(place->real, &status)) return refuse(asked, diags, sce_file_reason(errno));
  if (!S_ISREG(status.st_mode)) return refuse(asked, diags, S_ISDIR(status.st_mode) ? "it is a folder" : "it is no regular file");
  Rounding rounding;
  keep_rounding(&rounding);
  void *handle = dlopen(place->real, RTLD_NOW | RTLD_LOCAL);
  restore_rounding(&rounding);
  if (!handle) return refuse(asked, diags, loader_words(place->real));
  sce_array_push(&natives->libraries, ((SceNativeLibrary){copy_string(place->real), handle}));
  return handle;
}

/* ---- functions ---- */

typedef struct Names {
  SceSuggest suggest;
  SceText list;
  uint32_t count;
} Names;

enum { NAMES_MOST = 5, PARAMETERS_MOST = 1000 };     /* of a call, which all stand on the stack */

static void see_name(void *context, const char *name, bool function) {
  Names *names = context;
  if (!function || *name == '_') return;
  sce_suggest_offer(&names->suggest, name);
  if (names->count++ < NAMES_MOST) sce_text_add_format(&names->list, "%s`%s`", names->list.count ? ", " : "", name);
}

static void report_missing(const SceNativeAsked *asked, void *handle, SceDiags *diags) {
  if (!sce_diag_add(diags, SCE_E_NATIVE_SYMBOL, asked->name_at, "`%s` has no function `%s`", asked->library, asked->name)) return;
  Names names = {.suggest = {.wanted = asked->name}};
  sce_symbols_each(handle, see_name, &names);
  if (names.suggest.best) sce_diag_help(diags, "did you mean `%s`?", names.suggest.best);
  else if (names.count > NAMES_MOST) sce_diag_help(diags, "it has %s and %u more", names.list.bytes, (unsigned)(names.count - NAMES_MOST));
  else if (names.count) sce_diag_help(diags, "it has %s", names.list.bytes);
  else sce_diag_help(diags, "it offers no function at all: they must be neither `static` nor hidden");
  sce_text_release(&names.list);
}

/* The function's address; NULL with a finding. */
static void *find_code(const SceNativeAsked *asked, void *handle, SceDiags *diags) {
  SceSymbolKind kind = sce_symbols_find(handle, asked->name);
  void *code = kind == SCE_SYMBOL_FUNCTION ? dlsym(handle, asked->name) : NULL;
  if (code) return code;
  if (kind == SCE_SYMBOL_OTHER) {
    if (sce_diag_add(diags, SCE_E_NATIVE_KIND, asked->name_at, "`%s` of `%s` is not a function", asked->name, asked->library))
      sce_diag_help(diags, "`extern` calls functions; data is read by a function that returns it");
  } else {
    report_missing(asked, handle, diags);
  }
  return NULL;
}

static bool prepare(SceNativeFunction *function, uint32_t parameters) {
  function->types = sce_memory_new((parameters + (size_t)1) * sizeof *function->types);
  function->values = sce_memory_zeroed((parameters + (size_t)1) * sizeof *function->values);
  for (uint32_t i = 0; i < parameters; i++) function->types[i] = &ffi_type_double;
  return ffi_prep_cif(&function->cif, FFI_DEFAULT_ABI, parameters, &ffi_type_double, function->types) == FFI_OK;
}

static uint32_t load_function(SceNatives *natives, const SceBuiltins *builtins, const SceNativeAsked *asked, const SceNativePlace *place, SceDiags *diags) {
  if (!place->real) {
    refuse(asked, diags, sce_file_reason(place->error));
    if (place->error == ENOENT) sce_diag_help(diags, "it has to be built first, such as `cc -shared -fPIC -o %s …`", sce_filepath_base(asked->library));
    return SCE_NO_OP;
  }
  if (asked->parameters > PARAMETERS_MOST) {
    sce_diag_add(diags, SCE_E_NATIVE_KIND, asked->name_at, "`%s` has %u parameters; a native function has at most %u", asked->name, (unsigned)asked->parameters, (unsigned)PARAMETERS_MOST);
    return SCE_NO_OP;
  }
  void *handle = open_library(natives, asked, place, diags), *code = handle ? find_code(asked, handle, diags) : NULL;
  if (!code) return SCE_NO_OP;
  SceNativeFunction *function = new_function(place->real, asked, SCE_FUNCTION_READY);
  memcpy(&function->code, &code, sizeof code);
  if (prepare(function, asked->parameters)) return add_function(natives, builtins, function);
  free_function(function);
  sce_diag_add(diags, SCE_E_NATIVE_KIND, asked->name_at, "`%s` cannot be called with %u arguments", asked->name, (unsigned)asked->parameters);
  return SCE_NO_OP;
}

uint32_t sce_natives_find(SceNatives *natives, const SceBuiltins *builtins, const SceNativeAsked *asked, const SceNativePlace *place, SceDiags *diags) {
  bool ready = natives->loads && is_allowed(natives, asked, place);
  const char *path = ready && place->real ? place->real : place->spelled;
  uint32_t known = find_function(natives, path, asked);
  if (known != SCE_NO_OP) return builtins->count + known;
  if (ready) return load_function(natives, builtins, asked, place, diags);
  return add_function(natives, builtins, new_function(path, asked, natives->loads ? SCE_FUNCTION_OFF : SCE_FUNCTION_LEFT_OUT));
}
