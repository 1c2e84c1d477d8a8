/* `sce explain FILE PATH`: where a value comes from.
 *
 * What led from an old value to this one (--from) belongs below the tree: show_bridge is where it goes.
 */
#include "asked.h"

#include "review/explain.h"

enum { LEVELS = 6 };                /* below the value, unless --all asks for everything */

static void write(SceCli *cli, const SceExplain *explain) {
  SceExplainOptions options = {.digits = (unsigned)cli->options.digits, .all = cli->options.all};
  SceOutput out;
  sce_output_init_text(&out, &cli->out);
  switch (cli->options.format) {
  case SCE_FORMAT_JSON: sce_explain_write_json(&out, explain, &options); break;
  case SCE_FORMAT_MD: sce_explain_write_markdown(&out, explain, &options); break;
  default: sce_explain_write_text(&out, explain, &options); break;
  }
  sce_output_finish(&out);
  cli->answered = true;
}

static void show_bridge(SceCli *cli, const SceAsked *asked, const SceExplain *explain) {
  (void)asked, (void)explain;
  if (cli->options.from) sce_cli_unavailable(cli, "--from");
}

void sce_cli_explain_value(SceCli *cli) {
  SceAsked asked;
  if (cli->options.format == SCE_FORMAT_CSV || cli->options.format == SCE_FORMAT_HTML) {
    sce_cli_trouble(cli, "an explanation is a tree: --format takes text, md or json");
    return;
  }
  if (sce_asked_open(cli, &asked)) {
    SceExplain explain;
    bool whole = cli->options.all || cli->options.format == SCE_FORMAT_JSON;
    sce_explain_init(&explain, &asked.session, asked.results.at[0], whole ? 0 : LEVELS);
    sce_asked_compute(cli, &asked);
    sce_explain_finish(&explain, asked.columns.at, asked.columns.count);
    write(cli, &explain);
    show_bridge(cli, &asked, &explain);
    sce_asked_findings(cli, &asked);
    sce_explain_release(&explain);
  }
  sce_asked_close(&asked);
}
