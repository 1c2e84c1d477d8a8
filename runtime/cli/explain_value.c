/* `sce explain FILE PATH`: where a value comes from; with --from OLD what led to it from the value in OLD first.
 */
#include "asked.h"

#include "compared.h"
#include "review/bridge.h"
#include "review/texts.h"
#include "suggest.h"

enum { LEVELS = 6 };                /* below the value, unless --all asks for everything */

static void write(SceCli *cli, const SceExplain *explain, const SceBridge *bridge) {
  SceExplainOptions options = {.digits = (unsigned)cli->options.digits, .all = cli->options.all, .bridge = bridge};
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

/* ---- the bridge ---- */

/* The old side does not have the path: which of its own is meant? */
static void report_absent(SceCli *cli, const SceCompared *compared, const SceJsonResults *results, const char *path) {
  SceSuggest suggest = {.wanted = path};
  SCE_ARRAY(char *) names = {0};
  const SceProgram *program = results ? NULL : compared->sessions[0].program;
  for (uint32_t i = 0; program && i < program->results.count; i++) sce_array_push(&names, sce_text_of_result(program, &program->results.at[i]));
  for (uint32_t i = 0; results && i < results->values.count; i++) sce_array_push(&names, sce_text_copy(results->values.at[i].path));
  for (uint32_t i = 0; i < names.count; i++) sce_suggest_offer(&suggest, names.at[i]);
  sce_cli_trouble(cli, "there is no `%s` in `%s`, and so nothing that led from there", path, compared->diff.old_name);
  if (suggest.best) sce_text_add_format(&cli->err, "help: it has `%s`\n", suggest.best);
  for (uint32_t i = 0; i < names.count; i++) free(names.at[i]);
  sce_array_release(&names);
}

static bool find_bridge(SceCli *cli, SceCompared *compared, const SceSidePair *pair, const SceExplain *explain, SceBridge *bridge) {
  const SceProgram *program = explain->fields.program;
  const char *path = explain->nodes.at[0].path, *scenario = sce_intern_spelling(&program->intern, program->labels.at[program->axes.at[0].labels + explain->point]);
  bool added;
  sce_compared_old_findings(cli, compared);
  if (!compared->done) return false;
  if (sce_bridge_init(bridge, &compared->diff, path, scenario, &added)) {
    bridge->digits = (unsigned)cli->options.digits;
    return true;
  }
  if (added) report_absent(cli, compared, pair->old.results, path);
  else sce_cli_trouble(cli, "--from leads to the path of a value, such as `site.power`, not to an expression");
  return false;
}

/* Compares both sides; false with trouble. What the bridge reads is left in *sides and *compared. */
static bool build_bridge(SceCli *cli, const SceExplain *explain, SceSides **sides, SceCompared **compared, SceBridge *bridge) {
  const char *words[] = {cli->options.from, cli->options.operands.at[0]};
  SceSources none;
  SceDiags diags;
  SceSidePair pair;
  bool built = false;
  sce_sources_init(&none);
  sce_diags_init(&diags);
  *sides = sce_sides_open(words, 2, &diags);
  if (*sides && sce_sides_are_sets(*sides)) {
    sce_cli_trouble(cli, "--from takes one file, such as `old.sce` or `main:sora.sce`");
  } else if (*sides && sce_sides_next(*sides, &pair)) {
    SceSampling sampling = sce_cli_sampling_begin(cli);
    *compared = sce_compared_new(cli, *sides, &pair, &(SceComparedOptions){.all = true, .given = true, .sets = true}, &sampling, &diags);
    sce_cli_sampling_end(cli, NULL);
    built = find_bridge(cli, *compared, &pair, explain, bridge);
  }
  sce_cli_findings(cli, &none, &diags, NULL, NULL);
  sce_diags_release(&diags);
  sce_sources_release(&none);
  return built;
}

/* ---- the answer ---- */

static void answer(SceCli *cli, const SceExplain *explain) {
  SceSides *sides = NULL;
  SceCompared *compared = NULL;
  SceBridge bridge = {0};
  if (!cli->options.from) write(cli, explain, NULL);
  else if (!strcmp(cli->options.operands.at[0], "-")) sce_cli_trouble(cli, "with --from the file is read twice: `-` can be read once");
  else if (build_bridge(cli, explain, &sides, &compared, &bridge)) write(cli, explain, &bridge);
  sce_bridge_release(&bridge);
  sce_compared_free(compared);
  sce_sides_close(sides);
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
    answer(cli, &explain);
    sce_asked_findings(cli, &asked);
    sce_explain_release(&explain);
  }
  sce_asked_close(&asked);
}
