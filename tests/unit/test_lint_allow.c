/* Comments that silence a lint: which are directives, which line each is about, and what is wrong with them. */
#include "lint/allow.h"

#include <criterion/criterion.h>
#include <string.h>

Test(lint_allow, which_comments_are_directives) {
  static const char *const directives[] = {" allow E0705: why", "allow E0705: why", " allow E0705", "\tallow\tE0705 : why", " allow E0705, E0706: why", " allow E0301"};
  static const char *const others[] = {" allow users to log in", " allowed E0705: why", " allow", " allow ", " allow E705: why", " allow E07051: why", " allow e0705: why", " never allow E0705", " E0705: why", ""};
  for (size_t i = 0; i < sizeof directives / sizeof *directives; i++) cr_assert(sce_allow_is_directive(directives[i], strlen(directives[i])), "%s", directives[i]);
  for (size_t i = 0; i < sizeof others / sizeof *others; i++) cr_assert_not(sce_allow_is_directive(others[i], strlen(others[i])), "%s", others[i]);
}

/* "line:code" for each directive, `!` behind one without a reason. */
static void expect(const char *text, const char *wanted) {
  SceSources sources;
  SceAllows allows;
  SceText got = {0};
  sce_sources_init(&sources);
  SceSourceId source = sce_sources_add(&sources, "t", "t", text, (uint32_t)strlen(text), false);
  sce_allows_read(&allows, &sources, source);
  sce_text_add(&got, "", 0);
  for (uint32_t i = 0; i < allows.list.count; i++) {
    const SceAllow *allow = &allows.list.at[i];
    sce_text_add_format(&got, "%s%u:%u%s", i ? " " : "", (unsigned)allow->line, (unsigned)allow->code, allow->reason ? "" : "!");
    cr_assert_eq(text[allow->span.start], 'E');
    cr_assert_eq(allow->span.end - allow->span.start, 5);
  }
  cr_assert_str_eq(got.bytes, wanted, "%s\ngot %s, wanted %s", text, got.bytes, wanted);
  sce_text_release(&got);
  sce_allows_release(&allows);
  sce_sources_release(&sources);
}

Test(lint_allow, which_line_one_is_about) {
  expect("", "");
  expect("a = 1", "");
  expect("a = 1 # allow E0705: why", "1:705");
  expect("# allow E0705: why\na = 1\n", "2:705");
  expect("  # allow E0705: why\r\na = 1\r\n", "2:705");
  expect("# allow E0705: why\n# What a is.\na = 1\n", "3:705");
  expect("# allow E0705: why\n# allow E0706: why\na = 1 # allow E0707: why\nb = 2\n", "3:705 3:706 3:707");
  expect("a = 1 # allow E0705: why\n# allow E0706: why\nb = 2\n", "1:705 3:706");
  expect("# allow E0705: why\n\na = 1\n", "1:705");                            /* a blank line ends what it is about: it is about nothing */
  expect("# allow E0705: why", "1:705");
  expect("a = 1 @ \"x # allow E0705: no\"\n", "");
  expect("a = 1 @ \"x # y\" # allow E0705: why\n", "1:705");
  expect("a = 1 @ \"open # allow E0705: no\nb = 2 # allow E0706: why\n", "2:706");
}

Test(lint_allow, codes_and_reasons) {
  expect("a # allow E0705", "1:705!");
  expect("a # allow E0705:", "1:705!");
  expect("a # allow E0705:  \t", "1:705!");
  expect("a # allow E0705 why", "1:705!");
  expect("a # allow E0705,E0706 , E0707: why", "1:705 1:706 1:707");
  expect("a # allow E0705 E0706: why", "1:705 1:706");
  expect("a # allow E0000: why", "1:0");
}

Test(lint_allow, silences_what_it_names_on_its_line_alone) {
  static const char text[] = "a = 1 # allow E0705: why\nb = 2 # allow E0705\n";
  SceSources sources;
  SceAllows allows;
  SceDiags diags;
  sce_sources_init(&sources);
  sce_diags_init(&diags);
  SceSourceId source = sce_sources_add(&sources, "t", "t", text, sizeof text - 1, false);
  sce_allows_read(&allows, &sources, source);
  SceDiag on = {.code = SCE_E_BYTE_PREFIXES, .span = {source, 4, 5}}, below = {.code = SCE_E_BYTE_PREFIXES, .span = {source, 29, 30}}, other = {.code = SCE_E_MONTHS, .span = {source, 4, 5}};
  sce_allows_report(&allows, true, &diags);
  cr_assert_eq(diags.warnings, 2);                                            /* one that silences nothing, one without reason */
  cr_assert_not(sce_allows(&allows, &sources, &other));
  cr_assert_not(sce_allows(&allows, &sources, &below), "without a reason it is not heeded");
  cr_assert(sce_allows(&allows, &sources, &on));
  sce_diags_release(&diags);
  sce_diags_init(&diags);
  sce_allows_report(&allows, true, &diags);
  cr_assert_eq(diags.warnings, 1);
  sce_diags_release(&diags);
  sce_allows_release(&allows);
  sce_sources_release(&sources);
}
