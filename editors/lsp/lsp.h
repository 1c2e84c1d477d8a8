/* The language server: `sce lsp`, over two descriptors. */
#ifndef SCE_LSP_H
#define SCE_LSP_H

/* Serves until the client says so or hangs up. Returns the exit code: 0 after a proper shutdown, else 1. */
int sce_lsp_serve(int in, int out);

/* Reads messages from a text, one JSON value after the other between lines of `---`, or `>>> URI` and the text of a document, and writes what is answered, laid out: for tests. */
int sce_lsp_replay(int in, int out);

#endif
