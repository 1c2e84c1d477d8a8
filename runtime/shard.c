/* Shard files, written and read. What is read is believed only after its size, its marks and its checksum are right; even then nothing leads outside of it.
 */
#include "shard.h"

#include "file.h"
#include "sample/state.h"

enum { MARK_SIZE = 16, HEAD_SIZE = MARK_SIZE + 4 + 8, END_SIZE = 8, TAIL_SIZE = END_SIZE + 8 };
static const char mark[MARK_SIZE + 1] = "\x89sce shard\r\n\x1A\n\xFF\n", end_mark[END_SIZE + 1] = "sce end\n";

/* ---- writing ---- */

static void add_bytes(SceText *out, const SceText *bytes) {
  sce_bytes_add(out, bytes->count, 8);
  sce_text_add(out, bytes->count ? bytes->bytes : "", bytes->count);
}

void sce_shard_write(SceText *out, const char *version, uint32_t shard, uint32_t shards, const SceText *bundle, const SceText *states) {
  SceText file = {0};
  SceBundle read;
  uint64_t identity = sce_bundle_read(&read, bundle->bytes, bundle->count) ? read.identity : 0;
  sce_bundle_release(&read);
  sce_bytes_add(&file, strlen(version), 4);
  sce_text_add(&file, version, strlen(version) + 1);
  sce_bytes_add(&file, identity, 8);
  sce_bytes_add(&file, shard, 4);
  sce_bytes_add(&file, shards, 4);
  add_bytes(&file, bundle);
  add_bytes(&file, states);
  size_t start = out->count;
  sce_text_add(out, mark, MARK_SIZE);
  sce_bytes_add(out, SCE_SHARD_FORMAT, 4);
  sce_bytes_add(out, HEAD_SIZE + file.count + TAIL_SIZE, 8);
  sce_text_add(out, file.bytes, file.count);
  sce_text_add(out, end_mark, END_SIZE);
  sce_bytes_add(out, sce_hash_more(SCE_HASH_START, out->bytes + start, out->count - start), 8);
  sce_text_release(&file);
}

/* ---- reading ---- */

typedef struct Reader {
  const char *at, *end;
} Reader;

static bool take(Reader *reader, uint64_t size, const char **bytes) {
  if ((uint64_t)(reader->end - reader->at) < size) return false;
  *bytes = reader->at;
  reader->at += size;
  return true;
}

static bool take_number(Reader *reader, unsigned size, uint64_t *number) {
  const char *bytes;
  if (!take(reader, size, &bytes)) return false;
  *number = sce_bytes_read(bytes, size);
  return true;
}

static bool take_bytes(Reader *reader, const char **bytes, size_t *size) {
  uint64_t count;
  if (!take_number(reader, 8, &count) || !take(reader, count, bytes)) return false;
  *size = (size_t)count;
  return true;
}

static bool take_version(Reader *reader, SceShard *shard) {
  uint64_t length;
  if (!take_number(reader, 4, &length) || !take(reader, length + 1, &shard->version)) return false;
  return strlen(shard->version) == length;
}

static bool take_all(Reader *reader, SceShard *shard) {
  uint64_t identity, number, numbers;
  const char *bundle;
  size_t size;
  if (!take_number(reader, 8, &identity) || !take_number(reader, 4, &number) || !take_number(reader, 4, &numbers)) return false;
  if (!take_bytes(reader, &bundle, &size) || !take_bytes(reader, &shard->states, &shard->states_size) || reader->at != reader->end) return false;
  if (number < 1 || number > numbers || numbers > SCE_SHARDS_MOST) return false;
  shard->shard = (uint32_t)number;
  shard->shards = (uint32_t)numbers;
  return sce_bundle_read(&shard->bundle, bundle, size) && shard->bundle.identity == identity;
}

/* Adds the finding that a file is of no use, and says false. */
static bool refuse(SceDiags *diags, const char *path, const char *help, const char *format, ...) __attribute__((format(printf, 4, 5)));
static bool refuse(SceDiags *diags, const char *path, const char *help, const char *format, ...) {
  SceText why = {0};
  va_list list;
  va_start(list, format);
  sce_text_add_format_list(&why, format, list);
  va_end(list);
  sce_diag_add(diags, SCE_E_SHARD, SCE_NO_PLACE, "`%s` %s", path, why.bytes);
  sce_diag_help(diags, "%s", help);
  sce_text_release(&why);
  return false;
}

/* Whether the file is whole: nothing in it is looked at before. */
static bool check_frame(const SceShard *shard, size_t size, SceDiags *diags) {
  static const char again[] = "copy it once more, or make it again with `sce run --shard`";
  if (!size) return refuse(diags, shard->path, again, "is empty");
  if (memcmp(shard->bytes, mark, size < MARK_SIZE ? size : MARK_SIZE)) return refuse(diags, shard->path, "`sce run --shard K/N --out FILE` makes shard files; `sce merge` takes nothing else", "is no shard file");
  if (size < HEAD_SIZE) return refuse(diags, shard->path, again, "ends after %zu bytes, within its head", size);
  uint64_t format = sce_bytes_read(shard->bytes + MARK_SIZE, 4), wanted = sce_bytes_read(shard->bytes + MARK_SIZE + 4, 8);
  if (format != SCE_SHARD_FORMAT) return refuse(diags, shard->path, "merge with the version that made the shards", "has format %llu, and this version reads format %d", (unsigned long long)format, SCE_SHARD_FORMAT);
  if (size < wanted) return refuse(diags, shard->path, again, "is truncated: it has %zu bytes of %llu", size, (unsigned long long)wanted);
  if (size > wanted || size < HEAD_SIZE + TAIL_SIZE) return refuse(diags, shard->path, again, "is damaged: it has %zu bytes, and says that it has %llu", size, (unsigned long long)wanted);
  const char *tail = shard->bytes + size - TAIL_SIZE;
  uint64_t checksum = sce_hash_more(SCE_HASH_START, shard->bytes, size - 8);
  if (memcmp(tail, end_mark, END_SIZE) || sce_bytes_read(tail + END_SIZE, 8) != checksum) return refuse(diags, shard->path, again, "is damaged: its checksum is not that of its bytes");
  return true;
}

static bool check(SceShard *shard, size_t size, const char *version, SceDiags *diags) {
  static const char unsound[] = "make it again with `sce run --shard`";
  if (!check_frame(shard, size, diags)) return false;
  Reader reader = {shard->bytes + HEAD_SIZE, shard->bytes + size - TAIL_SIZE};
  if (!take_version(&reader, shard)) return refuse(diags, shard->path, unsound, "is damaged: it does not say which version made it");
  if (strcmp(shard->version, version)) return refuse(diags, shard->path, "merge with the version that made the shards, or make them again with this one", "was made by sce %s, and this is sce %s", shard->version, version);
  if (!take_all(&reader, shard)) return refuse(diags, shard->path, unsound, "is damaged: what it holds is not sound");
  if (shard->bundle.library != sce_bundle_library())
    return refuse(diags, shard->path, "merge with the same build, or make the shards again with this one", "was made with another standard library than this sce has");
  return true;
}

SceShard *sce_shard_read(const char *path, const char *version, SceDiags *diags) {
  SceFile file;
  SceFileError error = sce_file_read(path, &file);
  if (error) {
    sce_diag_add(diags, error == SCE_FILE_TOO_LARGE ? SCE_E_TOO_LARGE : SCE_E_FILE, SCE_NO_PLACE, "cannot read `%s`: %s", path, file.reason);
    return NULL;
  }
  SceShard *shard = sce_memory_zeroed(sizeof *shard);
  shard->bytes = file.text;
  shard->path = strcpy(sce_memory_new(strlen(path) + 1), path);
  if (check(shard, file.length, version, diags)) return shard;
  sce_shard_free(shard);
  return NULL;
}

void sce_shard_free(SceShard *shard) {
  if (!shard) return;
  sce_bundle_release(&shard->bundle);
  free(shard->bytes);
  free(shard->path);
  free(shard);
}
