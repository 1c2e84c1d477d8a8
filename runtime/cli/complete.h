/* What may stand at the end of an unfinished entry: where it stands in the entry, and the names that fit there.
 *
 * The grammar says what kind of thing may come, the pages of `sce doc` which names there are, and the compiler which dimension is wanted: that of a field's declared unit, or of what
 * stands before `as`. All of it is looked up anew for each question, a few milliseconds in all; nothing that is typed has to be sound.
 */
#ifndef SCE_CLI_COMPLETE_H
#define SCE_CLI_COMPLETE_H

#include "lexer.h"
#include "parse.h"
#include "repl.h"

typedef struct SceUnitOffer {
  const SceDoc *page;               /* NULL: a text that was asked about */
  uint32_t at;                      /* its line in the text of questions */
  SceDim dim;                       /* SCE_DIM_INVALID: not known */
} SceUnitOffer;

typedef struct SceScene {
  SceRepl *repl;
  SceText before;                   /* the entry up to the word, or to the unit that the word is part of */
  SceText head, word;               /* "km/" of a unit, and what has been typed of the name itself */
  bool expected[SCE_PARSE_KINDS];
  bool unit, as, item;              /* a unit is wanted; behind `as`; an item starts here */
  SceText path;                     /* of the names before a dot: "site.hall"; empty: no member */
  bool member;

  SCE_ARRAY(char *) blocks;         /* paths of the blocks around the cursor, innermost last; of a kind its name */
  SceText declared;                 /* unit of the field whose formula this is */
  SceText operand;                  /* behind `as`: what it converts, in the names of the file */
  SceText rest;                     /* the entry without the item at hand, closed */

  SceSession docs_session, session;
  SceReplTexts docs_texts, texts;
  SceDocs *docs;
  SCE_ARRAY(SceUnitOffer) units;
  SceDim target, needed;            /* of the value; of the name behind `head`; SCE_DIM_INVALID: any */
  SceLineWords *words;
} SceScene;

/* Finds out where the end of `entry` is, and what is wanted there. The scene is released by whoever opened it. */
void sce_scene_open(SceScene *scene, SceRepl *repl, const char *entry, size_t length);
void sce_scene_release(SceScene *scene);

/* Offers what fits, most fitting first. */
void sce_scene_offer(SceScene *scene, SceLineWords *words);

/* The page that lists the members of a path: of a block or a kind. NULL: none. */
const SceDoc *sce_scene_members(SceScene *scene, const char *path);

#endif
