/* Whether shards belong together, said in words: the first difference, on both sides. */
#include "merge.h"

/* ---- two shards of different runs ---- */

typedef struct Pair {
  const SceShard *a, *b;            /* the one before, the new one */
  SceDiags *diags;
} Pair;

/* Adds the finding, with help, and says true: they differ. */
static bool differ(const Pair *pair, const char *help, const char *format, ...) __attribute__((format(printf, 3, 4)));
static bool differ(const Pair *pair, const char *help, const char *format, ...) {
  SceText why = {0};
  va_list list;
  va_start(list, format);
  sce_text_add_format_list(&why, format, list);
  va_end(list);
  sce_diag_add(pair->diags, SCE_E_SHARDS, SCE_NO_PLACE, "%s", why.bytes);
  sce_diag_help(pair->diags, "%s", help);
  sce_text_release(&why);
  return true;
}

static const char same_files[] = "run every shard on the same files";
static const char same_options[] = "run every shard with the same options";

enum { LINE_MOST = 100 };

/* The line of a text that holds a byte, or that there is none. */
static void note_line(const Pair *pair, const SceBundleText *text, uint32_t at, uint32_t line, const char *path) {
  uint32_t start = at, end = at;
  while (start > 0 && text->text[start - 1] != '\n') start--;
  while (end < text->length && text->text[end] != '\n') end++;
  if (start == text->length) sce_diag_note(pair->diags, SCE_NO_PLACE, "in `%s` it has no line %u", path, (unsigned)line);
  else sce_diag_note(pair->diags, SCE_NO_PLACE, "in `%s` line %u is `%.*s`", path, (unsigned)line, end - start < LINE_MOST ? (int)(end - start) : LINE_MOST, text->text + start);
}

static bool texts_differ(const Pair *pair, const SceBundleText *a, const SceBundleText *b) {
  uint32_t at = 0, line = 1;
  while (at < a->length && at < b->length && a->text[at] == b->text[at]) line += a->text[at++] == '\n';
  if (at == a->length && at == b->length) return false;
  differ(pair, same_files, "`%s` and `%s` are of different programs: `%s` differs", pair->a->path, pair->b->path, b->name);
  note_line(pair, a, at, line, pair->a->path);
  note_line(pair, b, at, line, pair->b->path);
  return true;
}

static const SceBundleText *find_import(const SceBundle *bundle, const char *short_name) {
  for (uint32_t i = 0; i < bundle->texts.count; i++)
    if (bundle->texts.at[i].role == SCE_BUNDLE_IMPORT && !strcmp(bundle->texts.at[i].short_name, short_name)) return &bundle->texts.at[i];
  return NULL;
}

/* An import that one has and the other has not, or of another text. */
static bool imports_differ(const Pair *pair, const SceShard *in, const SceShard *other) {
  for (uint32_t i = 0; i < in->bundle.texts.count; i++) {
    const SceBundleText *text = &in->bundle.texts.at[i];
    if (text->role != SCE_BUNDLE_IMPORT) continue;
    const SceBundleText *same = find_import(&other->bundle, text->short_name);
    if (!same) return differ(pair, same_files, "`%s` and `%s` are of different programs: `%s` imports `%s`, `%s` does not", pair->a->path, pair->b->path, in->path, text->name, other->path);
    if (texts_differ(pair, in == pair->a ? text : same, in == pair->a ? same : text)) return true;
  }
  return false;
}

static const SceBundleText *nth(const SceBundle *bundle, SceBundleRole role, uint32_t n) {
  for (uint32_t i = 0; i < bundle->texts.count; i++)
    if (bundle->texts.at[i].role == role && !n--) return &bundle->texts.at[i];
  return NULL;
}

static void name_sets(SceText *out, const SceBundle *bundle) {
  sce_text_clear(out);
  for (uint32_t i = 0; nth(bundle, SCE_BUNDLE_SET, i); i++) sce_text_add_format(out, "%s`--set %s`", i ? " " : "", nth(bundle, SCE_BUNDLE_SET, i)->text);
  if (!out->count) sce_text_add_string(out, "no --set");
}

static bool sets_differ(const Pair *pair) {
  SceText a = {0}, b = {0};
  name_sets(&a, &pair->a->bundle);
  name_sets(&b, &pair->b->bundle);
  bool different = strcmp(a.bytes, b.bytes) != 0;
  if (different) differ(pair, same_options, "`%s` was made with %s, and `%s` with %s", pair->a->path, a.bytes, pair->b->path, b.bytes);
  sce_text_release(&a);
  sce_text_release(&b);
  return different;
}

static bool programs_differ(const Pair *pair) {
  const SceBundle *a = &pair->a->bundle, *b = &pair->b->bundle;
  for (uint32_t i = 0;; i++) {
    const SceBundleText *left = nth(a, SCE_BUNDLE_TEXT, i), *right = nth(b, SCE_BUNDLE_TEXT, i);
    if (!left && !right) break;
    if (!left || !right) return differ(pair, same_files, "`%s` and `%s` are of different programs: `%s` is only in one of them", pair->a->path, pair->b->path, (left ? left : right)->name);
    if (texts_differ(pair, left, right)) return true;
  }
  return imports_differ(pair, pair->a, pair->b) || imports_differ(pair, pair->b, pair->a);
}

static const char *name_sampler(SceSampler sampler) { return sampler == SCE_SAMPLER_SOBOL ? "sobol" : "random"; }

static bool options_differ(const Pair *pair) {
  const SceBundle *a = &pair->a->bundle, *b = &pair->b->bundle;
  const char *left = pair->a->path, *right = pair->b->path;
  if (sets_differ(pair)) return true;
  if (!a->only != !b->only || (a->only && strcmp(a->only, b->only)))
    return differ(pair, same_options, "`%s` was made with %s%s, and `%s` with %s%s", left, a->only ? "--only " : "no --only", a->only ? a->only : "", right, b->only ? "--only " : "no --only", b->only ? b->only : "");
  if (a->all != b->all) return differ(pair, same_options, "`%s` was made with --all, and `%s` without", a->all ? left : right, a->all ? right : left);
  if (a->seed != b->seed) return differ(pair, same_options, "`%s` was sampled with seed %llu, and `%s` with seed %llu", left, (unsigned long long)a->seed, right, (unsigned long long)b->seed);
  if (a->samples != b->samples) return differ(pair, same_options, "`%s` is a part of %llu samples, and `%s` of %llu", left, (unsigned long long)a->samples, right, (unsigned long long)b->samples);
  if (a->sampler != b->sampler) return differ(pair, same_options, "`%s` was sampled by the sampler `%s`, and `%s` by `%s`", left, name_sampler(a->sampler), right, name_sampler(b->sampler));
  return false;
}

/* Whether they cannot be of one run; then the finding says why. */
static bool runs_differ(const Pair *pair) {
  if (pair->a->bundle.identity != pair->b->bundle.identity) {
    if (programs_differ(pair) || options_differ(pair)) return true;
    return differ(pair, same_files, "`%s` and `%s` are of different programs: what `use` names are other files", pair->a->path, pair->b->path);
  }
  if (pair->a->shards != pair->b->shards)
    return differ(pair, "all shards of a run are made with the same N of --shard K/N", "`%s` is shard %u of %u, and `%s` is shard %u of %u", pair->a->path, (unsigned)pair->a->shard, (unsigned)pair->a->shards, pair->b->path,
                  (unsigned)pair->b->shard, (unsigned)pair->b->shards);
  return false;
}

/* ---- all of them ---- */

static bool add_states(SceMerge *merge, const SceShard *shard, SceDiags *diags) {
  if (merge->failed) return true;
  bool empty = !shard->states_size;
  if (empty && !merge->states.count) return true;
  if (!empty && (merge->states.count || shard == merge->first) && sce_run_states_add(&merge->states, shard->states, shard->states_size)) return true;
  sce_diag_add(diags, SCE_E_SHARD, SCE_NO_PLACE, "`%s` holds samples of other values than its program has", shard->path);
  sce_diag_help(diags, "make it again with `sce run --shard`");
  return false;
}

static bool belongs(SceMerge *merge, SceShard *shard, SceDiags *diags) {
  if (!merge->first) {
    merge->first = shard;
    merge->owners = sce_memory_zeroed(shard->shards * sizeof *merge->owners);
  } else {
    Pair pair = {merge->first, shard, diags};
    if (runs_differ(&pair)) return false;
  }
  char **owner = &merge->owners[shard->shard - 1];
  if (*owner) {
    if (strcmp(*owner, shard->path)) sce_diag_add(diags, SCE_E_SHARDS, SCE_NO_PLACE, "`%s` and `%s` are both shard %u of %u", *owner, shard->path, (unsigned)shard->shard, (unsigned)shard->shards);
    else sce_diag_add(diags, SCE_E_SHARDS, SCE_NO_PLACE, "`%s`, shard %u of %u, is given twice", shard->path, (unsigned)shard->shard, (unsigned)shard->shards);
    sce_diag_help(diags, "give each shard once");
    return false;
  }
  *owner = strcpy(sce_memory_new(strlen(shard->path) + 1), shard->path);
  return add_states(merge, shard, diags);
}

void sce_merge_add(SceMerge *merge, const char *path, const char *version, SceDiags *diags) {
  SceShard *shard = sce_shard_read(path, version, diags);
  merge->unread += !shard;
  if (!shard || !belongs(merge, shard, diags)) merge->failed = true;
  else if (shard->shard == 1) merge->one = shard;
  if (shard && shard != merge->first && shard != merge->one) sce_shard_free(shard);
}

/* The last shard of a gap that starts at `from`; one of two is its own. */
static uint32_t gap_end(const SceMerge *merge, uint32_t from) {
  uint32_t to = from;
  while (to + 1 < merge->first->shards && !merge->owners[to + 1]) to++;
  return to == from + 1 ? from : to;
}

/* "shard 3", "shards 3 and 7", "shards 2, 4 to 6 and 8"; how many they are. */
static uint32_t name_missing(const SceMerge *merge, SceText *out) {
  uint32_t count = merge->first->shards, missing = 0, gaps = 0, gap = 0;
  for (uint32_t from = 0; from < count; from++) {
    if (merge->owners[from]) continue;
    uint32_t to = gap_end(merge, from);
    missing += to - from + 1;
    gaps++;
    from = to;
  }
  sce_text_add_string(out, missing == 1 ? "shard " : "shards ");
  for (uint32_t from = 0; from < count; from++) {
    if (merge->owners[from]) continue;
    uint32_t to = gap_end(merge, from);
    sce_text_add_string(out, gap == 0 ? "" : gap + 1 == gaps ? " and " : ", ");
    gap++;
    if (to == from) sce_text_add_format(out, "%u", (unsigned)from + 1);
    else sce_text_add_format(out, "%u to %u", (unsigned)from + 1, (unsigned)to + 1);
    from = to;
  }
  return missing;
}

bool sce_merge_is_whole(SceMerge *merge, SceDiags *diags) {
  if (!merge->first) return false;
  SceText names = {0};
  uint32_t missing = name_missing(merge, &names);
  if (missing > merge->unread) {
    const SceBundleText *main = nth(&merge->first->bundle, SCE_BUNDLE_TEXT, 0);
    sce_diag_add(diags, SCE_E_SHARDS, SCE_NO_PLACE, "%s of %u %s missing", names.bytes, (unsigned)merge->first->shards, missing == 1 ? "is" : "are");
    uint32_t gap = 0;
    while (merge->owners[gap]) gap++;
    sce_diag_help(diags, "`sce run --shard %u/%u --out FILE %s`, with the options of the others, makes %s", (unsigned)gap + 1, (unsigned)merge->first->shards, main->name, missing == 1 ? "it" : "the first of them");
    merge->failed = true;
  }
  sce_text_release(&names);
  return !merge->failed;
}

bool sce_merge_evaluate(const SceMerge *merge, SceSession *session, const SceSessionRequest *request) {
  sce_session_compile(session, request);
  bool sampled = session->program->draws.count > 0;
  if (!sampled && !merge->states.count) session->run = sce_run_new(session->program, sce_session_functions(session), request->sampling);
  else if (sampled && merge->states.count) session->run = sce_run_new_merged(session->program, sce_session_functions(session), request->sampling, merge->states.bytes, merge->states.count);
  if (session->run) {
    sce_session_report(session);
    return true;
  }
  sce_diags_release(&session->diags);
  sce_diags_init(&session->diags);
  sce_diag_add(&session->diags, SCE_E_SHARD, SCE_NO_PLACE, "`%s` and the other shards hold samples of other values than their program has", merge->one->path);
  sce_diag_help(&session->diags, "make them again with `sce run --shard`");
  return false;
}

void sce_merge_release(SceMerge *merge) {
  for (uint32_t i = 0; merge->owners && i < merge->first->shards; i++) free(merge->owners[i]);
  free(merge->owners);
  if (merge->one != merge->first) sce_shard_free(merge->one);
  sce_shard_free(merge->first);
  sce_text_release(&merge->states);
  *merge = (SceMerge){0};
}
