/* States: added up, written down, and asked for what people want to know. */
#include "state.h"

#include <float.h>
#include <math.h>

void sce_state_init(SceState *state, double pivot, double origin) {
  *state = (SceState){.failed_sample = UINT64_MAX, .pivot = pivot, .origin = origin, .min = INFINITY, .max = -INFINITY};
}

void sce_state_release(SceState *state) { sce_tally_release(&state->tally); }

static bool add_numbers(SceState *into, const SceState *other) {
  if (memcmp(&into->pivot, &other->pivot, sizeof into->pivot) || memcmp(&into->origin, &other->origin, sizeof into->origin)) return false;
  into->count += other->count;
  into->failed += other->failed;
  if (other->failed_sample < into->failed_sample) into->failed_sample = other->failed_sample;
  if (other->cause && (!into->cause || other->cause < into->cause)) into->cause = other->cause;
  into->overflow |= other->overflow;
  if (other->min < into->min) into->min = other->min;
  if (other->max > into->max) into->max = other->max;
  sce_exact_add_exact(&into->sum, &other->sum);
  sce_exact_add_exact(&into->square, &other->square);
  return true;
}

bool sce_state_add(SceState *into, const SceState *other) {
  if (!add_numbers(into, other)) return false;
  sce_tally_add(&into->tally, &other->tally);
  return true;
}

bool sce_state_move(SceState *into, SceState *other) {
  if (!add_numbers(into, other)) return false;
  if (into->tally.entries.count) {
    sce_tally_add(&into->tally, &other->tally);
    sce_tally_release(&other->tally);
  } else {
    sce_tally_release(&into->tally);
    into->tally = other->tally;
  }
  sce_state_init(other, other->pivot, other->origin);
  return true;
}

/* --- bytes ------------------------------------------------------------------------------------- */

void sce_bytes_add(SceText *out, uint64_t value, unsigned size) {
  for (unsigned i = 0; i < size; i++) sce_text_add_byte(out, (char)(value >> (8 * i) & 0xFF));
}

uint64_t sce_bytes_read(const char *bytes, unsigned size) {
  uint64_t value = 0;
  for (unsigned i = size; i-- > 0;) value = value << 8 | (unsigned char)bytes[i];
  return value;
}

static void add_double(SceText *out, double value) {
  uint64_t bits;
  memcpy(&bits, &value, sizeof bits);
  sce_bytes_add(out, bits, 8);
}

static double read_double(const char *bytes) {
  uint64_t bits = sce_bytes_read(bytes, 8);
  double value;
  memcpy(&value, &bits, sizeof value);
  return value;
}

/* Seven bits a byte, lowest first; the top bit says that more follow. */
static void add_short(SceText *out, uint64_t value) {
  for (; value >= 0x80; value >>= 7) sce_text_add_byte(out, (char)((value & 0x7F) | 0x80));
  sce_text_add_byte(out, (char)value);
}

static const char *read_short(uint64_t *value, const char *bytes, const char *end) {
  *value = 0;
  for (unsigned shift = 0; bytes && bytes < end && shift < 64; shift += 7) {
    unsigned char byte = (unsigned char)*bytes++;
    *value |= (uint64_t)(byte & 0x7F) << shift;
    if (!(byte & 0x80)) return bytes;
  }
  return NULL;
}

enum { HEAD_BYTES = 8 * 3 + 4 + 1 + 8 * 4 + 2 * 8 * SCE_EXACT_LIMBS };

void sce_state_write(SceText *out, const SceState *state) {
  sce_bytes_add(out, state->count, 8);
  sce_bytes_add(out, state->failed, 8);
  sce_bytes_add(out, state->failed_sample, 8);
  sce_bytes_add(out, state->cause, 4);
  sce_bytes_add(out, state->overflow, 1);
  add_double(out, state->pivot);
  add_double(out, state->origin);
  add_double(out, state->min);
  add_double(out, state->max);
  for (uint32_t i = 0; i < SCE_EXACT_LIMBS; i++) sce_bytes_add(out, state->sum.limbs[i], 8);
  for (uint32_t i = 0; i < SCE_EXACT_LIMBS; i++) sce_bytes_add(out, state->square.limbs[i], 8);
  add_short(out, state->tally.entries.count);
  uint32_t last = 0;
  for (uint32_t i = 0; i < state->tally.entries.count; i++) {
    const SceTallyEntry *entry = &state->tally.entries.at[i];
    add_short(out, entry->bucket - last);
    add_short(out, entry->count);
    last = entry->bucket;
  }
}

static const char *read_tally(SceTally *tally, const char *bytes, const char *end) {
  uint64_t count, step, bucket = 0, times;
  bytes = read_short(&count, bytes, end);
  for (uint64_t i = 0; bytes && i < count; i++) {
    bytes = read_short(&step, bytes, end);
    bytes = bytes ? read_short(&times, bytes, end) : NULL;
    if (!bytes || (i && !step) || step >= SCE_BUCKETS || bucket + step >= SCE_BUCKETS || !times) return NULL;
    bucket += step;
    sce_array_push(&tally->entries, ((SceTallyEntry){(uint32_t)bucket, times}));
  }
  return bytes;
}

const char *sce_state_read(SceState *state, const char *bytes, const char *end) {
  sce_state_init(state, 0, 0);
  if (end - bytes < HEAD_BYTES) return NULL;
  SceState read = {.count = sce_bytes_read(bytes, 8), .failed = sce_bytes_read(bytes + 8, 8), .failed_sample = sce_bytes_read(bytes + 16, 8)};
  read.cause = (uint32_t)sce_bytes_read(bytes + 24, 4);
  read.overflow = bytes[28] != 0;
  read.pivot = read_double(bytes + 29);
  read.origin = read_double(bytes + 37);
  read.min = read_double(bytes + 45);
  read.max = read_double(bytes + 53);
  bytes += 61;
  for (uint32_t i = 0; i < SCE_EXACT_LIMBS; i++, bytes += 8) read.sum.limbs[i] = sce_bytes_read(bytes, 8);
  for (uint32_t i = 0; i < SCE_EXACT_LIMBS; i++, bytes += 8) read.square.limbs[i] = sce_bytes_read(bytes, 8);
  bytes = read_tally(&read.tally, bytes, end);
  if (bytes) *state = read;
  else sce_tally_release(&read.tally);
  return bytes;
}

/* --- what is wanted ---------------------------------------------------------------------------- */

static double clamp(const SceState *state, double value) { return value < state->min ? state->min : value > state->max ? state->max : value; }

double sce_state_mean(const SceState *state) {
  if (state->overflow || !state->count) return NAN;
  return clamp(state, state->pivot + sce_exact_round(&state->sum) / (double)state->count);
}

double sce_state_sd(const SceState *state) {
  if (state->overflow) return INFINITY;
  if (state->count < 2) return 0;
  double count = (double)state->count, sum = sce_exact_round(&state->sum), square = sce_exact_round(&state->square);
  double variance = (square - sum * (sum / count)) / (count - 1);
  return variance > 0 ? sqrt(variance) : 0;
}

double sce_state_quantile(const SceState *state, double probability) {
  double value;
  sce_tally_quantiles(&state->tally, state->count, &probability, &value, 1);
  return clamp(state, state->origin + value);
}

/* Half the way between the quantiles one standard error of the probability below and above. */
double sce_state_quantile_error(const SceState *state, double probability) {
  double off = sqrt(probability * (1 - probability) / (double)state->count);
  double low = sce_state_quantile(state, fmax(probability - off, 0)), high = sce_state_quantile(state, fmin(probability + off, 1));
  return (high - low) / 2;
}

static const double shown[] = {0.05, 0.5, 0.95};

/* Each of these quantiles, and half the way between those one standard error of the probability below and above. */
static void find_quantiles(const SceState *state, double *values, double *errors) {
  double probabilities[9], found[9];
  for (uint32_t i = 0; i < 3; i++) {
    double off = sqrt(shown[i] * (1 - shown[i]) / (double)state->count);
    probabilities[3 * i] = fmax(shown[i] - off, 0);
    probabilities[3 * i + 1] = shown[i];
    probabilities[3 * i + 2] = fmin(shown[i] + off, 1);
  }
  sce_tally_quantiles(&state->tally, state->count, probabilities, found, 9);
  for (uint32_t i = 0; i < 3; i++) {
    values[i] = clamp(state, state->origin + found[3 * i + 1]);
    errors[i] = (clamp(state, state->origin + found[3 * i + 2]) - clamp(state, state->origin + found[3 * i])) / 2;
  }
}

typedef double Measure(const SceState *state, double probability);

static double measure_mean(const SceState *state, double probability) {
  (void)probability;
  return sce_state_mean(state);
}

/* Of the mean of independent parts, from how far they are apart. */
static double spread(const SceState *parts, uint32_t count, Measure *measure, double probability) {
  double sum = 0, square = 0, first = NAN;
  uint32_t seen = 0;
  for (uint32_t i = 0; i < count; i++) {
    if (!parts[i].count) continue;
    double value = measure(&parts[i], probability);
    if (!seen++) first = value;
    sum += value - first;
    square += (value - first) * (value - first);
  }
  if (seen < 2) return 0;
  double variance = (square - sum * (sum / seen)) / (seen - 1);
  return variance > 0 ? sqrt(variance / seen) : 0;
}

SceSummary sce_state_summary(const SceState *state, const SceState *parts, uint32_t part_count) {
  SceSummary out = {.count = state->count, .failed = state->failed, .failed_sample = state->failed_sample, .cause = state->cause};
  if (!state->count || state->failed) return out;
  out.mean = sce_state_mean(state);
  out.sd = sce_state_sd(state);
  out.min = state->min;
  out.max = state->max;
  double values[3], errors[3];
  find_quantiles(state, values, errors);
  for (uint32_t i = 0; parts && i < 3; i++) errors[i] = spread(parts, part_count, sce_state_quantile, shown[i]);
  out.se = parts ? spread(parts, part_count, measure_mean, 0) : out.sd / sqrt((double)state->count);
  out.p5 = values[0], out.p50 = values[1], out.p95 = values[2];
  out.se5 = errors[0], out.se50 = errors[1], out.se95 = errors[2];
  return out;
}
