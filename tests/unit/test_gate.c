/* Gates as a table: what is said, and what is judged of one diff with everything in it. */
#include "review/gate.h"
#include "test_diff_fixture.h"

static void make_diff(DiffFixture *f) {
  SceDiffOutput *output;
  diff_fixture_init(f);
  add_output(f, "fleet.gpus", SCE_DIFF_CHANGED, 1000, 1123, "gpu", "a.sce:1");
  add_output(f, "fleet.speed", SCE_DIFF_CHANGED, 10e6, 15e6, "FLOP/s", "a.sce:2");
  add_output(f, "fleet.cost", SCE_DIFF_CHANGED, 200, 180, "USD", "a.sce:3");
  add_output(f, "still", SCE_DIFF_UNCHANGED, 5, 5 + 1e-12, "1", "a.sce:4");
  add_output(f, "share", SCE_DIFF_CHANGED, 0.4, 0.45, "1", "a.sce:5")->percent = true;
  add_output(f, "zero", SCE_DIFF_CHANGED, 0, 3, "hour", "a.sce:6");
  add_output(f, "sign", SCE_DIFF_CHANGED, -1, 3, "1", "a.sce:6");
  add_output(f, "loss", SCE_DIFF_CHANGED, -100, -120, "USD", "a.sce:6");
  add_output(f, "fresh", SCE_DIFF_ADDED, NAN, 7, "s", "a.sce:7");
  add_output(f, "gone", SCE_DIFF_REMOVED, 7, NAN, "s", "a.sce:7");
  add_output(f, "broken", SCE_DIFF_ERROR, 7, NAN, "s", "a.sce:7");
  add_output(f, "now", SCE_DIFF_RENAMED, 7, 7, "s", "a.sce:7")->old_path = copy_of("before");
  output = add_output(f, "part", SCE_DIFF_CHANGED, 1, 2, "1", "a.sce:8");
  add_label(output, "scenario", "base");
  output = add_output(f, "part", SCE_DIFF_CHANGED, 1, 4, "1", "a.sce:8");
  add_label(output, "scenario", "optimistic");
  add_diff_claim(f, "low", "holds", "off", 1, 2, 1, "gpu");
  add_diff_claim(f, "high", "off", "off", 1, 2, 1, "gpu");
}

typedef struct Row {
  const char *text;
  SceGateState state;
  const char *reason;
} Row;

static const Row rows[] = {
    {"fleet.gpus > +10%", SCE_GATE_HIT, "fleet.gpus rose by 12.3 %, more than 10 %"},
    {"fleet.gpus>+10 %", SCE_GATE_HIT, "fleet.gpus rose by 12.3 %, more than 10 %"},
    {"fleet.gpus > +12.3%", SCE_GATE_PASSED, NULL},
    {"fleet.gpus > +12.29999%", SCE_GATE_HIT, "fleet.gpus rose by 12.3 %, more than 12.29999 %"},
    {"fleet.gpus < -10%", SCE_GATE_PASSED, NULL},
    {"fleet.gpus < +20%", SCE_GATE_HIT, "fleet.gpus rose by 12.3 %, less than 20 %"},
    {"fleet.gpus > +100 gpu", SCE_GATE_HIT, "fleet.gpus rose by 123 gpu, more than 100 gpu"},
    {"fleet.gpus > 1k gpus", SCE_GATE_HIT, "fleet.gpus is 1,123 gpu, more than 1k gpus"},
    {"fleet.gpus > 1_123 gpu", SCE_GATE_PASSED, NULL},
    {"fleet.gpus > 500e3 gpu", SCE_GATE_PASSED, NULL},
    {"fleet.gpus < 1.2e3 gpu", SCE_GATE_HIT, "fleet.gpus is 1,123 gpu, less than 1.2e3 gpu"},
    {"fleet.gpus > 0", SCE_GATE_HIT, "fleet.gpus is 1,123 gpu, more than 0"},
    {"fleet.gpus > 3", SCE_GATE_TROUBLE, "`3` is a pure number, but `fleet.gpus` is gpus"},
    {"fleet.gpus > +3 hour", SCE_GATE_TROUBLE, "`3 hour` is time, but `fleet.gpus` is gpus"},
    {"fleet.gpus > +3 kg", SCE_GATE_TROUBLE, "`3 kg` is mass, but `fleet.gpus` is gpus"},
    {"fleet.gpus > +3 foo", SCE_GATE_TROUBLE, "the unit `foo` cannot be read"},
    {"fleet.speed > +4 MFLOP/s", SCE_GATE_HIT, "fleet.speed rose by 5 MFLOP/s, more than 4 MFLOP/s"},
    {"fleet.speed > +0.3 GFLOP/minute", SCE_GATE_PASSED, NULL},
    {"fleet.speed > +0.29 GFLOP/minute", SCE_GATE_HIT, "fleet.speed rose by 5 MFLOP/s, more than 0.29 GFLOP/minute"},
    {"fleet.cost +-1%", SCE_GATE_HIT, "fleet.cost fell by 10 %, more than 1 %"},
    {"fleet.cost \xC2\xB1 10%", SCE_GATE_PASSED, NULL},
    {"*.cost < -1%", SCE_GATE_HIT, "fleet.cost fell by 10 %, more than 1 %"},
    {"*.cost > +1%", SCE_GATE_PASSED, NULL},
    {"*.cost > -20%", SCE_GATE_HIT, "fleet.cost fell by 10 %, less than 20 %"},
    {"*.cost < -$15", SCE_GATE_HIT, "fleet.cost fell by 20.00 USD, more than $15"},
    {"*.cost > $150", SCE_GATE_HIT, "fleet.cost is 180.00 USD, more than $150"},
    {"fleet.* +-5%", SCE_GATE_HIT, "fleet.gpus rose by 12.3 %, more than 5 %; fleet.speed rose by 50 %, more than 5 %; fleet.cost fell by 10 %, more than 5 %"},
    {"still +-0%", SCE_GATE_PASSED, NULL},
    {"still > +0%", SCE_GATE_PASSED, NULL},
    {"still < +1%", SCE_GATE_HIT, "still did not change, less than +1 %"},
    {"still < 3", SCE_GATE_PASSED, NULL},
    {"still < 6", SCE_GATE_HIT, "still is 5, less than 6"},
    {"share > 40%", SCE_GATE_HIT, "share is 45%, more than 40%"},
    {"share > +0.04", SCE_GATE_HIT, "share rose by 0.05, more than 0.04"},
    {"zero > +10%", SCE_GATE_HIT, "zero was 0, of which there are no percentages"},
    {"zero > +200 minute", SCE_GATE_PASSED, NULL},
    {"sign +-500%", SCE_GATE_HIT, "sign changed its sign: there is no percentage"},
    {"sign > +3", SCE_GATE_HIT, "sign rose by 4, more than 3"},
    {"loss < -15%", SCE_GATE_HIT, "loss fell by 20 %, more than 15 %"},
    {"fresh > +10%", SCE_GATE_HIT, "fresh is new: there is no change to measure"},
    {"fresh > 10 s", SCE_GATE_PASSED, NULL},
    {"gone > +10%", SCE_GATE_HIT, "gone is gone: there is no change to measure"},
    {"gone > 10 s", SCE_GATE_HIT, "gone is gone: there is no value to compare"},
    {"broken > 10 s", SCE_GATE_TROUBLE, "`broken` has no value because of an error"},
    {"before > +1%", SCE_GATE_PASSED, NULL},
    {"now > 5 s", SCE_GATE_HIT, "now is 7 s, more than 5 s"},
    {"part > +150%", SCE_GATE_HIT, "part[optimistic] rose by 300 %, more than 150 %"},
    {"part[optimistic] > +50%", SCE_GATE_HIT, "part[optimistic] rose by 300 %, more than 50 %"},
    {"part[base] > +50%", SCE_GATE_HIT, "part rose by 100 %, more than 50 %"},
    {"part[none] > +50%", SCE_GATE_TROUBLE, "no result matches `part[none]`"},
    {"flet.gpus > +10%", SCE_GATE_TROUBLE, "no result matches `flet.gpus`"},
    {"claims.off > 0", SCE_GATE_HIT, "2 claims are off, more than 0"},
    {"claims.off > 2", SCE_GATE_PASSED, NULL},
    {"claims flipped", SCE_GATE_HIT, "claim low: holds → off"},
    {"any removed", SCE_GATE_HIT, "gone was removed"},
    {"any added", SCE_GATE_HIT, "fresh was added"},
    {"any error", SCE_GATE_HIT, "broken failed"},
    {" any  changed ", SCE_GATE_HIT, "fleet.gpus changed; fleet.speed changed; fleet.cost changed; and 6 more"},
    {"any moved", SCE_GATE_TROUBLE, "behind `any` stands one of: changed, added, removed, error"},
    {"", SCE_GATE_TROUBLE, "a gate is a comparison, `any …` or `claims flipped`"},
    {"fleet.gpus", SCE_GATE_TROUBLE, "a gate is a comparison, `any …` or `claims flipped`"},
    {"> 5", SCE_GATE_TROUBLE, "the name of a result is missing before the comparison"},
    {"x >= 5", SCE_GATE_TROUBLE, "gates compare by `>`, `<` and `+-` alone"},
    {"x > ", SCE_GATE_TROUBLE, "a number is missing here"},
    {"x > ten", SCE_GATE_TROUBLE, "a number is missing here"},
    {"x > 1,000", SCE_GATE_TROUBLE, "digits are grouped by `_`, not by commas"},
    {"x > 1__0", SCE_GATE_TROUBLE, "`_` stands between two digits"},
    {"x > 1e999", SCE_GATE_TROUBLE, "the number is too large: the largest is about 1.8e308"},
    {"x +- -5%", SCE_GATE_TROUBLE, "behind `+-` stands a number without sign"},
    {"x > +5 ! MW", SCE_GATE_TROUBLE, "only a unit may stand behind the number"},
    {"x > $5%", SCE_GATE_TROUBLE, "an amount of money is no percentage"},
    {"claims.off > +1", SCE_GATE_TROUBLE, "how many claims are off is a plain number"},
};

Test(gate, table) {
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    DiffFixture f;
    make_diff(&f);
    SceDiff *diffs[] = {&f.diff};
    const char *texts[] = {rows[i].text};
    const bool warns[] = {i % 2 == 1};
    sce_gates_judge(diffs, 1, texts, warns, 1, &f.program.diags);
    cr_assert_eq(f.diff.gates.count, 1);
    const SceDiffGate *gate = &f.diff.gates.at[0];
    cr_expect_str_eq(gate->text, rows[i].text);
    cr_expect_eq(gate->state, rows[i].state, "`%s` is %d: %s", rows[i].text, gate->state, gate->reason ? gate->reason : "");
    cr_expect_str_eq(gate->reason ? gate->reason : "-", rows[i].reason ? rows[i].reason : "-", "`%s`: %s", rows[i].text, gate->reason ? gate->reason : "-");
    cr_expect_eq(f.program.diags.errors, rows[i].state == SCE_GATE_TROUBLE, "`%s` has %u findings", rows[i].text, f.program.diags.errors);
    cr_expect_eq(sce_gates_are_hit((const SceDiff *const *)diffs, 1), rows[i].state == SCE_GATE_HIT && !warns[0]);
    diff_fixture_release(&f);
  }
}

static void expect_finding(const char *gate, const char *expected) {
  DiffFixture f;
  make_diff(&f);
  SceDiff *diffs[] = {&f.diff};
  SceText text = {0};
  sce_gates_judge(diffs, 1, &gate, &(const bool){false}, 1, &f.program.diags);
  sce_diags_print(&text, &f.program.sources, &f.program.diags, 10, false);
  cr_expect_str_eq(text.bytes ? text.bytes : "", expected, "%s", text.bytes);
  sce_text_release(&text);
  diff_fixture_release(&f);
}

Test(gate, findings) {
  expect_finding("flet.gpus > +10%",
                 "--fail-if:1:1: error[E0511]: no result matches `flet.gpus`\n    1 | flet.gpus > +10%\n      | ^~~~~~~~~\nhelp: did you mean `fleet.gpus`?\n");
  expect_finding("fleet.gpus > +3 hour",
                 "--fail-if:1:15: error[E0511]: `3 hour` is time, but `fleet.gpus` is gpus\n    1 | fleet.gpus > +3 hour\n      |               ^~~~~~\n");
  expect_finding("fleet.speed > $2/houre",
                 "--fail-if:1:18: error[E0203]: there is no unit `houre`\n    1 | fleet.speed > $2/houre\n      |                  ^~~~~\nhelp: did you mean `hour`?\n");
  expect_finding("x > ten",
                 "--fail-if:1:5: error[E0510]: a number is missing here\n    1 | x > ten\n      |     ^~~\n"
                 "help: such as in `site.power > +10%` or `site.power > 5 MW`\n");
}

/* Over several files a gate has to match in one of them, and is told where it is hit. */
Test(gate, files) {
  DiffFixture one, two;
  make_diff(&one);
  diff_fixture_init(&two);
  add_output(&two, "other", SCE_DIFF_CHANGED, 1, 2, "s", "b.sce:1");
  add_diff_claim(&two, "low", "off", "off", 1, 2, 1, "gpu");
  SceDiff *diffs[] = {&two.diff, &one.diff};
  const char *texts[] = {"fleet.gpus > +10%", "other > +10%", "other > +300%", "claims.off > 2", "claims.off > 3", "nothing > 0", "other > +1 kg"};
  const bool warns[] = {true, true, false, true, false, false, false};
  sce_gates_judge(diffs, 2, texts, warns, 7, &two.program.diags);
  cr_assert_eq(one.diff.gates.count, 1);
  cr_expect_str_eq(one.diff.gates.at[0].text, texts[0]);
  cr_assert_eq(two.diff.gates.count, 6);
  static const SceGateState states[] = {SCE_GATE_HIT, SCE_GATE_PASSED, SCE_GATE_HIT, SCE_GATE_PASSED, SCE_GATE_TROUBLE, SCE_GATE_TROUBLE};
  for (int i = 0; i < 6; i++) cr_expect_eq(two.diff.gates.at[i].state, states[i], "%s", two.diff.gates.at[i].text);
  cr_expect_not(sce_gates_are_hit((const SceDiff *const *)diffs, 2));
  cr_expect_eq(two.program.diags.errors, 2);
  cr_expect_eq(one.program.diags.errors, 0);
  sce_gates_judge(diffs, 0, texts, warns, 7, NULL);
  diff_fixture_release(&one);
  diff_fixture_release(&two);
}

/* Whatever bytes somebody types: an answer, and no harm. */
Test(gate, any_bytes) {
  static const char alphabet[] = "x*.?[]> <+-\xC2\xB1%$0159eE_kM/^(),any claims.off\xFF\n";
  uint32_t state = 7;
  for (int round = 0; round < 2000; round++) {
    char text[24];
    size_t length = 0;
    DiffFixture f;
    if (round % 100 == 0) make_diff(&f);
    else {
      diff_fixture_init(&f);
      add_output(&f, "x", SCE_DIFF_CHANGED, 1, 2, "s", "a.sce:1");
    }
    for (; length < sizeof text - 1 && (state >> 28) != 3; length++) {
      state = state * 1664525u + 1013904223u;
      text[length] = alphabet[(state >> 16) % (sizeof alphabet - 1)];
    }
    state = state * 1664525u + 1013904223u;
    text[length] = '\0';
    SceDiff *diffs[] = {&f.diff};
    const char *texts[] = {text};
    sce_gates_judge(diffs, 1, texts, &(const bool){false}, 1, &f.program.diags);
    cr_expect_eq(f.diff.gates.count, 1);
    cr_expect((f.diff.gates.at[0].state == SCE_GATE_TROUBLE) == (f.program.diags.errors > 0), "`%s`", text);
    diff_fixture_release(&f);
  }
}
