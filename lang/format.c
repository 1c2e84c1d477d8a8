/* Tokens to the one layout.
 *
 * Two passes. The first reads tokens and comments into a list of pieces, each with what the text had in front of it: line ends, a separator. The
 * second writes the pieces and decides at each gap between nothing, a space, `; ` and a line end. Line ends inside an item
 * are the author's and stay, since a comment or an operator may depend on them; where items part is decided by what fits.
 *
 * Whatever is decided must read as the same tokens again. Three gaps need care: a unit is read without spaces, so that a power
 * behind one must stay apart (`(5 m)^2` is not `5 m^2`); a member or a call behind a number likewise; and an item that starts with a
 * minus would continue the line before it, unless an empty line parts them.
 */
#include "format.h"

#include "lexer.h"
#include "parse.h"

enum {
  INDENT = 2,
  WIDTH = 100,           /* what stood on one line stays there up to this column */
  DEEPEST = 32,          /* levels that are indented; a line must not grow with the square of nesting */
};

enum {                   /* Piece.flags, beside those of the token (below 64) */
  COMMENT = 64,
  ITEM_START = 128,      /* first token of an item */
  BETWEEN_ITEMS = 256,   /* comment that stands between items, not inside one */
  TIGHT = 512,           /* `*` or `/` of a fraction of two bare numbers, `1440/8`: stays as it was written */
  ALIASES = 1024,        /* the bracket behind the name in a unit definition */
  IN_BRACKETS = 2048,
  UNIT_BEHIND_MONEY = 4096,
  APART = 8192,          /* `^` behind a unit: directly behind it, it would belong to the unit */
};

typedef struct Piece {
  uint32_t start, end;   /* bytes of the source */
  uint32_t match;        /* LANGLE: its RANGLE */
  uint32_t column;       /* where the piece would end if everything stood on one line */
  uint32_t breaks;       /* line ends in the source up to here */
  uint16_t flags;
  uint8_t newlines;      /* line ends between the piece before and this one: 0, 1, or 2 for more */
  SceTokenKind kind;     /* comments: SEP */
} Piece;

typedef struct Layout {
  const char *text;
  SCE_ARRAY(Piece) pieces;
  SCE_ARRAY(uint32_t) open;     /* blocks that are open, while reading */
  SceText *out;
  uint32_t column;              /* of the line that is being written */
  uint32_t depth, brackets;     /* open blocks, open ( and [, while writing */
  uint32_t flat_end;            /* pieces before this one stand on one line */
} Layout;

/* ---- reading ---- */

static void add_piece(Layout *layout, Piece piece, uint32_t *newlines) {
  piece.newlines = (uint8_t)(*newlines > 2 ? 2 : *newlines);
  *newlines = 0;
  sce_array_push(&layout->pieces, piece);
}

/* Comments and line ends of the gap [at, end). */
static void read_gap(Layout *layout, uint32_t at, uint32_t end, uint32_t *newlines) {
  const char *text = layout->text;
  while (at < end) {
    if (text[at] == '\n') ++*newlines;
    if (text[at] != '#') {
      at++;
      continue;
    }
    const char *line_end = memchr(text + at, '\n', end - at);
    uint32_t stop = line_end ? (uint32_t)(line_end - text) : end, last = stop;
    while (text[last - 1] == ' ' || text[last - 1] == '\t' || text[last - 1] == '\r') last--;
    add_piece(layout, (Piece){.start = at, .end = last, .kind = SCE_TOKEN_SEP, .flags = COMMENT}, newlines);
    at = stop;
  }
}

/* What the gap in front of a token means: does an item start, and are the comments in it between items? `before` is the index of the
 * token in front of the gap, UINT32_MAX at the start. */
static void mark_gap(Layout *layout, uint32_t before, SceTokenKind kind, bool separated) {
  bool closing = kind == SCE_TOKEN_RANGLE || kind == SCE_TOKEN_END;
  bool opening = before == UINT32_MAX || layout->pieces.at[before].kind == SCE_TOKEN_LANGLE;
  if (!separated && !closing && !opening) return;
  for (uint32_t i = before + 1; i < layout->pieces.count; i++) {
    Piece *piece = &layout->pieces.at[i];
    if (piece->flags & COMMENT) piece->flags |= BETWEEN_ITEMS;
    else if (!closing) piece->flags |= ITEM_START;
  }
}

static void match_angles(Layout *layout, SceTokenKind kind) {
  uint32_t here = layout->pieces.count - 1;
  if (kind == SCE_TOKEN_LANGLE) sce_array_push(&layout->open, here);
  if (kind == SCE_TOKEN_RANGLE && layout->open.count) layout->pieces.at[sce_array_pop(&layout->open)].match = here;
}

static void read_pieces(Layout *layout, const SceSource *source, SceSourceId id) {
  SceLexer lexer;
  SceToken token;
  sce_lexer_init(&lexer, source->text, 0, source->length, NULL, NULL, id);
  uint32_t end = 0, newlines = 0, before = UINT32_MAX, brackets = 0;
  bool separated = false;
  do {
    sce_lexer_next(&lexer, &token);
    read_gap(layout, end, token.start, &newlines);
    end = token.end;
    if (token.kind == SCE_TOKEN_SEP) {
      separated = true;
      if (source->text[token.start] == '\n') newlines++;
      continue;
    }
    if (token.kind == SCE_TOKEN_RPAREN || token.kind == SCE_TOKEN_RBRACKET) brackets--;
    if (token.kind != SCE_TOKEN_END) {
      Piece piece = {.start = token.start, .end = token.end, .kind = token.kind, .flags = token.flags & (SCE_TOKEN_FLAG_CALL | SCE_TOKEN_FLAG_UNARY | SCE_TOKEN_FLAG_MONEY)};
      if (brackets) piece.flags |= IN_BRACKETS;
      add_piece(layout, piece, &newlines);
      match_angles(layout, token.kind);
    }
    if (token.kind == SCE_TOKEN_LPAREN || token.kind == SCE_TOKEN_LBRACKET) brackets++;
    mark_gap(layout, before, token.kind, separated);
    before = layout->pieces.count - 1;
    separated = false;
  } while (token.kind != SCE_TOKEN_END);
  sce_lexer_release(&lexer);
}

/* ---- measuring ---- */

/* `1440/8`: both numbers bare, nothing between the three, no unit behind. */
static bool is_fraction(const Piece *pieces, uint32_t count, uint32_t at) {
  if (at == 0 || at + 1 >= count) return false;
  const Piece *left = &pieces[at - 1], *sign = &pieces[at], *right = &pieces[at + 1];
  if (left->kind != SCE_TOKEN_NUMBER || right->kind != SCE_TOKEN_NUMBER) return false;
  if (left->end != sign->start || sign->end != right->start) return false;
  return at + 2 >= count || pieces[at + 2].kind != SCE_TOKEN_UNIT;
}

static void mark_spelling(Layout *layout) {
  Piece *pieces = layout->pieces.at;
  uint32_t count = layout->pieces.count;
  for (uint32_t i = 0; i < count; i++) {
    Piece *piece = &pieces[i];
    if ((piece->kind == SCE_TOKEN_STAR || piece->kind == SCE_TOKEN_SLASH) && is_fraction(pieces, count, i)) piece->flags |= TIGHT;
    if (piece->kind == SCE_TOKEN_LPAREN && i > 1 && pieces[i - 2].kind == SCE_TOKEN_TUNIT) piece->flags |= ALIASES;
    if (piece->kind == SCE_TOKEN_UNIT && i > 0 && pieces[i - 1].flags & SCE_TOKEN_FLAG_MONEY) piece->flags |= UNIT_BEHIND_MONEY;
    if (piece->kind == SCE_TOKEN_CARET && i > 0 && pieces[i - 1].kind == SCE_TOKEN_UNIT) piece->flags |= APART;
  }
}

/* Numbers and units take in what stands directly behind them. */
static bool takes_in(SceTokenKind kind) { return kind == SCE_TOKEN_NUMBER || kind == SCE_TOKEN_UNIT; }

/* Whether a space stands between two neighbours on one line. */
static bool is_spaced(const Piece *left, const Piece *right) {
  if (left->flags & TIGHT || right->flags & TIGHT || right->flags & UNIT_BEHIND_MONEY) return false;
  switch (left->kind) {
    case SCE_TOKEN_LPAREN: case SCE_TOKEN_LBRACKET: case SCE_TOKEN_DOT: return false;
    case SCE_TOKEN_MINUS: if (left->flags & SCE_TOKEN_FLAG_UNARY) return right->kind == SCE_TOKEN_MINUS; break;
    case SCE_TOKEN_CARET: return left->flags & APART;
    default: break;
  }
  switch (right->kind) {
    case SCE_TOKEN_COMMA: case SCE_TOKEN_RPAREN: case SCE_TOKEN_RBRACKET: return false;
    case SCE_TOKEN_CARET: return right->flags & APART;
    case SCE_TOKEN_DOT: return takes_in(left->kind);
    case SCE_TOKEN_COLON: return !(right->flags & IN_BRACKETS);
    case SCE_TOKEN_LPAREN: case SCE_TOKEN_LBRACKET:
      return !(right->flags & SCE_TOKEN_FLAG_CALL) || right->flags & ALIASES || takes_in(left->kind);
    default: return true;
  }
}

static uint32_t count_columns(const char *text, uint32_t start, uint32_t end) {
  uint32_t columns = 0;
  for (uint32_t at = start; at < end; at++) columns += ((unsigned char)text[at] & 0xC0u) != 0x80u;
  return columns;
}

/* The gap in front of piece `at` where all stands on one line. */
static const char *choose_flat_gap(const Piece *pieces, uint32_t at) {
  if (at == 0) return "";
  const Piece *left = &pieces[at - 1], *right = &pieces[at];
  if (right->flags & ITEM_START) return left->kind == SCE_TOKEN_LANGLE ? " " : "; ";
  return is_spaced(left, right) ? " " : "";
}

static bool is_empty_block_end(const Piece *pieces, uint32_t at) {
  return at > 0 && pieces[at].kind == SCE_TOKEN_RANGLE && pieces[at - 1].kind == SCE_TOKEN_LANGLE;
}

static void measure(Layout *layout) {
  Piece *pieces = layout->pieces.at;
  uint32_t column = 0, breaks = 0;
  for (uint32_t i = 0; i < layout->pieces.count; i++) {
    column += (uint32_t)strlen(choose_flat_gap(pieces, i)) + count_columns(layout->text, pieces[i].start, pieces[i].end);
    breaks += pieces[i].newlines > 0 && !is_empty_block_end(pieces, i);
    pieces[i].column = column;
    pieces[i].breaks = breaks;
  }
}

/* ---- writing ---- */

static void start_line(Layout *layout, uint32_t level, bool empty_line_before) {
  if (layout->out->count) sce_text_add_string(layout->out, empty_line_before ? "\n\n" : "\n");
  layout->column = INDENT * (level < DEEPEST ? level : DEEPEST);
  for (uint32_t i = 0; i < layout->column; i++) sce_text_add_byte(layout->out, ' ');
}

static void write_gap(Layout *layout, const char *gap) {
  sce_text_add_string(layout->out, gap);
  layout->column += (uint32_t)strlen(gap);
}

static void write_token(Layout *layout, const Piece *piece) {
  sce_text_add(layout->out, layout->text + piece->start, piece->end - piece->start);
  layout->column += count_columns(layout->text, piece->start, piece->end);
  if (piece->kind == SCE_TOKEN_LPAREN || piece->kind == SCE_TOKEN_LBRACKET) layout->brackets++;
  if (piece->kind == SCE_TOKEN_RPAREN || piece->kind == SCE_TOKEN_RBRACKET) layout->brackets--;
}

static bool is_behind_open(const Layout *layout, uint32_t at) { return at > 0 && layout->pieces.at[at - 1].kind == SCE_TOKEN_LANGLE; }

static void write_comment(Layout *layout, uint32_t at) {
  const Piece *piece = &layout->pieces.at[at];
  bool between = piece->flags & BETWEEN_ITEMS;
  if (piece->newlines || at == 0) start_line(layout, layout->depth + !between, between && piece->newlines > 1 && !is_behind_open(layout, at));
  else write_gap(layout, "  ");
  const char *text = layout->text + piece->start + 1;
  uint32_t length = piece->end - piece->start - 1;
  sce_text_add_byte(layout->out, '#');
  if (length && !strchr(" \t!#", text[0])) sce_text_add_byte(layout->out, ' ');
  sce_text_add(layout->out, text, length);
}

/* Behind the last piece of the items that stand on one line with the item at `at`. */
static uint32_t find_group_end(const Layout *layout, uint32_t at) {
  const Piece *pieces = layout->pieces.at;
  for (uint32_t i = at + 1; i < layout->pieces.count; i++) {
    const Piece *piece = &pieces[i];
    if (piece->kind == SCE_TOKEN_RANGLE || piece->flags & BETWEEN_ITEMS || (piece->flags & ITEM_START && piece->newlines)) return i;
    if (piece->kind == SCE_TOKEN_LANGLE) i = piece->match;
  }
  return layout->pieces.count;
}

/* An item that starts with a minus would continue the one before it. */
static bool needs_empty_line(const Layout *layout, uint32_t at) {
  return layout->pieces.at[at].kind == SCE_TOKEN_MINUS && at > 0 && !is_behind_open(layout, at);
}

/* Whether the pieces behind `at` up to `end` stood on one line and have room on this one. */
static bool fits(const Layout *layout, uint32_t at, uint32_t end) {
  const Piece *first = &layout->pieces.at[at], *last = &layout->pieces.at[end - 1];
  return first->breaks == last->breaks && layout->column + (last->column - first->column) <= WIDTH;
}

/* Every item of the group gets a line of its own. */
static void split_group(Layout *layout, uint32_t at, uint32_t end) {
  for (uint32_t i = at + 1; i < end; i++) {
    Piece *piece = &layout->pieces.at[i];
    if (piece->flags & ITEM_START) piece->newlines = 1;
    if (piece->kind == SCE_TOKEN_LANGLE) i = piece->match;
  }
}

static void write_item_start(Layout *layout, uint32_t at) {
  const Piece *piece = &layout->pieces.at[at];
  start_line(layout, layout->depth, (piece->newlines > 1 && !is_behind_open(layout, at)) || needs_empty_line(layout, at));
  write_token(layout, piece);
  uint32_t end = find_group_end(layout, at);
  if (fits(layout, at, end)) layout->flat_end = end;
  else split_group(layout, at, end);
}

static void write_inside(Layout *layout, uint32_t at) {
  const Piece *pieces = layout->pieces.at, *piece = &pieces[at];
  bool closer = piece->kind == SCE_TOKEN_RPAREN || piece->kind == SCE_TOKEN_RBRACKET;
  if (piece->newlines) start_line(layout, layout->depth + !(closer && layout->brackets == 1), false);
  else write_gap(layout, is_spaced(&pieces[at - 1], piece) ? " " : "");
  write_token(layout, piece);
}

/* A block that stood on one line stays there if the line has room up to its end; else its items get lines of their own. */
static void open_block(Layout *layout, uint32_t at) {
  const Piece *pieces = layout->pieces.at;
  uint32_t match = pieces[at].match, end = match + 1, count = layout->pieces.count;
  while (end < count && !pieces[end].newlines && !(pieces[end].flags & (ITEM_START | COMMENT)) && pieces[end].kind != SCE_TOKEN_RANGLE) end++;
  if (match == at + 1 || fits(layout, at, end)) layout->flat_end = match + 1;
  else layout->depth++;
}

static void write_pieces(Layout *layout) {
  const Piece *pieces = layout->pieces.at;
  for (uint32_t i = 0; i < layout->pieces.count; i++) {
    const Piece *piece = &pieces[i];
    if (i < layout->flat_end) {
      write_gap(layout, choose_flat_gap(pieces, i));
      write_token(layout, piece);
      continue;
    }
    if (piece->flags & COMMENT) {
      write_comment(layout, i);
    } else if (piece->kind == SCE_TOKEN_RANGLE) {
      start_line(layout, --layout->depth, false);
      write_token(layout, piece);
    } else if (piece->flags & ITEM_START) {
      write_item_start(layout, i);
    } else {
      write_inside(layout, i);
      if (piece->kind == SCE_TOKEN_LANGLE) open_block(layout, i);
    }
  }
  if (layout->out->count) sce_text_add_byte(layout->out, '\n');
}

/* ---- the whole ---- */

static void copy_findings(SceDiags *to, const SceDiags *from) {
  for (uint32_t i = 0; i < from->list.count; i++) {
    const SceDiag *diag = &from->list.at[i];
    sce_diag_add(to, diag->code, diag->span, "%s", diag->message);
    for (uint32_t n = 0; n < diag->notes.count; n++) sce_diag_note(to, diag->notes.at[n].span, "%s", diag->notes.at[n].text);
    if (diag->help) sce_diag_help(to, "%s", diag->help);
  }
}

/* Parses into a list of its own: the caller's may hold the same findings already, and would not count them again. */
static bool is_sound(SceSources *sources, SceDiags *diags, SceSourceId source) {
  SceAst ast;
  SceIntern intern;
  SceDiags found;
  sce_ast_init(&ast);
  sce_intern_init(&intern);
  sce_diags_init(&found);
  sce_parse(&ast, &intern, sources, &found, source);
  bool sound = found.errors == 0;
  if (!sound) copy_findings(diags, &found);
  sce_diags_release(&found);
  sce_intern_release(&intern);
  sce_ast_release(&ast);
  return sound;
}

bool sce_format(SceText *out, SceSources *sources, SceDiags *diags, SceSourceId source) {
  if (!is_sound(sources, diags, source)) return false;
  SceText written = {0};
  Layout layout = {.text = sources->list.at[source].text, .out = &written};
  read_pieces(&layout, &sources->list.at[source], source);
  mark_spelling(&layout);
  measure(&layout);
  write_pieces(&layout);
  if (written.count) sce_text_add(out, written.bytes, written.count);
  sce_text_release(&written);
  sce_array_release(&layout.pieces);
  sce_array_release(&layout.open);
  return true;
}
