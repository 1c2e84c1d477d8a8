/* Reads gates. The language of gates is one comparison, so that this is a page of code and not a grammar; numbers are spelled as in the language.
 */
#include "gate_text.h"

#include "diff.h"
#include "literal.h"

typedef struct Reader {
  const char *text, *at;
  const char *problem, *help;
  SceGatePart place;
} Reader;

static uint32_t offset(const Reader *r, const char *at) { return (uint32_t)(at - r->text); }

static bool complain(Reader *r, const char *start, const char *end, const char *problem, const char *help) {
  r->problem = problem;
  r->help = help;
  r->place = (SceGatePart){offset(r, start), offset(r, end)};
  return false;
}

static bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }
static bool is_digit(char c) { return c >= '0' && c <= '9'; }
static bool is_letter(char c) { return ((c | 32) >= 'a' && (c | 32) <= 'z') || c == '_' || (unsigned char)c >= 0x80; }

static const char *skip_blanks(const char *at) {
  while (is_blank(*at)) at++;
  return at;
}

static const char *trim(const char *start, const char *end) {
  while (end > start && is_blank(end[-1])) end--;
  return end;
}

static bool is_word(const char *start, const char *end, const char *word) {
  return (size_t)(end - start) == strlen(word) && !memcmp(start, word, strlen(word));
}

/* --- words ------------------------------------------------------------------------------------- */

static bool read_any(Reader *r, SceGate *gate) {
  static const struct { const char *word; SceDiffStatus status; } words[] = {
      {"changed", SCE_DIFF_CHANGED}, {"added", SCE_DIFF_ADDED}, {"removed", SCE_DIFF_REMOVED}, {"error", SCE_DIFF_ERROR}};
  const char *start = skip_blanks(r->at + 3), *end = trim(start, start + strlen(start));
  gate->kind = SCE_GATE_ANY;
  for (size_t i = 0; i < sizeof words / sizeof *words; i++)
    if (is_word(start, end, words[i].word)) {
      gate->status = words[i].status;
      return true;
    }
  return complain(r, start, end, "behind `any` stands one of: changed, added, removed, error", NULL);
}

/* --- numbers ----------------------------------------------------------------------------------- */

static const char *skip_digits(const char *at) {
  while (is_digit(*at) || *at == '_') at++;
  return at;
}

static const char *number_end(const char *at) {
  at = skip_digits(at);
  if (*at == '.' && is_digit(at[1])) at = skip_digits(at + 1);
  if ((*at | 32) == 'e' && (is_digit(at[1]) || ((at[1] == '+' || at[1] == '-') && is_digit(at[2])))) at = skip_digits(at + 2);
  return at;
}

/* The power of ten of a letter directly behind digits that no name goes on from: 500k, and not 5kW. */
static int32_t magnitude(const char *at) {
  static const char letters[] = "kMBT";
  const char *found = *at ? strchr(letters, *at) : NULL;
  return found && !is_letter(at[1]) && !is_digit(at[1]) ? (int32_t)(found - letters) * 3 + 3 : 0;
}

static bool read_number(Reader *r, SceGate *gate, bool *percent) {
  const char *start = r->at;
  gate->money = *r->at == '$';
  r->at += gate->money;
  const char *digits = r->at, *end = number_end(digits);
  if (!is_digit(*digits)) return complain(r, start, start + strcspn(start, " \t"), "a number is missing here", "such as in `site.power > +10%` or `site.power > 5 MW`");
  if (*end == ',') return complain(r, digits, end + 1, "digits are grouped by `_`, not by commas", NULL);
  int32_t scale = magnitude(end);
  const char *behind = skip_blanks(end + (scale != 0));
  *percent = *behind == '%' && !skip_blanks(behind + 1)[0];
  SceLiteralProblem problem = sce_literal_read(digits, end, scale - (*percent ? 2 : 0), &gate->number);
  if (problem) return complain(r, digits, end, sce_literal_problem_text(problem), NULL);
  if (*percent && gate->money) return complain(r, start, behind + 1, "an amount of money is no percentage", NULL);
  r->at = *percent ? behind + 1 : end + (scale != 0);
  return true;
}

/* `+10%`, `5 MW`, `$20/hour`: everything behind the comparison. */
static bool read_amount(Reader *r, SceGate *gate) {
  char sign = *r->at == '+' || *r->at == '-' ? *r->at : 0;
  if (sign && gate->sign == '~') return complain(r, r->at, r->at + 1, "behind `+-` stands a number without sign", NULL);
  if (sign) r->at = skip_blanks(r->at + 1);
  bool percent;
  gate->amount.start = offset(r, r->at);
  if (!read_number(r, gate, &percent)) return false;
  const char *start = gate->money ? r->at : skip_blanks(r->at), *end = trim(start, start + strlen(start));
  if (end < start) end = start;
  gate->unit = (SceGatePart){offset(r, start), offset(r, end)};
  gate->amount.end = end > start ? offset(r, end) : offset(r, trim(r->text + gate->amount.start, r->at));
  if (sign == '-') gate->number = -gate->number;
  bool moves = sign || gate->sign == '~';
  gate->kind = !moves ? SCE_GATE_LEVEL : percent ? SCE_GATE_RATIO : SCE_GATE_CHANGE;
  if (end > start && !is_letter(*start) && *start != '1' && *start != '(' && *start != '/' && *start != '*' && *start != '%')
    return complain(r, start, end, "only a unit may stand behind the number", NULL);
  return true;
}

/* --- gates ------------------------------------------------------------------------------------- */

/* The comparison: where it starts; NULL: there is none. */
static const char *find_sign(const char *text, SceGate *gate, uint32_t *length) {
  static const char plus_minus[] = "\xC2\xB1";
  for (; *text; text++) {
    bool either = (text[0] == '+' && text[1] == '-') || !strncmp(text, plus_minus, 2);
    if (*text != '>' && *text != '<' && !either) continue;
    gate->sign = either ? '~' : *text;
    *length = either ? 2 : 1;
    return text;
  }
  return NULL;
}

static bool read(Reader *r, SceGate *gate) {
  const char *start = r->at, *end = trim(start, start + strlen(start));
  uint32_t length;
  if (!strncmp(start, "any", 3) && is_blank(start[3])) return read_any(r, gate);
  if (is_word(start, end, "claims flipped")) {
    gate->kind = SCE_GATE_FLIPPED;
    return true;
  }
  const char *sign = find_sign(start, gate, &length);
  if (!sign) return complain(r, start, end, "a gate is a comparison, `any …` or `claims flipped`", "such as `site.power > +10%`, `site.power > 5 MW`, `any removed`");
  const char *name_end = trim(start, sign);
  if (name_end == start) return complain(r, sign, sign + length, "the name of a result is missing before the comparison", "such as in `site.power > +10%`; `*` stands for any part of a name");
  gate->pattern = (SceGatePart){offset(r, start), offset(r, name_end)};
  if (gate->sign != '~' && sign[1] == '=') return complain(r, sign, sign + 2, "gates compare by `>`, `<` and `+-` alone", NULL);
  r->at = skip_blanks(sign + length);
  if (!read_amount(r, gate)) return false;
  if (!is_word(start, name_end, "claims.off")) return true;
  bool plain = gate->kind == SCE_GATE_LEVEL && gate->unit.end == gate->unit.start && !gate->money;
  gate->kind = SCE_GATE_OFF;
  return plain || complain(r, r->text + gate->amount.start, r->text + gate->amount.end, "how many claims are off is a plain number", "such as in `claims.off > 0`");
}

bool sce_gate_read(SceGate *gate, const char *text, const char **problem, const char **help, SceGatePart *place) {
  Reader r = {.text = text, .at = skip_blanks(text)};
  *gate = (SceGate){.sign = '>'};
  if (read(&r, gate)) return true;
  *problem = r.problem;
  *help = r.help;
  *place = r.place;
  return false;
}
