/* What each name in the user's texts means: for editors, which ask about places.
 *
 * Filled at the end of a compilation with SceCompileOptions.names, from the finished tables; nothing of it is made otherwise. A name's meaning is the item
 * that introduced it: a kind's field and a block's line that replaces its formula are one thing, known by the kind's line. Uses stand in the
 * order of source and place. The record belongs to the program and borrows its names.
 */
#ifndef SCE_NAMES_H
#define SCE_NAMES_H

#include "program.h"

typedef enum SceNameKind {
  SCE_NAME_VALUE,                   /* a field, a block, the name of an `each`, an import under a name */
  SCE_NAME_KIND,
  SCE_NAME_FUNCTION,
  SCE_NAME_PARAMETER,
  SCE_NAME_UNIT,
  SCE_NAME_DIMENSION,
  SCE_NAME_SCENARIO,
  SCE_NAME_CLAIM,
  SCE_NAME_FILE,                    /* the text behind `use` */
} SceNameKind;

typedef struct SceNameUse {
  SceSourceId source;
  uint32_t start, end;              /* of a unit without its prefix; of a block without a name that of its kind */
  uint32_t item;                    /* what introduced it; SCE_NO_ITEM: the language itself, or the host */
  uint32_t member;                  /* VALUE: index into members; FILE: the source that is meant; else SCE_NO_ITEM */
  uint8_t kind;                     /* SceNameKind */
  bool definition;                  /* the name stands in a line that defines or replaces it, not in a formula */
} SceNameUse;

typedef enum SceNameType {
  SCE_NAME_NUMBER, SCE_NAME_TRUTH, SCE_NAME_NONE, SCE_NAME_BLOCK, SCE_NAME_REFERENCE, SCE_NAME_EACH, SCE_NAME_FAILED,
} SceNameType;

typedef struct SceNameMember {      /* a name of an object */
  SceName name;
  uint32_t object;                  /* index into objects */
  uint32_t item;                    /* what introduced it; SCE_NO_ITEM */
  uint32_t formula;                 /* the item with its formula; SCE_NO_ITEM: required */
  uint32_t decl;                    /* the item with its unit or kind; SCE_NO_ITEM */
  uint32_t of;                      /* object that it is, or refers to; SCE_NO_ITEM */
  uint32_t op;                      /* SCE_NO_OP where nothing was computed */
  SceUnit unit;                     /* SCE_UNIT_INVALID: not known */
  uint8_t type;                     /* SceNameType */
  bool given, member, refused;      /* given: by the block's own text; member: of its `each`; refused: by its kind, whoever reads it gets an error */
} SceNameMember;

typedef struct SceNameObject {      /* a file, a block, or (ghost) what stands for any block of a kind */
  SceName name, path;
  uint32_t item;                    /* its first block item, of a ghost its kind; SCE_NO_ITEM for a file */
  uint32_t kind;                    /* its kind's item; SCE_NO_ITEM */
  uint32_t first, count;            /* run in members */
  uint32_t file;                    /* index into objects */
  SceSourceId source;               /* of a file; SCE_NO_SOURCE */
  bool ghost, library;
} SceNameObject;

typedef struct SceNames {
  SCE_ARRAY(SceNameUse) uses;
  SCE_ARRAY(SceNameObject) objects;
  SCE_ARRAY(SceNameMember) members;
} SceNames;

void sce_names_free(SceNames *names);

/* The use that holds a place (the end counts, unless another begins there); NULL: none. */
const SceNameUse *sce_names_at(const SceNames *names, SceSourceId source, uint32_t offset);

/* The member of an object that has this name; NULL: none. */
const SceNameMember *sce_names_member(const SceNames *names, uint32_t object, SceName name);

#endif
