/* `sce fmt`: the one layout. A file is written only when it changes, at once, and never when it has errors. */
#include "cli.h"
#include "file.h"
#include "format.h"

static uint32_t first_difference(const char *text, uint32_t length, const SceText *laid_out) {
  uint32_t at = 0;
  while (at < length && at < laid_out->count && text[at] == laid_out->bytes[at]) at++;
  return at;
}

/* What becomes of a text whose layout is `laid_out`. */
static void finish(SceCli *cli, const char *path, SceSources *sources, SceDiags *diags, SceSourceId source, const SceText *laid_out) {
  const SceSource *in = &sources->list.at[source];
  bool same = in->length == laid_out->count && !memcmp(in->text, laid_out->bytes, laid_out->count);
  if (cli->options.check) {
    if (same) return;
    uint32_t at = first_difference(in->text, in->length, laid_out);
    sce_diag_add(diags, SCE_E_LAYOUT, (SceSpan){source, at, at}, "`%s` is not in the one layout; the first difference is here", path);
    sce_diag_help(diags, "`sce fmt %s` lays it out", path);
  } else if (!strcmp(path, "-")) {
    sce_text_add(&cli->out, laid_out->bytes, laid_out->count);
  } else if (!same) {
    const char *reason = sce_file_replace(path, laid_out->bytes, laid_out->count);
    if (reason) sce_cli_trouble(cli, "cannot write `%s`: %s", path, reason);
  }
}

static void format_file(SceCli *cli, const char *path) {
  SceSources sources;
  SceDiags diags;
  SceText laid_out = {0};
  SceFile file;
  sce_sources_init(&sources);
  sce_diags_init(&diags);
  SceFileError error = sce_file_read(path, &file);
  if (error) {
    sce_diag_add(&diags, error == SCE_FILE_TOO_LARGE ? SCE_E_TOO_LARGE : SCE_E_FILE, SCE_NO_PLACE, "cannot read `%s`: %s", path, file.reason);
  } else {
    SceSourceId source = sce_sources_add(&sources, path, path, file.text, file.length, true);
    sce_text_add(&laid_out, "", 0);
    if (sce_format(&laid_out, &sources, &diags, source)) finish(cli, path, &sources, &diags, source, &laid_out);
  }
  sce_cli_findings(cli, &sources, &diags, NULL, NULL);
  sce_text_release(&laid_out);
  sce_diags_release(&diags);
  sce_sources_release(&sources);
}

void sce_cli_fmt(SceCli *cli) {
  for (uint32_t i = 0; i < cli->options.operands.count; i++) format_file(cli, cli->options.operands.at[i]);
}
