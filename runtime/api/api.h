/* What a session of the public API is made of, for the files of this folder.
 *
 * A change drops the results; libsce_evaluate makes them; the structures that are handed out are made when somebody asks for the first one. All of them
 * are owned here and released together.
 */
#ifndef SCE_API_API_H
#define SCE_API_API_H

#include "sce.h"
#include "session.h"

#include <locale.h>

typedef struct SceApiSet {          /* a formula that is replaced */
  char *path, *text;                /* text: PATH=FORMULA */
} SceApiSet;

typedef struct SceApiView {         /* results, claims and findings as structures */
  bool made;
  libsce_result *results;
  size_t result_count;
  const libsce_result **sorted;     /* by path, of equal ones the first in front; NULL until somebody looks for one */
  libsce_claim *claims;
  size_t claim_count;
  libsce_finding *findings;
  size_t finding_count;
  SCE_ARRAY(void *) blocks;         /* everything that the structures point to */
} SceApiView;

struct libsce_session {
  char *path;                       /* of a file */
  char *name, *text;                /* of a text in memory; name may be NULL */
  uint32_t length;
  SCE_ARRAY(char *) folders, libraries;
  bool all_libraries;
  SCE_ARRAY(SceApiSet) sets;
  char *expression, *only;
  bool all;
  SceSampling sampling;
  volatile sig_atomic_t stop;
  SceText message;
  bool evaluated;
  SceSession session;               /* when it is evaluated */
  SceNatives natives;               /* of the session */
  SceApiView view;
  char *documents[8];               /* made texts, one a kind */
};

/* In the "C" locale of this thread, whatever that of the program is: numbers are read and written with a point. */
locale_t sce_api_enter(void);
void sce_api_leave(locale_t before);

/* Says why, and returns LIBSCE_MISUSE. */
libsce_status sce_api_misuse(libsce_session *session, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Which native libraries may be loaded: as the session says, whose strings are borrowed. */
void sce_api_allow(const libsce_session *from, SceNatives *natives);

/* Starts a session of texts as the API session says and evaluates it; `fields` for those that are compared. The caller releases it, before `natives`. */
void sce_api_run(const libsce_session *from, SceSession *session, SceNatives *natives, const SceSampling *sampling, bool fields);

/* The view, made if it was not. NULL: nothing is evaluated. */
SceApiView *sce_api_view(libsce_session *session);
void sce_api_view_release(SceApiView *view);

/* Memory of a view, zeroed; a string of it, copied (NULL stays NULL). */
void *sce_api_block(SceApiView *view, size_t count, size_t size);
const char *sce_api_string(SceApiView *view, const char *bytes, size_t length);

/* The parts of a view. */
void sce_api_make_results(SceApiView *view, const SceSession *session);
void sce_api_make_claims(SceApiView *view, const SceSession *session);
void sce_api_make_findings(SceApiView *view, SceSession *session);

#endif
