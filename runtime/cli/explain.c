/* `sce explain E0123`: the page on a finding, out of the text that is part of the binary. */
#include "cli.h"

#include "results/sarif.h"

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

/* "E0123", "e123", "123"; -1 for anything else. */
static int read_code(const char *word) {
  const char *digits = word + (*word == 'E' || *word == 'e');
  size_t length = strlen(digits);
  if (!length || length > 5 || strspn(digits, "0123456789") != length) return -1;
  return atoi(digits);
}

static void list_codes(SceText *out, int group) {
  for (int i = 0; i < CODE_COUNT; i++)
    if (group < 0 || codes[i].number / 100 == group) sce_text_add_format(out, "E%04d  %s\n", codes[i].number, codes[i].title);
}

static void explain_unknown(SceCli *cli, int code) {
  sce_cli_trouble(cli, "there is no finding E%04d", code);
  if (cli->options.error_format == SCE_ERRORS_GITHUB || cli->options.error_format == SCE_ERRORS_SARIF) return;
  SceText near = {0};
  list_codes(&near, code / 100);
  if (near.count) sce_text_add_format(&cli->err, "its neighbours are:\n%s", near.bytes);
  else sce_text_add_string(&cli->err, "`sce explain` lists all codes\n");
  sce_text_release(&near);
}

void sce_cli_explain(SceCli *cli) {
  uint32_t count = cli->options.operands.count;
  if (!count) {
    list_codes(&cli->out, -1);
    return;
  }
  const char *word = cli->options.operands.at[0];
  int code = read_code(word);
  if (count == 2 && code < 0) {
    sce_cli_explain_value(cli);
  } else if (count > 1 || code < 0) {
    sce_cli_trouble(cli, "`sce explain` takes the code of a finding, such as E0201");
  } else {
    size_t length = 0;
    const char *page = sce_error_page(code, &length);
    if (!page) {
      explain_unknown(cli, code);
      return;
    }
    sce_text_add(&cli->out, page, length);
    sce_text_add_byte(&cli->out, '\n');
  }
}
