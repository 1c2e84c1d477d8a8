/* The documents that test_diff_writers.c expects, whole. */
#ifndef SCE_TEST_DIFF_DOCUMENTS_H
#define SCE_TEST_DIFF_DOCUMENTS_H

static const char edges_text[] =
    "claim low     holds → off   sora.sce:20   got 4,211 → 4,311 gpu, says 4,211 gpu (article, section 4)\n"
    "claim share    none → off   sora.sce:20   got 41%, says 40%\n"
    "zero    0 → 413,205 gpu   +413,205             a.sce:1\n"
    "    x   0 → 5             +413,205   100.0 %   a.sce:2\n"
    "sign                      -2.50 → 4.00 USD                                +6.50   a.sce:3\n"
    "tiny                       5e-9 → 5.1e-9 s                        ×1.02           a.sce:3\n"
    "near                        4.2 → 4.2000001 s               ×1.00000002           a.sce:3\n"
    "new_name (was old_name)   4.2 s                                                   a.sce:3\n"
    "+ cost                    12.50 USD                                               a.sce:3\n"
    "- price                   10,000,000 USD/hour                                     a.sce:3\n"
    "broken                    failed in NEW, was 3 FLOP                               a.sce:3\n"
    "mended                    failed in OLD, is 3.000e25 FLOP                         a.sce:3\n"
    "lost                      failed on both sides                                    a.sce:3\n"
    "fits              false → true                                          a.sce:3\n"
    "    x (formula)   a + b → a + b * some.very.long.name.that…   100.0 %   a.sce:2\n"
    "speed      1,000 → 1,200 TFLOP/s        ×1.21   +200   (se 95)   a.sce:3\n"
    "work    2.700e24 → 2.700e300 FLOP   ×1.00e276                    a.sce:3\n"
    "share[tiktok]   40 → 45%         ×1.12                  a.sce:3\n"
    "    x            1 → 2 TFLOP/s   ×2.00   +6   120.0 %   a.sce:2\n"
    "    + y         2 s                      -2   -40.0 %   a.sce:2\n"
    "    rounding                             +1    20.0 %\n"
    "none   — → 3 hour   a.sce:3\n"
    "    nothing to compare with\n"
    "edits without effect on what is shown: idle\n"
    "partial: a side failed in part; what has a value on both sides is compared\n"
    "gate hit   zero > +10%   zero was 0: there is no percentage\n"
    "warning    any removed   price\n"
    "9 changed, 1 added, 1 removed, 1 renamed, 3 failed; 2 claims flipped, 2 off\n";

static const char edges_json[] =
    "{\"schema\": \"sce.diff/1\",\n"
    " \"partial\": true,\n"
    " \"outputs\": [\n"
    "   {\"path\": \"zero\", \"status\": \"changed\", \"at\": \"a.sce:1\", \"unit\": \"gpu\", \"old\": {\"value\": 0}, \"new\": {\"value\": 413204.9}, \"delta\": 413204.9, \"ratio\": null, \"drivers\": [\n"
    "     {\"path\": \"x\", \"kind\": \"value\", \"old\": 0, \"new\": 5, \"unit\": \"1\", \"contribution\": 413204.9, \"share\": 1, \"factor\": null, \"at\": \"a.sce:2\"}]},\n"
    "   {\"path\": \"sign\", \"status\": \"changed\", \"at\": \"a.sce:3\", \"unit\": \"USD\", \"old\": {\"value\": -2.5}, \"new\": {\"value\": 4}, \"delta\": 6.5, \"ratio\": null, \"drivers\": []},\n"
    "   {\"path\": \"tiny\", \"status\": \"changed\", \"at\": \"a.sce:3\", \"unit\": \"s\", \"old\": {\"value\": 5e-9}, \"new\": {\"value\": 5.1e-9}, \"delta\": 1.0000000000000007e-10, \"ratio\": 1.02, \"drivers\": []},\n"
    "   {\"path\": \"near\", \"status\": \"changed\", \"at\": \"a.sce:3\", \"unit\": \"s\", \"old\": {\"value\": 4.2}, \"new\": {\"value\": 4.2000001}, \"delta\": 9.99999993922529e-8, \"ratio\": 1.0000000238095237, \"drivers\": []},\n"
    "   {\"path\": \"new_name\", \"old_path\": \"old_name\", \"status\": \"renamed\", \"at\": \"a.sce:3\", \"unit\": \"s\", \"old\": {\"value\": 4.2}, \"new\": {\"value\": 4.2}, \"delta\": 0, \"ratio\": 1, \"drivers\": []},\n"
    "   {\"path\": \"cost\", \"status\": \"added\", \"at\": \"a.sce:3\", \"unit\": \"USD\", \"old\": null, \"new\": {\"value\": 12.5}, \"delta\": null, \"ratio\": null, \"drivers\": []},\n"
    "   {\"path\": \"price\", \"status\": \"removed\", \"at\": \"a.sce:3\", \"unit\": \"USD/hour\", \"old\": {\"value\": 10000000}, \"new\": null, \"delta\": null, \"ratio\": null, \"drivers\": []},\n"
    "   {\"path\": \"broken\", \"status\": \"error\", \"at\": \"a.sce:3\", \"unit\": \"FLOP\", \"old\": {\"value\": 3}, \"new\": {\"value\": null}, \"delta\": null, \"ratio\": null, \"drivers\": []},\n"
    "   {\"path\": \"mended\", \"status\": \"error\", \"at\": \"a.sce:3\", \"unit\": \"FLOP\", \"old\": {\"value\": null}, \"new\": {\"value\": 3e25}, \"delta\": null, \"ratio\": null, \"drivers\": []},\n"
    "   {\"path\": \"lost\", \"status\": \"error\", \"at\": \"a.sce:3\", \"unit\": \"FLOP\", \"old\": {\"value\": null}, \"new\": {\"value\": null}, \"delta\": null, \"ratio\": null, \"drivers\": []},\n"
    "   {\"path\": \"fits\", \"status\": \"changed\", \"at\": \"a.sce:3\", \"unit\": \"1\", \"old\": {\"value\": false}, \"new\": {\"value\": true}, \"delta\": 1, \"ratio\": null, \"drivers\": [\n"
    "     {\"path\": \"x\", \"kind\": \"formula\", \"old\": null, \"new\": null, \"unit\": \"1\", \"contribution\": 1, \"share\": 1, \"factor\": null, \"at\": \"a.sce:2\", \"old_text\": \"a +\\n b\", \"new_text\": \"a + b * some.very.long.name.that.goes.on + another\"}]},\n"
    "   {\"path\": \"speed\", \"status\": \"changed\", \"at\": \"a.sce:3\", \"unit\": \"FLOP/s\", \"old\": {\"value\": 989400000000000, \"se\": 30000000000000}, \"new\": {\"value\": 1.2e15, \"se\": 90000000000000}, \"delta\": 210600000000000, \"ratio\": 1.212856276531231, \"drivers\": []},\n"
    "   {\"path\": \"work\", \"status\": \"changed\", \"at\": \"a.sce:3\", \"unit\": \"FLOP\", \"old\": {\"value\": 2.7e24}, \"new\": {\"value\": 2.7e300}, \"delta\": 2.7e300, \"ratio\": 9.999999999999999e275, \"drivers\": []},\n"
    "   {\"path\": \"share\", \"point\": {\"scenario\": \"base\", \"platform\": \"tiktok\"}, \"status\": \"changed\", \"at\": \"a.sce:3\", \"unit\": \"1\", \"old\": {\"value\": 0.4}, \"new\": {\"value\": 0.45}, \"delta\": 0.04999999999999999, \"ratio\": 1.125, \"drivers\": [\n"
    "     {\"path\": \"x\", \"kind\": \"value\", \"old\": 1000000000000, \"new\": 2000000000000, \"unit\": \"FLOP/s\", \"contribution\": 0.06, \"share\": 1.2000000000000002, \"factor\": 2, \"at\": \"a.sce:2\"},\n"
    "     {\"path\": \"y\", \"kind\": \"added\", \"old\": null, \"new\": 2, \"unit\": \"s\", \"contribution\": -0.02, \"share\": -0.4000000000000001, \"factor\": null, \"at\": \"a.sce:2\"},\n"
    "     {\"path\": null, \"kind\": \"rounding\", \"old\": null, \"new\": null, \"unit\": \"1\", \"contribution\": 0.01, \"share\": 0.20000000000000004, \"factor\": null, \"at\": null}]},\n"
    "   {\"path\": \"none\", \"status\": \"changed\", \"at\": \"a.sce:3\", \"unit\": \"hour\", \"old\": {\"value\": null}, \"new\": {\"value\": 3}, \"delta\": null, \"ratio\": null, \"drivers\": [], \"note\": \"nothing to compare with\"}],\n"
    " \"claims\": [\n"
    "   {\"name\": \"low\", \"flipped\": true, \"at\": \"sora.sce:20\", \"unit\": \"gpu\", \"old\": {\"status\": \"holds\", \"got\": 4211.3}, \"new\": {\"status\": \"off\", \"got\": 4311.2}, \"says\": 4211, \"source\": \"article,\\nsection 4\"},\n"
    "   {\"name\": \"share\", \"flipped\": true, \"at\": \"sora.sce:20\", \"unit\": \"1\", \"old\": null, \"new\": {\"status\": \"off\", \"got\": 0.41}, \"says\": 0.4}],\n"
    " \"gates\": [\n"
    "   {\"gate\": \"zero > +10%\", \"action\": \"fail\", \"state\": \"hit\", \"reason\": \"zero was 0: there is no percentage\"},\n"
    "   {\"gate\": \"any removed\", \"action\": \"warn\", \"state\": \"hit\", \"reason\": \"price\"}],\n"
    " \"edits\": [\n"
    "   {\"path\": \"x\", \"kind\": \"value\", \"old\": \"1\", \"new\": \"2\", \"at\": \"a.sce:2\"},\n"
    "   {\"path\": \"idle\", \"kind\": \"value\", \"old\": \"1\", \"new\": \"2\", \"at\": \"a.sce:9\"}],\n"
    " \"counts\": {\"unchanged\": 0, \"changed\": 9, \"added\": 1, \"removed\": 1, \"renamed\": 1, \"error\": 3, \"claims_flipped\": 2, \"claims_off\": 2},\n"
    " \"diagnostics\": []}\n";

static const char example_text[] =
    "fleet.gpus       88,544 → 708,351 gpu   ×8.00                       fleet.sce:14\n"
    "    sora.steps      250 → 1000          ×4.00   +413,205   66.7 %   sora.sce:6\n"
    "    peak              1 → 2             ×2.00   +206,602   33.3 %   fleet.sce:9\n"
    "1 changed, 1 unchanged\n";

static const char example_all_text[] =
    "fleet.gpus       88,544 → 708,351 gpu   ×8.00                       fleet.sce:14\n"
    "    sora.steps      250 → 1000          ×4.00   +413,205   66.7 %   sora.sce:6\n"
    "    peak              1 → 2             ×2.00   +206,602   33.3 %   fleet.sce:9\n"
    "fleet.power   1 MFLOP/s   fleet.sce:15\n"
    "1 changed, 1 unchanged\n";

static const char example_json[] =
    "{\"schema\": \"sce.diff/1\",\n"
    " \"outputs\": [\n"
    "   {\"path\": \"fleet.gpus\", \"status\": \"changed\", \"at\": \"fleet.sce:14\", \"unit\": \"gpu\", \"old\": {\"value\": 88543.9}, \"new\": {\"value\": 708351.2}, \"delta\": 619807.2999999999, \"ratio\": 8, \"drivers\": [\n"
    "     {\"path\": \"sora.steps\", \"kind\": \"value\", \"old\": 250, \"new\": 1000, \"unit\": \"1\", \"contribution\": 413204.9, \"share\": 0.6666667204468228, \"factor\": 4, \"at\": \"sora.sce:6\"},\n"
    "     {\"path\": \"peak\", \"kind\": \"value\", \"old\": 1, \"new\": 2, \"unit\": \"1\", \"contribution\": 206602.4, \"share\": 0.33333327955317726, \"factor\": 2, \"at\": \"fleet.sce:9\"}]}],\n"
    " \"claims\": [],\n"
    " \"gates\": [],\n"
    " \"edits\": [],\n"
    " \"counts\": {\"unchanged\": 1, \"changed\": 1, \"added\": 0, \"removed\": 0, \"renamed\": 0, \"error\": 0, \"claims_flipped\": 0, \"claims_off\": 0},\n"
    " \"diagnostics\": []}\n";

#endif
