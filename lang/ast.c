/* The syntax tree's memory and its geometry: which nodes and which bytes a subtree covers. All walks go down one spine, in a loop. */
#include "ast.h"

#include "look.h"

const char *sce_node_kind_text(SceNodeKind kind) {
  static const char *const texts[] = {
#define SCE_NODE(name, text) [SCE_NODE_##name] = text,
#include "ast.def"
#undef SCE_NODE
  };
  return texts[kind];
}

void sce_ast_init(SceAst *ast) {
  *ast = (SceAst){0};
  SceItemMore none = {.left = SCE_NO_EXPR, .from = SCE_NO_EXPR, .range = SCE_NO_EXPR, .body = SCE_NO_ITEM};
  sce_array_push(&ast->more, none);
}

void sce_ast_release(SceAst *ast) {
  sce_array_release(&ast->nodes);
  sce_array_release(&ast->items);
  sce_array_release(&ast->more);
  sce_array_release(&ast->names);
  sce_array_release(&ast->files);
}

/* Files stand in the order parsed; an empty one starts where the next one does. */
SceSourceId sce_ast_node_source(const SceAst *ast, uint32_t node) {
  uint32_t low = 0, high = ast->files.count;
  while (high - low > 1) {
    uint32_t middle = low + (high - low) / 2;
    if (ast->files.at[middle].first_node <= node) low = middle;
    else high = middle;
  }
  return ast->files.at[low].source;
}

SceSourceId sce_ast_item_source(const SceAst *ast, uint32_t item) {
  uint32_t low = 0, high = ast->files.count;
  while (high - low > 1) {
    uint32_t middle = low + (high - low) / 2;
    if (ast->files.at[middle].first_item <= item) low = middle;
    else high = middle;
  }
  return ast->files.at[low].source;
}

uint32_t sce_ast_first(const SceAst *ast, uint32_t node) {
  for (;;) {
    const SceNode *at = &ast->nodes.at[node];
    switch ((SceNodeKind)at->kind) {
      case SCE_NODE_NUMBER: case SCE_NODE_NAME: case SCE_NODE_STRING: return node;
      case SCE_NODE_MEMBER: case SCE_NODE_NEGATE: case SCE_NODE_NOT: case SCE_NODE_PAREN: case SCE_NODE_UNIT: case SCE_NODE_AS: case SCE_NODE_NAMED:
        node--;
        break;
      case SCE_NODE_LIST: return at->a;
      default: node = at->a;
    }
  }
}

/* The token's length, where 16 bits do not hold it: its text is walked again. */
static uint32_t long_token(const SceNode *node, const char *text) {
  const char *at = text + node->at, *end = NULL;
  switch ((SceNodeKind)node->kind) {
    case SCE_NODE_STRING: return node->b + 2;
    case SCE_NODE_NUMBER:
      for (end = at + (*at == '$'); sce_look_digit(*end) || *end == '_' || *end == '.' || ((*end | 32) == 'e' && (sce_look_digit(end[1]) || end[1] == '-' || end[1] == '+'));)
        end += (*end | 32) == 'e' ? 2 : 1;
      break;
    case SCE_NODE_UNIT: case SCE_NODE_AS: end = sce_look_unit(at + (*at == '/' || *at == '*'), node->kind == SCE_NODE_AS); break;
    default: end = sce_look_name(at);
  }
  return end ? (uint32_t)(end - at) : node->length;
}

static uint32_t token_end(const SceNode *node, const char *text) {
  return node->at + (node->length == 0xFFFF ? long_token(node, text) : node->length);
}

SceSpan sce_ast_token_span(const SceAst *ast, const SceSources *sources, uint32_t node) {
  SceSourceId source = sce_ast_node_source(ast, node);
  const SceNode *at = &ast->nodes.at[node];
  return (SceSpan){source, at->at, token_end(at, sources->list.at[source].text)};
}

/* The first byte: down the left spine to a node whose token stands first. */
static uint32_t subtree_start(const SceAst *ast, uint32_t node) {
  for (;;) {
    const SceNode *at = &ast->nodes.at[node];
    switch ((SceNodeKind)at->kind) {
      case SCE_NODE_MEMBER: case SCE_NODE_UNIT: case SCE_NODE_AS: node--; break;
      case SCE_NODE_NUMBER: case SCE_NODE_NAME: case SCE_NODE_STRING: case SCE_NODE_NEGATE: case SCE_NODE_NOT: case SCE_NODE_PAREN:
      case SCE_NODE_NAMED: case SCE_NODE_LIST: case SCE_NODE_IF: return at->at;
      default: node = at->a;
    }
  }
}

/* Behind the closing bracket that follows `end`; `end` itself if the text has none there. */
static uint32_t skip_closer(const char *text, uint32_t end) {
  for (uint32_t at = end;; at++) {
    if (text[at] == '#')
      while (text[at] && text[at] != '\n') at++;
    if (text[at] == ')' || text[at] == ']') return at + 1;
    if (text[at] != ' ' && text[at] != '\t' && text[at] != '\r' && text[at] != '\n') return end;
  }
}

/* Behind the last byte: down the right spine, and back over the brackets that close on it. */
static uint32_t subtree_end(const SceAst *ast, const char *text, uint32_t node) {
  uint32_t closers = 0, end;
  for (;;) {
    const SceNode *at = &ast->nodes.at[node];
    bool call = at->kind == SCE_NODE_CALL || at->kind == SCE_NODE_INDEX || at->kind == SCE_NODE_LIST;
    bool own = at->kind <= SCE_NODE_MEMBER || at->kind == SCE_NODE_UNIT || at->kind == SCE_NODE_AS;
    closers += call || at->kind == SCE_NODE_PAREN;
    end = token_end(at, text);
    if (own || (call && !at->b)) break;
    node--;
  }
  while (closers--) end = skip_closer(text, end);
  return end;
}

SceSpan sce_ast_span(const SceAst *ast, const SceSources *sources, uint32_t node) {
  SceSourceId source = sce_ast_node_source(ast, node);
  return (SceSpan){source, subtree_start(ast, node), subtree_end(ast, sources->list.at[source].text, node)};
}
