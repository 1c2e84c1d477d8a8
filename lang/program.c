/* What is told about the results of a program: their paths, places, sources and spellings. */
#include "names.h"

void sce_program_free(SceProgram *program) {
  if (!program) return;
  if (program->units) sce_units_free(program->units);
  if (program->dims) sce_dims_free(program->dims);
  sce_ast_release(&program->ast);
  sce_intern_release(&program->intern);
  sce_names_free(program->names);
  sce_array_release(&program->ops);
  sce_array_release(&program->op_nodes);
  sce_array_release(&program->operands);
  sce_array_release(&program->order);
  sce_array_release(&program->loops);
  sce_array_release(&program->draws);
  sce_array_release(&program->axis_values);
  sce_array_release(&program->axes);
  sce_array_release(&program->labels);
  sce_array_release(&program->axis_sets);
  sce_array_release(&program->axis_ids);
  sce_array_release(&program->blocks);
  sce_array_release(&program->results);
  sce_array_release(&program->ranges);
  sce_array_release(&program->range_items);
  sce_array_release(&program->references);
  sce_array_release(&program->reference_names);
  sce_array_release(&program->claims);
  sce_array_release(&program->natives);
  sce_array_release(&program->builtins);
  sce_array_release(&program->fields);
  sce_array_release(&program->field_items);
  sce_array_release(&program->field_references);
  free(program);
}

SceNeeds sce_ops_needs(const SceOp *op) {
  enum { N = 255 };
  static const uint8_t arity[] = {
#define SCE_OP(name, arguments) arguments,
#include "op.def"
#undef SCE_OP
  };
  switch (op->kind) {
    case SCE_OP_CONSTANT: case SCE_OP_NONE: case SCE_OP_AXIS: case SCE_OP_DRAW: return (SceNeeds){0};
    case SCE_OP_JOIN: return (SceNeeds){.count = op->c, .first = op->b, .many = true};
    case SCE_OP_CALL: case SCE_OP_DISTRIBUTE: case SCE_OP_CUT: case SCE_OP_CHOOSE: return (SceNeeds){.count = op->c, .first = op->a, .many = true};
    case SCE_OP_PREV: return (SceNeeds){.count = 2, .few = {op->a, op->b}};
    default: break;
  }
  uint32_t count = arity[op->kind] == N ? 1 : arity[op->kind];
  return (SceNeeds){.count = count, .few = {op->a, op->b, op->c}};
}

const SceField *sce_program_field(const SceProgram *program, uint32_t op) {
  uint32_t low = 0, high = program->fields.count;
  while (low < high) {
    uint32_t middle = low + (high - low) / 2;
    if (program->fields.at[middle].op < op) low = middle + 1;
    else high = middle;
  }
  return low < program->fields.count && program->fields.at[low].op == op ? &program->fields.at[low] : NULL;
}

const SceNative *sce_program_native(const SceProgram *program, uint32_t function) {
  for (uint32_t i = 0; i < program->natives.count; i++)
    if (program->natives.at[i].function == function) return &program->natives.at[i];
  return NULL;
}

const SceNative *sce_program_builtin(const SceProgram *program, uint32_t function) {
  for (uint32_t i = 0; i < program->builtins.count; i++)
    if (program->builtins.at[i].function == function) return &program->builtins.at[i];
  return NULL;
}

uint64_t sce_hash_text(const char *text, size_t length) {
  uint64_t hash = UINT64_C(0xCBF29CE484222325);
  for (size_t i = 0; i < length; i++) hash = (hash ^ (unsigned char)text[i]) * UINT64_C(0x100000001B3);
  return hash;
}

void sce_program_path(const SceProgram *program, const SceResult *result, SceText *out) {
  SceName block = program->blocks.at[result->block].path;
  if (block) {
    sce_text_add(out, sce_intern_spelling(&program->intern, block), sce_intern_length(&program->intern, block));
    sce_text_add_byte(out, '.');
  }
  sce_text_add(out, sce_intern_spelling(&program->intern, result->name), sce_intern_length(&program->intern, result->name));
}

static bool is_library(const SceProgram *program, uint32_t item) { return program->sources->list.at[sce_ast_item_source(&program->ast, item)].library; }

SceSpan sce_program_at(const SceProgram *program, const SceResult *result) {
  uint32_t block = program->blocks.at[result->block].item, item = result->item;
  if ((item == SCE_NO_ITEM || is_library(program, item)) && block != SCE_NO_ITEM) item = block;
  if (item == SCE_NO_ITEM) return SCE_NO_PLACE;
  const SceItem *i = &program->ast.items.at[item];
  return (SceSpan){sce_ast_item_source(&program->ast, item), i->start, i->end};
}

static const char *source_of(const SceProgram *program, uint32_t item, uint32_t *length) {
  const SceItemMore *more = sce_ast_more(&program->ast, &program->ast.items.at[item]);
  *length = more->source_length;
  return more->source_length ? program->sources->list.at[sce_ast_item_source(&program->ast, item)].text + more->source_at : NULL;
}

const char *sce_program_source(const SceProgram *program, const SceResult *result, uint32_t *length) {
  *length = 0;
  if (result->item == SCE_NO_ITEM) return NULL;
  const char *own = source_of(program, result->item, length);
  uint32_t block = program->blocks.at[result->block].item;
  if (own || block == SCE_NO_ITEM || result->role != SCE_ROLE_INPUT) return own;
  const SceItem *inner = &program->ast.items.at[result->item], *outer = &program->ast.items.at[block];
  bool inside = sce_ast_item_source(&program->ast, result->item) == sce_ast_item_source(&program->ast, block) && inner->start >= outer->start && inner->end <= outer->end;
  return inside ? source_of(program, block, length) : NULL;
}

const char *sce_program_literal(const SceProgram *program, const SceResult *result, uint32_t *length) {
  SceSpan span = sce_ast_token_span(&program->ast, program->sources, program->ast.items.at[result->item].expr.first);
  *length = span.end - span.start;
  return program->sources->list.at[span.source].text + span.start;
}
