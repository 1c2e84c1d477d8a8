/* A file with its imports: read, compiled, computed and reported on.
 *
 * A session is the one way from paths to results, for every command and for the prompt. It owns the texts, the findings, the program and
 * the run; sce_session_release frees them all. Texts are added first, then sce_session_evaluate is called once.
 */
#ifndef SCE_SESSION_H
#define SCE_SESSION_H

#include "builtin.h"
#include "claims.h"
#include "file.h"
#include "native.h"

typedef struct SceSessionFile {
  SceSourceId source;
  char *real;                       /* its real path */
} SceSessionFile;

typedef struct SceSessionImport {   /* one `use` */
  SceSourceId from, to;             /* to: SCE_NO_SOURCE where it could not be read */
  char *path;                       /* as written */
} SceSessionImport;

/* The text that an editor holds of a file, by its real path (by its spelling where there is no such file): a copy, from malloc. False: none, read the disk. */
typedef bool (*SceBuffer)(void *context, const char *path, SceFile *file);

typedef struct SceSession {
  SceSources sources;
  SceDiags diags;
  SceBuiltins builtins;
  SceProgram *program;              /* NULL before sce_session_evaluate */
  SceRun *run;
  SceSourceId main;                 /* the main file, or SCE_NO_SOURCE */
  char *main_path, *folder;         /* of the main file, as given; the folder is "" for the current one */
  char *root;                       /* private: the folder's real path, found by the first import */
  SCE_ARRAY(char *) granted;        /* real paths of further folders that imports may come from */
  SCE_ARRAY(SceSessionFile) files;  /* private: what has been read, by real path */
  SCE_ARRAY(SceSessionImport) imports;   /* in the order in which they were met */
  SceImport import;                 /* NULL, or: where imports come from instead of files */
  void *import_context;
  SceBuffer buffer;                 /* NULL, or: asked for each file before the disk is */
  void *buffer_context;
  char *(*folder_of)(void *context, SceSourceId source);   /* with `import`: where paths of a source start from, and whether what lies there may be used */
  bool (*allows)(void *context, const char *path);
  SceNatives *natives;              /* borrowed; NULL: no library is loaded, and calls of native functions are left out */
  SceNatives none;                  /* private: stands for it then */
} SceSession;

/* What to make of the texts. */
typedef struct SceSessionRequest {
  const SceSourceId *texts;
  uint32_t text_count;
  const SceSourceId *sets;          /* PATH = EXPR each */
  uint32_t set_count;
  uint32_t shown;                   /* index into texts, or SCE_ALL_TEXTS */
  bool all, unseen, fields, names;
  const char *only;                 /* NULL: no limit */
  const SceSampling *sampling;      /* NULL: as usual */
} SceSessionRequest;

void sce_session_init(SceSession *session);
void sce_session_release(SceSession *session);

/* Lets imports come from below `folder` as well. Returns false with a finding. */
bool sce_session_grant(SceSession *session, const char *folder);

/* Reads the main file, "-" for standard input: imports are relative to its folder and stay below it. Returns its id, or SCE_NO_SOURCE with a finding. */
SceSourceId sce_session_read(SceSession *session, const char *path);

/* Says which file the texts stand for without reading it: for texts that the caller holds. */
void sce_session_locate(SceSession *session, const char *path);

/* The finding for an import that would leave the folder: for those who set `import`. Returns SCE_NO_SOURCE. */
SceSourceId sce_session_refuse(const SceSession *session, const char *path, SceSpan span, SceDiags *diags);

/* From texts to findings: compiles, computes and reports, as far as each text is sound. */
void sce_session_evaluate(SceSession *session, const SceSessionRequest *request);

/* Its parts, for those who compute in another way: session->run is set between the two. */
void sce_session_compile(SceSession *session, const SceSessionRequest *request);
void sce_session_report(SceSession *session);

/* What the program's calls call, for a run; known once it is compiled. */
const SceFunction *sce_session_functions(const SceSession *session);

/* The point of the scenario axis that has this name, or UINT32_MAX with a finding. */
uint32_t sce_session_scenario(SceSession *session, const char *name);

#endif
