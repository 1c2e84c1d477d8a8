/* Diffs built by hand, and the documents that they make, byte by byte. */
#include "test_diff_documents.h"
#include "test_diff_fixture.h"

/* The example of the design. */
static void make_example(DiffFixture *f) {
  diff_fixture_init(f);
  SceDiffOutput *gpus = add_output(f, "fleet.gpus", SCE_DIFF_CHANGED, 88543.9, 708351.2, "gpu", "fleet.sce:14");
  add_driver(f, gpus, SCE_DRIVER_VALUE, "sora.steps", 250, 1000, "1", 413204.9, "sora.sce:6");
  add_driver(f, gpus, SCE_DRIVER_VALUE, "peak", 1, 2, "1", 206602.4, "fleet.sce:9");
  add_output(f, "fleet.power", SCE_DIFF_UNCHANGED, 1e6, 1e6, "FLOP/s", "fleet.sce:15");
}

Test(diff_writers, example) {
  DiffFixture f;
  make_example(&f);
  expect_diff(&f, "text", &(SceDiffOptions){0}, example_text);
  expect_diff(&f, "text", &(SceDiffOptions){.all=true}, example_all_text);
  expect_diff(&f, "json", &(SceDiffOptions){0}, example_json);
  expect_diff(&f, "md", &(SceDiffOptions){0}, example_md);
  expect_diff(&f, "html", &(SceDiffOptions){0}, example_html);
  diff_fixture_release(&f);
}

static void make_edges(DiffFixture *f) {
  SceDiffOutput *o;
  diff_fixture_init(f);
  o = add_output(f, "zero", SCE_DIFF_CHANGED, 0, 413204.9, "gpu", "a.sce:1");
  add_driver(f, o, SCE_DRIVER_VALUE, "x", 0, 5, "1", 413204.9, "a.sce:2");
  o = add_output(f, "sign", SCE_DIFF_CHANGED, -2.5, 4, "USD", "a.sce:3");
  o = add_output(f, "tiny", SCE_DIFF_CHANGED, 5.0e-9, 5.1e-9, "s", "a.sce:3");
  o = add_output(f, "near", SCE_DIFF_CHANGED, 4.2, 4.2000001, "s", "a.sce:3");
  o = add_output(f, "new_name", SCE_DIFF_RENAMED, 4.2, 4.2, "s", "a.sce:3");
  o->old_path = copy_of("old_name");
  o = add_output(f, "cost", SCE_DIFF_ADDED, NAN, 12.5, "USD", "a.sce:3");
  o = add_output(f, "price", SCE_DIFF_REMOVED, 1e7, NAN, "USD/hour", "a.sce:3");
  o = add_output(f, "broken", SCE_DIFF_ERROR, 3, NAN, "FLOP", "a.sce:3");
  o = add_output(f, "mended", SCE_DIFF_ERROR, NAN, 3e25, "FLOP", "a.sce:3");
  o = add_output(f, "lost", SCE_DIFF_ERROR, NAN, NAN, "FLOP", "a.sce:3");
  o = add_output(f, "fits", SCE_DIFF_CHANGED, 0, 1, "1", "a.sce:3");
  o->truth = true;
  add_driver(f, o, SCE_DRIVER_FORMULA, "x", NAN, NAN, "1", 1, "a.sce:2")->old_text = copy_of("a +\n b");
  f->diff.outputs.at[f->diff.outputs.count-1].drivers.at[0].new_text = copy_of("a + b * some.very.long.name.that.goes.on + another");
  o = add_output(f, "speed", SCE_DIFF_CHANGED, 989.4e12, 1.2e15, "FLOP/s", "a.sce:3");
  o->sampled = true; o->old_se = 3e13; o->new_se = 9e13;
  o = add_output(f, "shared", SCE_DIFF_CHANGED, 989.4e12, 1.2e15, "FLOP/s", "a.sce:3");
  o->sampled = true; o->old_se = 3e13; o->new_se = 9e13; o->delta_se = 1e12;
  o = add_output(f, "work", SCE_DIFF_CHANGED, 2.7e24, 2.7e300, "FLOP", "a.sce:3");
  o = add_output(f, "share", SCE_DIFF_CHANGED, 0.4, 0.45, "1", "a.sce:3");
  o->percent = true;
  add_label(o, "scenario", "base"); add_label(o, "platform", "tiktok");
  add_driver(f, o, SCE_DRIVER_VALUE, "x", 1e12, 2e12, "FLOP/s", 0.06, "a.sce:2");
  add_driver(f, o, SCE_DRIVER_ADDED, "y", NAN, 2, "s", -0.02, "a.sce:2");
  add_driver(f, o, SCE_DRIVER_ROUNDING, NULL, NAN, NAN, "1", 0.01, NULL);
  o = add_output(f, "none", SCE_DIFF_CHANGED, NAN, 3, "hour", "a.sce:3");
  o->note = copy_of("nothing to compare with");
  add_diff_claim(f, "low", "holds", "off", 4211.3, 4311.2, 4211, "gpu")->source = copy_of("article,\nsection 4");
  add_diff_claim(f, "share", NULL, "off", NAN, 0.41, 0.4, "1")->percent = true;
  add_edit(f, SCE_DRIVER_VALUE, "x", "1", "2", "a.sce:2");
  add_edit(f, SCE_DRIVER_VALUE, "idle", "1", "2", "a.sce:9");
  add_gate(f, "zero > +10%", false, SCE_GATE_HIT, "zero was 0: there is no percentage");
  add_gate(f, "any removed", true, SCE_GATE_HIT, "price");
  f->diff.partial = true;
}

Test(diff_writers, edges) {
  DiffFixture f;
  make_edges(&f);
  expect_diff(&f, "text", &(SceDiffOptions){0}, edges_text);
  expect_diff(&f, "json", &(SceDiffOptions){0}, edges_json);
  expect_diff(&f, "md", &(SceDiffOptions){.exit_code = 2}, edges_md);
  expect_diff(&f, "html", &(SceDiffOptions){.exit_code = 2}, edges_html);
  const SceDiffOptions brief = {.digits = 2, .all = true};
  expect_diff(&f, "text", &brief, edges_digits_text);
  diff_fixture_release(&f);
}

/* --- several files, and nothing at all --------------------------------------------------------- */

static void expect_files(const char *format, const SceDiff *const *diffs, uint32_t count, const char *expected) {
  SceText text = document_of(format, diffs, count, &(SceDiffOptions){0});
  cr_expect_str_eq(text.bytes, expected, "%s is\n%s", format, text.bytes);
  sce_text_release(&text);
}

Test(diff_writers, files) {
  DiffFixture one, two, three;
  make_example(&one);
  diff_fixture_init(&two);
  diff_fixture_init(&three);
  one.diff.file = copy_of("fleet.sce");
  two.diff.file = copy_of("site/hall.sce");
  three.diff.file = copy_of("calm.sce");
  two.diff.values_only = true;
  add_output(&two, "power", SCE_DIFF_CHANGED, 1, 2, "FLOP/s", NULL);
  add_output(&three, "calm", SCE_DIFF_UNCHANGED, 1, 1, "s", NULL);
  const SceDiff *diffs[] = {&one.diff, &two.diff, &three.diff};
  expect_files("text", diffs, 3, files_text);
  expect_files("json", diffs, 3, files_json);
  expect_files("md", diffs, 3, files_md);
  expect_files("text", diffs, 0, nothing_text);
  expect_files("json", diffs, 0, nothing_json);
  expect_files("md", diffs, 0, nothing_md);
  diff_fixture_release(&one);
  diff_fixture_release(&two);
  diff_fixture_release(&three);
}

/* --- names that would be markup, and documents that have to fit -------------------------------- */

static void make_hostile(DiffFixture *f, uint32_t rows) {
  static const char alphabet[] = "ab.|`<>&\"'*_[]()!@#:/$\\~-=\n\r\t\x1b\x7f\xff\xc2\x9b\xe2\x80\xae 9";
  uint32_t state = 11;
  diff_fixture_init(f);
  for (uint32_t i = 0; i < rows; i++) {
    char name[64] = "www.x https://evil @all #1 </td><script> | `";
    for (size_t k = 44; k < sizeof name - 1; k++) {
      state = state * 1664525u + 1013904223u;
      name[k] = alphabet[(state >> 16) % (sizeof alphabet - 1)];
    }
    SceDiffOutput *output = add_output(f, name, (SceDiffStatus)(i % SCE_DIFF_STATUS_COUNT), 1 + i, 2, "s", name);
    output->note = i % 3 ? NULL : copy_of(name);
    output->old_path = copy_of(name);
    add_label(output, name, name);
    add_driver(f, output, (SceDriverKind)(i % 8), name, 1, 2, "s", 1, name)->old_text = copy_of(name);
    add_edit(f, SCE_DRIVER_FORMULA, name, name, NULL, name);
    add_gate(f, name, i % 2, (SceGateState)(i % 3), name);
    add_diff_claim(f, name, "holds", "off", 1, 2, 3, "s")->source = copy_of(name);
  }
  f->diff.file = copy_of("a|b\n<c>.sce");
  f->diff.old_name = copy_of("<b>");
  f->diff.new_name = copy_of("\"&");
}

/* Whatever is in a name, lines stay lines and cells stay cells. */
static void check_markdown(const char *text, bool closed) {
  static const char *const tags[] = {"<!-- sce diff -->", "<details>", "<summary>", "</summary>", "</details>"};
  uint32_t opened = 0, shut = 0;
  for (const char *at = text; (at = strchr(at, '<')); at++) {
    bool known = false;
    for (size_t i = 0; i < sizeof tags / sizeof *tags; i++) known |= !strncmp(at, tags[i], strlen(tags[i]));
    cr_assert(known, "%.40s", at);
    opened += !strncmp(at, tags[1], strlen(tags[1]));
    shut += !strncmp(at, tags[4], strlen(tags[4]));
  }
  cr_expect_eq(opened, shut);
  cr_expect(!closed || opened == 1);
  cr_expect_null(strstr(text, "@all"));
  cr_expect_null(strstr(text, "https://"));
  uint32_t columns = 0;
  for (const char *line = text; *line;) {
    const char *end = strchr(line, '\n');
    cr_assert_not_null(end);
    uint32_t bars = 0;
    for (const char *at = line; at < end; at++) {
      cr_assert((unsigned char)*at >= 0x20 && *at != 0x7f);
      if (*at == '\\') at++;
      else bars += *at == '|';
    }
    if (*line != '|') columns = 0;
    else if (!columns) columns = bars;
    else cr_expect_eq(bars, columns, "%.*s", (int)(end - line), line);
    line = end + 1;
  }
}

Test(diff_writers, hostile_names) {
  DiffFixture f;
  make_hostile(&f, 48);
  const SceDiff *diffs[] = {&f.diff};
  SceText text = document_of("md", diffs, 1, &(SceDiffOptions){.all = true});
  check_markdown(text.bytes, true);
  sce_text_release(&text);
  text = document_of("text", diffs, 1, &(SceDiffOptions){.all = true});
  for (size_t i = 0; i < text.count; i++) {
    cr_assert((unsigned char)text.bytes[i] >= 0x20 || text.bytes[i] == '\n');
    cr_assert(text.bytes[i] != '\n' || !i || text.bytes[i - 1] != ' ', "a trailing blank");
  }
  sce_text_release(&text);
  text = document_of("html", diffs, 1, &(SceDiffOptions){.all = true});
  cr_expect_null(strstr(text.bytes, "<script"));
  cr_expect_null(strstr(text.bytes, "<b>"));
  sce_text_release(&text);
  diff_fixture_release(&f);
}

/* Never larger than asked for, and what is left out is counted: the rows of the whole document are there or counted. */
Test(diff_writers, limits) {
  DiffFixture f;
  make_hostile(&f, 24);
  const SceDiff *diffs[] = {&f.diff};
  SceText whole = document_of("md", diffs, 1, &(SceDiffOptions){0});
  for (uint64_t most = 1000; most < whole.count + 200; most += 37) {
    SceText text = document_of("md", diffs, 1, &(SceDiffOptions){.max_bytes = most});
    cr_assert_leq(text.count, most);
    check_markdown(text.bytes, false);
    cr_expect((strstr(text.bytes, " left out") != NULL) == (text.count != whole.count || strcmp(text.bytes, whole.bytes)));
    sce_text_release(&text);
  }
  sce_text_release(&whole);
  diff_fixture_release(&f);
}
