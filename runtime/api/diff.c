/* Two sessions compared: evaluated once more with all that attribution needs, so that neither has to have been evaluated and both may go first. */
#include "api.h"

#include "results/findings.h"
#include "review/compare.h"
#include "review/diff_writers.h"
#include "review/texts.h"

#define FORMATS "text\0json\0md\0html\0"
enum { FORMAT_COUNT = 4 };

struct libsce_diff {
  SceSession sessions[2];           /* old, new */
  SceNatives natives;               /* of both */
  SceDiff diff;
  SceDiags comparing;               /* what is to be said of the comparison itself */
  bool done;                        /* else a side could not be read */
  char *documents[FORMAT_COUNT];
  char *findings;
};

static bool is_loaded(const libsce_session *session) { return session && (session->path || session->text); }

static const char *name_of(const libsce_session *session) { return session->path ? session->path : session->name ? session->name : "text"; }

libsce_diff *libsce_diff_new(libsce_session *old_session, libsce_session *new_session) {
  if (!new_session) return NULL;
  if (!is_loaded(old_session) || !is_loaded(new_session)) {
    sce_api_misuse(new_session, "nothing is loaded in the %s session: libsce_load_file or libsce_load_text comes first", is_loaded(old_session) ? "new" : "old");
    return NULL;
  }
  libsce_diff *diff = sce_memory_zeroed(sizeof *diff);
  SceSampling sampling = new_session->sampling;
  sampling.stop = &new_session->stop;
  __atomic_store_n(&new_session->stop, 0, __ATOMIC_RELAXED);
  locale_t before = sce_api_enter();
  sce_diff_init(&diff->diff);
  sce_diags_init(&diff->comparing);
  sce_api_allow(new_session, &diff->natives);
  sce_api_run(old_session, &diff->sessions[0], &diff->natives, &sampling, true);
  sce_api_run(new_session, &diff->sessions[1], &diff->natives, &sampling, true);
  diff->diff.old_name = sce_text_copy(name_of(old_session));
  diff->diff.new_name = sce_text_copy(name_of(new_session));
  diff->done = diff->sessions[0].run && diff->sessions[1].run;
  if (diff->done) {
    SceCompareOptions options = {.all = new_session->all, .sampling = &sampling};
    sce_compare(&diff->diff, &diff->sessions[0], &diff->sessions[1], &options, &diff->comparing);
  }
  sce_compare_drop_repeated(&diff->sessions[0], &diff->sessions[1]);
  sce_api_leave(before);
  return diff;
}

void libsce_diff_free(libsce_diff *diff) {
  if (!diff) return;
  sce_diff_release(&diff->diff);
  sce_diags_release(&diff->comparing);
  for (int side = 0; side < 2; side++) sce_session_release(&diff->sessions[side]);
  sce_natives_release(&diff->natives);
  for (int i = 0; i < FORMAT_COUNT; i++) free(diff->documents[i]);
  free(diff->findings);
  free(diff);
}

libsce_status libsce_diff_status(const libsce_diff *diff) {
  if (!diff->done || diff->diff.partial || diff->comparing.errors || diff->sessions[0].diags.errors || diff->sessions[1].diags.errors) return LIBSCE_TROUBLE;
  return diff->diff.outputs.count == diff->diff.counts[SCE_DIFF_UNCHANGED] ? LIBSCE_FINE : LIBSCE_FINDING;
}

const char *libsce_diff_document(libsce_diff *diff, const char *format) {
  int which = 0;
  for (const char *name = FORMATS; *name && !(format && !strcmp(name, format)); name += strlen(name) + 1) which++;
  if (which == FORMAT_COUNT || !diff->done) return NULL;
  if (diff->documents[which]) return diff->documents[which];
  const SceDiff *diffs = &diff->diff;
  SceDiffFindings findings[2];
  for (int side = 0; side < 2; side++) findings[side] = (SceDiffFindings){&diff->sessions[side].sources, &diff->sessions[side].diags};
  libsce_status status = libsce_diff_status(diff);
  SceDiffOptions options = {.exit_code = status == LIBSCE_TROUBLE ? 2 : 0, .findings = findings, .finding_count = 2};
  SceText text = {0};
  SceOutput out;
  locale_t before = sce_api_enter();
  sce_output_init_text(&out, &text);
  sce_diff_writer(format)(&out, &diffs, 1, &options);
  sce_output_finish(&out);
  sce_api_leave(before);
  sce_text_add(&text, "", 0);
  return diff->documents[which] = text.bytes;
}

const char *libsce_diff_findings_json(libsce_diff *diff) {
  if (diff->findings) return diff->findings;
  SceText text = {0};
  bool first = true;
  locale_t before = sce_api_enter();
  sce_text_add_byte(&text, '[');
  for (int side = 0; side < 2; side++) sce_findings_add_json_items(&text, &diff->sessions[side].sources, &diff->sessions[side].diags, &first);
  sce_findings_add_json_items(&text, &diff->sessions[1].sources, &diff->comparing, &first);
  sce_text_add_byte(&text, ']');
  sce_api_leave(before);
  return diff->findings = text.bytes;
}
