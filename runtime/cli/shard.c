/* `sce run --shard K/N --out FILE`: one part of the samples, written with all that it was made from.
 *
 * What is wrong with the texts is said here, by every shard; what is wrong with values is known to nobody before all samples are there, so that only
 * `sce merge` says it.
 */
#include "cli.h"

#include "file.h"
#include "shard.h"

static bool all_imported(const SceSession *session) {
  for (uint32_t i = 0; i < session->imports.count; i++)
    if (session->imports.at[i].to == SCE_NO_SOURCE) return false;
  return true;
}

static void write_shard(SceCli *cli, const SceSession *session, const SceSessionRequest *request) {
  const SceOptions *options = &cli->options;
  SceText bundle = {0}, states = {0}, file = {0};
  sce_bundle_write(&bundle, session, request);
  if (session->program->draws.count) sce_run_states_write(session->run, &states);
  bool standard = !strcmp(options->out, "-");
  sce_shard_write(standard ? &cli->out : &file, SCE_VERSION, options->shard, options->shards, &bundle, &states);
  const char *reason = standard ? NULL : sce_file_replace(options->out, file.bytes, file.count);
  if (reason) sce_cli_trouble(cli, "cannot write `%s`: %s", options->out, reason);
  sce_text_release(&bundle);
  sce_text_release(&states);
  sce_text_release(&file);
}

void sce_cli_shard(SceCli *cli, SceSession *session, const SceSessionRequest *request) {
  sce_session_compile(session, request);
  if (session->program->natives.count) {
    sce_cli_trouble(cli, "`%s` calls native functions, and a shard does not carry libraries: run it in one process, without --shard", cli->options.operands.at[0]);
    return;
  }
  session->run = sce_run_new(session->program, sce_session_functions(session), request->sampling);
  if (*request->sampling->stop) return;
  if (all_imported(session)) write_shard(cli, session, request);
  else sce_cli_trouble(cli, "`%s` is not written: a file that the program imports could not be read", cli->options.out);
}
