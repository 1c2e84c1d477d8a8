/* `sce merge`: from shard files to what `sce run` would have printed. */
#include "merge.h"

#include "cli.h"

/* What the options of the shards decide is as if it had been asked for here. */
static void evaluate(SceCli *cli, const SceMerge *merge) {
  const SceBundle *bundle = &merge->one->bundle;
  SceSession session;
  SceSessionRequest request;
  SceBundleUse use;
  bool matched = false;
  sce_bundle_open(&use, bundle, &session, &request);
  cli->options.all = bundle->all;
  SceSampling sampling = sce_cli_sampling_begin(cli);
  sce_bundle_ask(bundle, &sampling);
  request.sampling = &sampling;
  bool sound = sce_merge_evaluate(merge, &session, &request);
  sce_cli_sampling_end(cli, session.run);
  if (sound) sce_cli_finish(cli, &session, &request, NULL, &matched);
  else sce_cli_findings(cli, &session.sources, &session.diags, NULL, NULL);
  if (sound && bundle->only && !matched && cli->code != SCE_EXIT_TROUBLE) sce_cli_trouble(cli, "--only `%s` matches no result", bundle->only);
  sce_session_release(&session);
  sce_bundle_close(&use);
}

void sce_cli_merge(SceCli *cli) {
  SceMerge merge = {0};
  SceSources sources;
  SceDiags diags;
  sce_sources_init(&sources);
  sce_diags_init(&diags);
  for (uint32_t i = 0; i < cli->options.operands.count; i++) sce_merge_add(&merge, cli->options.operands.at[i], SCE_VERSION, &diags);
  bool whole = sce_merge_is_whole(&merge, &diags);
  sce_cli_findings(cli, &sources, &diags, NULL, NULL);
  sce_diags_release(&diags);
  sce_sources_release(&sources);
  if (whole) evaluate(cli, &merge);
  sce_merge_release(&merge);
}
