/* Bundles as bytes: numbers are little-endian, a text is its length, its bytes and a NUL, so that what is read can be used where it lies.
 */
#include "bundle.h"

#include "sample/state.h"

/* ---- hashes ---- */

uint64_t sce_hash_more(uint64_t hash, const void *bytes, size_t size) {
  const unsigned char *at = bytes;
  for (size_t i = 0; i < size; i++) hash = (hash ^ at[i]) * UINT64_C(0x100000001B3);
  return hash;
}

static uint64_t hash_number(uint64_t hash, uint64_t number) {
  unsigned char bytes[8];
  for (int i = 0; i < 8; i++) bytes[i] = (unsigned char)(number >> (8 * i));
  return sce_hash_more(hash, bytes, sizeof bytes);
}

static uint64_t hash_text(uint64_t hash, const char *text, size_t length) { return sce_hash_more(hash_number(hash, length), text, length); }

uint64_t sce_bundle_library(void) {
  uint64_t hash = SCE_HASH_START;
  for (uint32_t i = 0; i < sce_library.file_count; i++) hash = hash_text(hash, sce_library.texts + sce_library.files[i].start, sce_library.files[i].length);
  return hash;
}

static uint64_t find_identity(const SceBundle *bundle) {
  uint64_t hash = hash_number(SCE_HASH_START, bundle->library);
  for (uint32_t i = 0; i < bundle->texts.count; i++) {
    const SceBundleText *text = &bundle->texts.at[i];
    hash = hash_text(hash_number(hash, text->role), text->text, text->length);
  }
  for (uint32_t i = 0; i < bundle->imports.count; i++) {
    const SceBundleImport *import = &bundle->imports.at[i];
    hash = hash_text(hash_number(hash_number(hash, import->from), import->to), import->path, strlen(import->path));
  }
  hash = hash_number(hash_number(hash, bundle->shown), bundle->all);
  hash = bundle->only ? hash_text(hash_number(hash, 1), bundle->only, strlen(bundle->only)) : hash_number(hash, 0);
  return hash_number(hash_number(hash_number(hash, bundle->samples), bundle->seed), bundle->sampler);
}

/* ---- writing ---- */

static void add_text(SceText *out, const char *text, uint32_t length) {
  sce_bytes_add(out, length, 4);
  sce_text_add(out, text, length);
  sce_text_add_byte(out, '\0');
}

static void add_string(SceText *out, const char *string) { add_text(out, string, (uint32_t)strlen(string)); }

typedef struct Writer {
  const SceSession *session;
  SCE_ARRAY(SceSourceId) sources;   /* the texts of the bundle */
  uint32_t sets, given;             /* how many of them are what */
} Writer;

static uint32_t find_source(const Writer *writer, SceSourceId source) {
  for (uint32_t i = 0; i < writer->sources.count; i++)
    if (writer->sources.at[i] == source) return i;
  return UINT32_MAX;
}

static void collect(Writer *writer, const SceSessionRequest *request) {
  for (uint32_t i = 0; i < request->set_count; i++) sce_array_push(&writer->sources, request->sets[i]);
  for (uint32_t i = 0; i < request->text_count; i++) sce_array_push(&writer->sources, request->texts[i]);
  writer->sets = request->set_count;
  writer->given = request->text_count;
  for (uint32_t i = 0; i < writer->session->imports.count; i++) {
    SceSourceId to = writer->session->imports.at[i].to;
    if (to != SCE_NO_SOURCE && find_source(writer, to) == UINT32_MAX) sce_array_push(&writer->sources, to);
  }
}

static void write_texts(SceText *out, const Writer *writer) {
  sce_bytes_add(out, writer->sources.count, 4);
  for (uint32_t i = 0; i < writer->sources.count; i++) {
    const SceSource *source = &writer->session->sources.list.at[writer->sources.at[i]];
    sce_bytes_add(out, i < writer->sets ? SCE_BUNDLE_SET : i < writer->sets + writer->given ? SCE_BUNDLE_TEXT : SCE_BUNDLE_IMPORT, 1);
    add_string(out, source->name);
    add_string(out, source->short_name);
    add_text(out, source->text, source->length);
  }
}

static void write_imports(SceText *out, const Writer *writer) {
  const SceSession *session = writer->session;
  sce_bytes_add(out, session->imports.count, 4);
  for (uint32_t i = 0; i < session->imports.count; i++) {
    const SceSessionImport *import = &session->imports.at[i];
    sce_bytes_add(out, find_source(writer, import->from), 4);
    sce_bytes_add(out, find_source(writer, import->to), 4);
    add_string(out, import->path);
  }
}

void sce_bundle_write(SceText *out, const SceSession *session, const SceSessionRequest *request) {
  Writer writer = {.session = session};
  const SceSampling *sampling = request->sampling;
  collect(&writer, request);
  write_texts(out, &writer);
  write_imports(out, &writer);
  sce_bytes_add(out, request->shown, 4);
  sce_bytes_add(out, request->all, 1);
  sce_bytes_add(out, request->only != NULL, 1);
  add_string(out, request->only ? request->only : "");
  sce_bytes_add(out, sampling && sampling->samples ? sampling->samples : SCE_SAMPLES, 8);
  sce_bytes_add(out, sampling ? sampling->seed : 0, 8);
  sce_bytes_add(out, sampling ? sampling->sampler : SCE_SAMPLER_RANDOM, 1);
  sce_bytes_add(out, sce_bundle_library(), 8);
  sce_array_release(&writer.sources);
}

/* ---- reading ---- */

typedef struct Reader {
  const char *at, *end;
  bool failed;
} Reader;

static uint64_t read_number(Reader *reader, unsigned size) {
  if (reader->failed || reader->end - reader->at < (ptrdiff_t)size) {
    reader->failed = true;
    return 0;
  }
  reader->at += size;
  return sce_bytes_read(reader->at - size, size);
}

static const char *read_text(Reader *reader, uint32_t *length) {
  *length = (uint32_t)read_number(reader, 4);
  if (reader->failed || reader->end - reader->at <= (ptrdiff_t)*length || reader->at[*length]) {
    reader->failed = true;
    return "";
  }
  const char *text = reader->at;
  reader->at += *length + (size_t)1;
  return text;
}

static const char *read_string(Reader *reader) {
  uint32_t length;
  const char *string = read_text(reader, &length);
  if (!reader->failed && strlen(string) != length) reader->failed = true;
  return string;
}

static void read_texts(Reader *reader, SceBundle *bundle) {
  uint32_t count = (uint32_t)read_number(reader, 4);
  SceBundleRole last = SCE_BUNDLE_SET;
  for (uint32_t i = 0; i < count && !reader->failed; i++) {
    SceBundleText text = {.role = (SceBundleRole)read_number(reader, 1)};
    text.name = read_string(reader);
    text.short_name = read_string(reader);
    text.text = read_text(reader, &text.length);
    if (text.role < last || text.role > SCE_BUNDLE_IMPORT || text.length > INT32_MAX) reader->failed = true;
    last = text.role;
    if (!reader->failed) sce_array_push(&bundle->texts, text);
  }
}

static void read_imports(Reader *reader, SceBundle *bundle) {
  uint32_t count = (uint32_t)read_number(reader, 4);
  for (uint32_t i = 0; i < count && !reader->failed; i++) {
    SceBundleImport import = {.from = (uint32_t)read_number(reader, 4)};
    import.to = (uint32_t)read_number(reader, 4);
    import.path = read_string(reader);
    if (!reader->failed) sce_array_push(&bundle->imports, import);
  }
}

static uint32_t count_role(const SceBundle *bundle, SceBundleRole role) {
  uint32_t count = 0;
  for (uint32_t i = 0; i < bundle->texts.count; i++) count += bundle->texts.at[i].role == role;
  return count;
}

/* Whether indices lead to texts, and samples can be asked for. */
static bool is_sound(const SceBundle *bundle) {
  uint32_t given = count_role(bundle, SCE_BUNDLE_TEXT);
  bool sound = given > 0 && (bundle->shown == SCE_ALL_TEXTS || bundle->shown < given);
  sound &= bundle->samples > 0 && bundle->samples <= UINT64_C(1) << 48 && bundle->sampler <= SCE_SAMPLER_SOBOL;
  for (uint32_t i = 0; i < bundle->imports.count; i++) {
    const SceBundleImport *import = &bundle->imports.at[i];
    sound &= (import->to == UINT32_MAX || import->to < bundle->texts.count) && import->from < bundle->texts.count;
  }
  return sound;
}

bool sce_bundle_read(SceBundle *bundle, const char *bytes, size_t size) {
  Reader reader = {.at = bytes, .end = bytes + size};
  *bundle = (SceBundle){0};
  read_texts(&reader, bundle);
  read_imports(&reader, bundle);
  bundle->shown = (uint32_t)read_number(&reader, 4);
  bundle->all = read_number(&reader, 1) != 0;
  bool only = read_number(&reader, 1) != 0;
  bundle->only = read_string(&reader);
  if (!only) bundle->only = NULL;
  bundle->samples = read_number(&reader, 8);
  bundle->seed = read_number(&reader, 8);
  bundle->sampler = (SceSampler)read_number(&reader, 1);
  bundle->library = read_number(&reader, 8);
  if (reader.failed || reader.at != reader.end || !is_sound(bundle)) {
    sce_bundle_release(bundle);
    return false;
  }
  bundle->identity = find_identity(bundle);
  return true;
}

void sce_bundle_release(SceBundle *bundle) {
  sce_array_release(&bundle->texts);
  sce_array_release(&bundle->imports);
}

/* ---- sessions ---- */

static SceSourceId add_source(SceBundleUse *use, uint32_t index) {
  if (use->sources.at[index] != SCE_NO_SOURCE) return use->sources.at[index];
  const SceBundleText *text = &use->bundle->texts.at[index];
  return use->sources.at[index] = sce_sources_add(&use->session->sources, text->name, text->short_name, text->text, text->length, false);
}

/* SceImport. */
static SceSourceId import(void *context, const char *path, SceSourceId from, SceSpan span, SceDiags *diags) {
  SceBundleUse *use = context;
  for (uint32_t i = 0; i < use->bundle->imports.count; i++) {
    const SceBundleImport *import = &use->bundle->imports.at[i];
    if (import->to != UINT32_MAX && use->sources.at[import->from] == from && !strcmp(import->path, path)) return add_source(use, import->to);
  }
  sce_diag_add(diags, SCE_E_FILE, span, "cannot read `%s`: it could not be read when the shard was made", path);
  return SCE_NO_SOURCE;
}

void sce_bundle_open(SceBundleUse *use, const SceBundle *bundle, SceSession *session, SceSessionRequest *request) {
  *use = (SceBundleUse){.bundle = bundle, .session = session};
  sce_session_init(session);
  session->import = import;
  session->import_context = use;
  for (uint32_t i = 0; i < bundle->texts.count; i++) sce_array_push(&use->sources, SCE_NO_SOURCE);
  for (uint32_t i = 0; i < bundle->texts.count; i++) {
    if (bundle->texts.at[i].role == SCE_BUNDLE_SET) sce_array_push(&use->sets, add_source(use, i));
    if (bundle->texts.at[i].role == SCE_BUNDLE_TEXT) sce_array_push(&use->given, add_source(use, i));
  }
  *request = (SceSessionRequest){.texts = use->given.at, .text_count = use->given.count, .sets = use->sets.at, .set_count = use->sets.count,
                                 .shown = bundle->shown, .all = bundle->all, .only = bundle->only};
}

void sce_bundle_close(SceBundleUse *use) {
  sce_array_release(&use->sources);
  sce_array_release(&use->sets);
  sce_array_release(&use->given);
}

void sce_bundle_ask(const SceBundle *bundle, SceSampling *sampling) {
  sampling->samples = bundle->samples;
  sampling->seed = bundle->seed;
  sampling->sampler = bundle->sampler;
}
