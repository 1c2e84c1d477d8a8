/* `sce git-diff`: the results of two versions of a file, as git calls an external diff driver.
 *
 * git gives two files, of which one or both are copies in a folder for temporary files, and the path that they stand for. What they import is read
 * beside that path in the work tree: the driver is not told which revisions are compared. An exit code other than 0 makes git stop, so that all ends well here
 * unless --exit-code says that git expects an answer (`diff.sce.trustExitCode`).
 */
#include "compared.h"

#include "review/diff_writers.h"

#include <unistd.h>

enum { PATH, OLD_FILE, OLD_HEX, OLD_MODE, NEW_FILE, NEW_HEX, NEW_MODE, NEW_PATH, METADATA };

/* ---- the comparison ---- */

/* Appends what changed between the two sides. Returns whether they differ, or cannot be known not to. */
static bool print_sides(SceCli *cli, const SceSides *sides, const SceSidePair *pair) {
  SceDiags diags;
  sce_diags_init(&diags);
  SceSampling sampling = sce_cli_sampling_begin(cli);
  SceCompared *compared = sce_compared_new(cli, sides, pair, &(SceComparedOptions){.all = false}, &sampling, &diags);
  sce_cli_sampling_end(cli, NULL);
  if (compared->done) {
    SceOutput out;
    sce_output_init_text(&out, &cli->out);
    sce_diff_write_text(&out, (const SceDiff *const[]){&compared->diff}, 1, &(SceDiffOptions){.digits = (unsigned)cli->options.digits});
    sce_output_finish(&out);
  }
  bool differ = sce_compared_differs(compared) || compared->sessions[0].diags.errors || compared->sessions[1].diags.errors;
  sce_compared_findings(cli, compared);
  sce_compared_free(compared);
  sce_diags_release(&diags);
  return differ;
}

/* ---- what git says ---- */

/* A path as git writes it: in quotes where it holds what could not be read back. */
static void add_path(SceText *out, const char *before, const char *path) {
  bool quote = false;
  for (const char *at = path; *at; at++) quote |= (unsigned char)*at < 0x20 || *at == 0x7F || *at == '"' || *at == '\\';
  if (!quote) {
    sce_text_add_format(out, "%s%s", before, path);
    return;
  }
  sce_text_add_format(out, "\"%s", before);
  for (const char *at = path; *at; at++) {
    if (*at == '"' || *at == '\\') sce_text_add_format(out, "\\%c", *at);
    else if ((unsigned char)*at < 0x20 || *at == 0x7F) sce_text_add_format(out, "\\%03o", (unsigned)(unsigned char)*at);
    else sce_text_add_byte(out, *at);
  }
  sce_text_add_byte(out, '"');
}

static void add_head(SceText *out, const char *old_path, const char *new_path, const char *metadata) {
  sce_text_add_string(out, "diff --sce ");
  add_path(out, "a/", old_path);
  sce_text_add_byte(out, ' ');
  add_path(out, "b/", new_path);
  sce_text_add_byte(out, '\n');
  if (!metadata || !*metadata) return;
  sce_text_add_string(out, metadata);
  if (out->bytes[out->count - 1] != '\n') sce_text_add_byte(out, '\n');
}

/* Whether a file that git names is the work tree's own. */
static bool is_work_file(const char *file, const char *hex) { return *file != '/' && *hex && strspn(hex, "0") == strlen(hex); }

/* Where a path lies, as seen from the top of the work tree: `git diff --relative` shortens it. From malloc. */
static char *find_place(const char *path, const char *file, const char *hex) {
  SceText place = {0};
  const char *prefix = getenv("GIT_PREFIX");
  if (is_work_file(file, hex)) sce_text_add_string(&place, file);
  else if (prefix && *prefix && access(path, F_OK)) sce_text_add_format(&place, "%s%s%s", prefix, prefix[strlen(prefix) - 1] == '/' ? "" : "/", path);
  if (!place.count || access(place.bytes, F_OK)) {
    sce_text_clear(&place);
    sce_text_add_string(&place, path);
  }
  return place.bytes;
}

static void compare(SceCli *cli, const char *const *words, uint32_t count) {
  SceSources none;
  SceDiags diags;
  SceSidePair pair;
  const char *new_path = count > NEW_PATH ? words[NEW_PATH] : words[PATH];
  char *new_place = find_place(new_path, words[NEW_FILE], words[NEW_HEX]), *old_place = find_place(words[PATH], words[OLD_FILE], words[OLD_HEX]);
  sce_sources_init(&none);
  sce_diags_init(&diags);
  add_head(&cli->out, words[PATH], new_path, count > METADATA ? words[METADATA] : NULL);
  SceSides *sides = sce_sides_open_driver(words[OLD_FILE], count > NEW_PATH ? old_place : new_place, words[NEW_FILE], new_place, &diags);
  sce_cli_findings(cli, &none, &diags, NULL, NULL);
  bool differ = !sides || (sce_sides_next(sides, &pair) && print_sides(cli, sides, &pair));
  cli->code = SCE_EXIT_FINE;
  if (differ && cli->options.exit_code) sce_cli_raise(cli, SCE_EXIT_FINDING);
  sce_sides_close(sides);
  sce_diags_release(&diags);
  sce_sources_release(&none);
  free(old_place);
  free(new_place);
}

void sce_cli_git_diff(SceCli *cli) {
  const char *const *words = cli->options.operands.at;
  uint32_t count = cli->options.operands.count;
  if (count == 1) sce_text_add_format(&cli->out, "* Unmerged path %s\n", words[PATH]);
  else if (count > NEW_MODE) compare(cli, words, count);
  else sce_cli_trouble(cli, "`sce git-diff` takes what git hands to an external diff driver: PATH OLD-FILE OLD-HEX OLD-MODE NEW-FILE NEW-HEX NEW-MODE, "
                            "and for a rename NEW-PATH METADATA\n`git config diff.sce.command 'sce git-diff'` and a line `*.sce diff=sce` in .gitattributes let git call it");
}
