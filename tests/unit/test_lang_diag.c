/* Findings: kept once, in order, shown so that the caret stands right and nothing a file holds can drive the terminal; and the pages
 * of errors.md, which must name the same codes and titles as diag.def.
 */
#include "diag.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <time.h>

typedef struct Fixture {
  SceSources sources;
  SceDiags diags;
  SceText out;
} Fixture;

static void fixture_init(Fixture *fixture, const char *text) {
  *fixture = (Fixture){0};
  sce_sources_init(&fixture->sources);
  sce_diags_init(&fixture->diags);
  if (text) sce_sources_add(&fixture->sources, "a.sce", "a.sce", text, (uint32_t)strlen(text), false);
}

static void fixture_release(Fixture *fixture) {
  sce_text_release(&fixture->out);
  sce_diags_release(&fixture->diags);
  sce_sources_release(&fixture->sources);
}

/* The span of the first `part` in the text. */
static SceSpan span_of(const Fixture *fixture, const char *part) {
  const char *text = fixture->sources.list.at[0].text, *at = strstr(text, part);
  cr_assert_not_null(at);
  return (SceSpan){0, (uint32_t)(at - text), (uint32_t)(at - text + (long)strlen(part))};
}

static void expect_printed(Fixture *fixture, const char *expected) {
  sce_text_clear(&fixture->out);
  sce_diags_print(&fixture->out, &fixture->sources, &fixture->diags, 100, false);
  cr_expect_str_eq(fixture->out.bytes, expected, "got:\n%s\nexpected:\n%s", fixture->out.bytes, expected);
}

Test(lang_diag, head_line_caret_note_help) {
  Fixture f;
  fixture_init(&f, "a = 5 m\ntotal = a + 3 s\n");
  sce_diag_add(&f.diags, SCE_E_OPERANDS, span_of(&f, "a + 3 s"), "length and time do not add");
  sce_diag_note(&f.diags, span_of(&f, "5 m"), "length comes from here");
  sce_diag_note(&f.diags, SCE_NO_PLACE, "time is counted in seconds");
  sce_diag_help(&f.diags, "multiply by %d", 2);
  expect_printed(&f, "a.sce:2:9: error[E0301]: length and time do not add\n"
                     "    2 | total = a + 3 s\n"
                     "      |         ^~~~~~~\n"
                     "a.sce:1:5: note: length comes from here\n"
                     "    1 | a = 5 m\n"
                     "      |     ^~~\n"
                     "note: time is counted in seconds\n"
                     "help: multiply by 2\n");
  fixture_release(&f);
}

Test(lang_diag, severities_and_exit_codes) {
  Fixture f;
  fixture_init(&f, "x\n");
  cr_expect_eq(sce_diags_exit_code(&f.diags), 0);
  sce_diag_add(&f.diags, SCE_E_HIDES, SCE_NO_PLACE, "hides");
  cr_expect_eq(sce_diags_exit_code(&f.diags), 0);
  sce_diag_add(&f.diags, SCE_E_CLAIM_OFF, SCE_NO_PLACE, "off");
  cr_expect_eq(sce_diags_exit_code(&f.diags), 1);
  sce_diag_add(&f.diags, SCE_E_FILE, SCE_NO_PLACE, "gone");
  cr_expect_eq(sce_diags_exit_code(&f.diags), 2);
  expect_printed(&f, "sce: warning[E0219]: hides\nsce: finding[E0501]: off\nsce: error[E0601]: gone\n");
  fixture_release(&f);
}

Test(lang_diag, said_once) {
  Fixture f;
  fixture_init(&f, "abc abc\n");
  cr_expect(sce_diag_add(&f.diags, SCE_E_NAME, (SceSpan){0, 0, 3}, "one"));
  sce_diag_note(&f.diags, SCE_NO_PLACE, "kept");
  cr_expect_not(sce_diag_add(&f.diags, SCE_E_NAME, (SceSpan){0, 0, 3}, "again"));
  sce_diag_note(&f.diags, SCE_NO_PLACE, "dropped");
  sce_diag_help(&f.diags, "dropped");
  cr_expect(sce_diag_add(&f.diags, SCE_E_FIELD, (SceSpan){0, 0, 3}, "another code"));
  cr_expect(sce_diag_add(&f.diags, SCE_E_NAME, (SceSpan){0, 4, 7}, "another place"));
  cr_expect(sce_diag_add(&f.diags, SCE_E_FILE, SCE_NO_PLACE, "a.sce is missing"));
  cr_expect(sce_diag_add(&f.diags, SCE_E_FILE, SCE_NO_PLACE, "b.sce is missing"));
  cr_expect_not(sce_diag_add(&f.diags, SCE_E_FILE, SCE_NO_PLACE, "a.sce is missing"));
  cr_expect_eq(f.diags.list.count, 5);
  cr_expect_eq(f.diags.errors, 5);
  cr_expect_eq(f.diags.list.at[0].notes.count, 1);
  cr_expect_null(f.diags.list.at[0].help);
  fixture_release(&f);
}

Test(lang_diag, sorts_by_place_and_is_stable) {
  Fixture f;
  fixture_init(&f, "abcdefgh\n");
  sce_diag_add(&f.diags, SCE_E_FILE, SCE_NO_PLACE, "last");
  sce_diag_add(&f.diags, SCE_E_NAME, (SceSpan){0, 5, 6}, "third");
  sce_diag_add(&f.diags, SCE_E_UNIT, (SceSpan){0, 2, 6}, "first");
  sce_diag_add(&f.diags, SCE_E_NAME, (SceSpan){0, 2, 3}, "second");
  sce_diags_sort(&f.diags);
  static const char *const order[] = {"first", "second", "third", "last"};
  for (uint32_t i = 0; i < 4; i++) cr_expect_str_eq(f.diags.list.at[i].message, order[i]);
  fixture_release(&f);
}

Test(lang_diag, columns_count_code_points_and_tabs_are_one) {
  Fixture f;
  fixture_init(&f, "\tπ漢 = ärger\r\n");
  sce_diag_add(&f.diags, SCE_E_NAME, span_of(&f, "ärger"), "unknown");
  expect_printed(&f, "a.sce:1:7: error[E0201]: unknown\n"
                     "    1 |  π漢 = ärger\n"
                     "      |       ^~~~~\n");
  fixture_release(&f);
}

Test(lang_diag, span_over_lines_and_at_the_end) {
  Fixture f;
  fixture_init(&f, "ab <\n  c");
  sce_diag_add(&f.diags, SCE_E_BLOCK_OPEN, (SceSpan){0, 3, 8}, "open");
  sce_diag_add(&f.diags, SCE_E_SYNTAX, (SceSpan){0, 8, 8}, "end");
  expect_printed(&f, "a.sce:1:4: error[E0114]: open\n    1 | ab <\n      |    ^\n"
                     "a.sce:2:4: error[E0110]: end\n    2 |   c\n      |    ^\n");
  fixture_release(&f);
}

Test(lang_diag, nothing_reaches_the_terminal_raw) {
  Fixture f;
  fixture_init(&f, "x\x1b[2J \xE2\x80\xAE y\xFFz\n");
  sce_diag_add(&f.diags, SCE_E_NAME, span_of(&f, "z"), "no \x1b[31m \x7f \xE2\x80\xAE \xC3( name\nb.sce:1:1: error");
  expect_printed(&f, "a.sce:1:11: error[E0201]: no \\x1b[31m \\x7f \\u202e \xEF\xBF\xBD( name\n      b.sce:1:1: error\n"
                     "    1 | x·[2J · y\xEF\xBF\xBDz\n"
                     "      |           ^\n");
  fixture_release(&f);
}

Test(lang_diag, long_lines_are_cut_around_the_place) {
  char text[2001];
  memset(text, 'x', 2000);
  text[2000] = '\0';
  static const uint32_t places[] = {0, 10, 1000, 1990, 2000};
  for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
    Fixture f;
    fixture_init(&f, text);
    text[places[i] < 2000 ? places[i] : 1999] = '!';
    sce_diag_add(&f.diags, SCE_E_NAME, (SceSpan){0, places[i], places[i] + 500 < 2000 ? places[i] + 500 : 2000}, "long");
    sce_diag_print(&f.out, &f.sources, &f.diags.list.at[0], false);
    char *line = strchr(f.out.bytes, '\n') + 1, *carets = strchr(line, '\n') + 1, *caret = strchr(carets, '^');
    cr_assert_not_null(caret);
    size_t marks = 0, columns = 0, at = 0, mark = 0;
    for (char *c = line + 8; c < carets - 1; c++) {
      if (((unsigned char)*c & 0xC0) != 0x80) columns++;
      if ((unsigned char)*c == 0xE2) marks++;
      if (*c == '!') at = columns;
    }
    mark = (size_t)(caret - carets) - 7;
    cr_expect_eq(columns, 160, "%zu columns for place %u", columns, places[i]);
    cr_expect_eq(mark, at + (places[i] == 2000), "caret in column %zu, not %zu", mark, at);
    cr_expect_eq(marks, places[i] == 1000 ? 2 : 1);
    text[places[i] < 2000 ? places[i] : 1999] = 'x';
    fixture_release(&f);
  }
}

Test(lang_diag, the_rest_is_counted) {
  Fixture f;
  fixture_init(&f, "abcdefgh\n");
  for (uint32_t i = 0; i < 5; i++) sce_diag_add(&f.diags, SCE_E_NAME, (SceSpan){0, i, i + 1}, "m");
  sce_diags_print(&f.out, &f.sources, &f.diags, 3, false);
  cr_expect_not_null(strstr(f.out.bytes, "\n… and 2 more findings in a.sce\n"));
  sce_text_clear(&f.out);
  sce_diags_print(&f.out, &f.sources, &f.diags, 4, false);
  cr_expect_not_null(strstr(f.out.bytes, "\n… and 1 more finding in a.sce\n"));
  sce_text_clear(&f.out);
  sce_diags_print(&f.out, &f.sources, &f.diags, 5, false);
  cr_expect_null(strstr(f.out.bytes, "more finding"));
  fixture_release(&f);
}

Test(lang_diag, colours_frame_the_same_text) {
  Fixture f;
  fixture_init(&f, "a\n");
  sce_diag_add(&f.diags, SCE_E_NAME, (SceSpan){0, 0, 1}, "m");
  sce_diags_print(&f.out, &f.sources, &f.diags, 100, true);
  cr_expect_str_eq(f.out.bytes, "\x1b[1ma.sce:1:1: \x1b[1;31merror[E0201]:\x1b[0m m\n    1 | a\n      | \x1b[1;32m^\x1b[0m\n");
  fixture_release(&f);
}

Test(lang_diag, a_hundred_thousand_take_no_time) {
  Fixture f;
  fixture_init(&f, "x\n");
  clock_t start = clock();
  for (uint32_t i = 0; i < 200000; i++) sce_diag_add(&f.diags, SCE_E_NAME, (SceSpan){0, i / 2, i / 2 + 1}, "m");
  sce_diags_sort(&f.diags);
  cr_expect_eq(f.diags.list.count, 100000);
  cr_expect_lt((double)(clock() - start) / CLOCKS_PER_SEC, 2.0);
  fixture_release(&f);
}

/* ---- errors.md ---- */

typedef struct Code {
  int number;
  const char *title;
} Code;

static const Code codes[] = {
#define SCE_CODE(number, severity, name, title) {number, title},
#include "diag.def"
#undef SCE_CODE
};
enum { CODE_COUNT = sizeof codes / sizeof *codes };

static char *read_pages(void) {
  FILE *file = fopen("lang/errors.md", "rb");
  cr_assert_not_null(file, "run the tests from the top folder");
  SceText text = {0};
  char buffer[4096];
  for (size_t count; (count = fread(buffer, 1, sizeof buffer, file)) > 0;) sce_text_add(&text, buffer, count);
  fclose(file);
  return text.bytes;
}

Test(lang_diag, codes_are_known_once_and_in_order) {
  for (int i = 0; i < CODE_COUNT; i++) {
    cr_expect_str_eq(sce_code_title((SceCode)codes[i].number), codes[i].title);
    cr_expect(i == 0 || codes[i - 1].number < codes[i].number, "E%04d is out of order", codes[i].number);
  }
}

Test(lang_diag, every_code_has_its_page) {
  char *pages = read_pages(), *at = pages;
  for (int i = 0; i < CODE_COUNT; i++) {
    char heading[256];
    snprintf(heading, sizeof heading, "\n## E%04d %s\n", codes[i].number, codes[i].title);
    at = strstr(at, "\n## E");
    cr_assert_not_null(at, "no page left for E%04d", codes[i].number);
    cr_assert_eq(strncmp(at, heading, strlen(heading)), 0, "expected%sfound%.60s", heading, at);
    at++;
    char *next = strstr(at, "\n## E"), *wrong = strstr(at, "\nwrong:\n\n    "), *right = strstr(at, "\nright:\n\n    ");
    char *command = strstr(at, "\ncommand:\n\n    ");
    if (!next) next = at + strlen(at);
    bool has_examples = wrong && right && wrong < right && right < next, has_command = command && command < next;
    cr_expect(has_examples != has_command, "E%04d needs wrong: and right:, or command:", codes[i].number);
  }
  cr_expect_null(strstr(at, "\n## E"), "a page without a code: %.60s", strstr(at, "\n## E") ? strstr(at, "\n## E") : "");
  free(pages);
}
