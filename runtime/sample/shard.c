/* Records of states, one after the other in an order that all shards of a program share; so two lists are added up record by record. */
#include "shard.h"

enum { MARK_SIZE = 8, HEAD_SIZE = MARK_SIZE + 8 + 8 + 4, KEY_SIZE = 12 };
static const char mark[MARK_SIZE + 1] = "sce-st-1";

void sce_states_begin(SceText *out, const SceSampling *sampling) {
  sce_text_add(out, mark, MARK_SIZE);
  sce_bytes_add(out, sampling->samples, 8);
  sce_bytes_add(out, sampling->seed, 8);
  sce_bytes_add(out, sampling->sampler, 4);
}

const char *sce_states_open(const char *bytes, size_t size, const SceSampling *sampling) {
  SceText head = {0};
  sce_states_begin(&head, sampling);
  bool same = size >= HEAD_SIZE && !memcmp(bytes, head.bytes, HEAD_SIZE);
  sce_text_release(&head);
  return same ? bytes + HEAD_SIZE : NULL;
}

void sce_states_add_record(SceText *out, uint32_t op, uint32_t point, uint32_t replicate, const SceState *state) {
  sce_bytes_add(out, op, 4);
  sce_bytes_add(out, point, 4);
  sce_bytes_add(out, replicate, 4);
  sce_state_write(out, state);
}

const char *sce_states_read_record(const char *at, const char *end, uint32_t op, uint32_t point, uint32_t replicate, SceState *state) {
  sce_state_init(state, 0, 0);
  if (end - at < KEY_SIZE || sce_bytes_read(at, 4) != op || sce_bytes_read(at + 4, 4) != point || sce_bytes_read(at + 8, 4) != replicate) return NULL;
  return sce_state_read(state, at + KEY_SIZE, end);
}

/* One record of each list, of the same value, added up. */
static bool add_records(SceText *out, const char **a, const char *a_end, const char **b, const char *b_end) {
  if (a_end - *a < KEY_SIZE) return false;
  uint32_t op = (uint32_t)sce_bytes_read(*a, 4), point = (uint32_t)sce_bytes_read(*a + 4, 4), replicate = (uint32_t)sce_bytes_read(*a + 8, 4);
  SceState left, right;
  *a = sce_states_read_record(*a, a_end, op, point, replicate, &left);
  *b = sce_states_read_record(*b, b_end, op, point, replicate, &right);
  bool sound = *a && *b && sce_state_add(&left, &right);
  if (sound) sce_states_add_record(out, op, point, replicate, &left);
  sce_state_release(&left);
  sce_state_release(&right);
  return sound;
}

bool sce_run_states_add(SceText *sum, const char *states, size_t size) {
  if (!sum->count) {
    if (size < HEAD_SIZE || memcmp(states, mark, MARK_SIZE)) return false;
    sce_text_add(sum, states, size);
    return true;
  }
  if (size < HEAD_SIZE || sum->count < HEAD_SIZE || memcmp(sum->bytes, states, HEAD_SIZE)) return false;
  SceText out = {0};
  sce_text_add(&out, states, HEAD_SIZE);
  const char *a = sum->bytes + HEAD_SIZE, *a_end = sum->bytes + sum->count, *b = states + HEAD_SIZE, *b_end = states + size;
  bool sound = true;
  while (sound && (a < a_end || b < b_end)) sound = add_records(&out, &a, a_end, &b, b_end);
  if (sound) {
    sce_text_release(sum);
    *sum = out;
  } else {
    sce_text_release(&out);
  }
  return sound;
}
