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
  diff_fixture_release(&f);
}
