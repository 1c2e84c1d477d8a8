/* What reviews tell about a field: the name that the user's file has for it, what it is computed from, where its formula stands, how that is written and
 * whose word it is.
 *
 * An index is made of a program that lists its fields and borrows it with its session; texts are appended to what the caller keeps.
 */
#ifndef SCE_REVIEW_FIELDS_H
#define SCE_REVIEW_FIELDS_H

#include "session.h"

typedef SCE_ARRAY(uint32_t) SceOpList;

typedef struct SceFields {
  const SceSession *session;
  SceProgram *program;
  uint32_t *results;                /* by operation: the result that it is of, as the compiler has it, + 1 */
  uint32_t *seen;                   /* by operation: in which walk it was last met */
  uint32_t walk, room;              /* room: operations that `seen` has place for */
  SceOpList open;
} SceFields;

/* Before the caller changes the program's results: they tell how values are shown. */
void sce_fields_init(SceFields *fields, const SceSession *session);
void sce_fields_release(SceFields *fields);

/* The fields that an operation is computed from, in the order in which its formula reads them: appends their operations. Of a field those of its
 * formula; itself, where it recurs, is not among them. */
void sce_fields_uses(SceFields *fields, uint32_t op, SceOpList *out);

/* The operations of its formula: all that it is computed from without passing through another field. */
void sce_fields_inner(SceFields *fields, uint32_t op, SceOpList *out);

/* All fields that an operation rests on, itself if it is one, nearest first. */
void sce_fields_reach(SceFields *fields, uint32_t op, SceOpList *out);

/* How a field is shown: the compiler's own result where there is one, else one like it. */
SceResult sce_fields_result(SceFields *fields, const SceField *field);

/* "site.power", "prices.disk"; "std.disk.rent" where a name of the file hides the library's. */
void sce_fields_add_path(const SceFields *fields, const SceField *field, SceText *out);

/* "sora.sce:12"; of the library "std: models:34". Nothing without an item. */
void sce_fields_add_place(const SceFields *fields, uint32_t item, SceText *out);
bool sce_fields_is_library(const SceFields *fields, uint32_t item);

/* The formula of an item, on one line; at most `most` columns, the rest is `…`. 0: all of it. */
void sce_fields_add_formula(const SceFields *fields, uint32_t item, uint32_t most, SceText *out);

/* Whether the formula of an item names nothing: numbers, and functions of numbers. */
bool sce_fields_is_given(const SceFields *fields, uint32_t item);

/* The text behind @ that holds for an item: its own; for given numbers also that of the blocks around it. NULL: none. */
const char *sce_fields_source(const SceFields *fields, uint32_t item, uint32_t *length);

/* The item that replaces a field in a scenario; SCE_NO_ITEM: none does by that name. */
uint32_t sce_fields_replaced(const SceFields *fields, const char *path, const char *scenario);

/* Adds a text on one line, shortened to `most` columns (0: whole). */
void sce_fields_add_short(SceText *out, const char *bytes, size_t count, uint32_t most);

#endif
