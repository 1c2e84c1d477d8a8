/* Why this file exists: any bytes at all are a program or get findings, in bounded time and memory. This target takes an input from the lexer
 * to the last document: compiled with the whole library and the core's functions, computed, claims judged, and written in every format.
 * Nothing is read or written outside of the process. What an input may hold is said in evaluate.h.
 */
#define _GNU_SOURCE
#include "evaluate.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  FuzzInput input;
  FuzzRun run;
  fuzz_input_init(&input, data, size);
  fuzz_run_init(&run, &input, input.texts.at, input.texts.count, SCE_ALL_TEXTS);
  fuzz_check_diags(&input, &run.diags);
  fuzz_check_values(&run);
  fuzz_write_all(&input, &run);
  fuzz_run_release(&run);
  fuzz_input_release(&input);
  return 0;
}
