/* Why this file exists: texts such as the pages on error codes are written as plain files and have
 * to be inside the binary. This host tool prints a file as a C array, with nothing but the standard
 * library, so that the build needs no xxd and no assembler directive.
 *
 *   embed SYMBOL FILE
 *
 * prints `const char SYMBOL[]`, which ends with a NUL that is not counted, and
 * `const unsigned SYMBOL_length`. */

#include <errno.h>
#include <stdio.h>
#include <string.h>

/* Prints one byte inside a string literal. Octal escapes have a fixed width of three digits, so no
 * digit that follows can be taken for a part of one; `?` is escaped against trigraphs. */
static void print_byte(int byte)
{
    if (byte == '"' || byte == '\\' || byte == '?')
        printf("\\%c", byte);
    else if (byte < ' ' || byte > '~')
        printf("\\%03o", (unsigned)byte);
    else
        putchar(byte);
}

static unsigned long print_text(FILE *file)
{
    unsigned long length = 0;
    int in_line = 0;
    for (int byte; (byte = getc(file)) != EOF; length++) {
        if (!in_line)
            fputs("\n    \"", stdout);
        in_line = byte != '\n';
        if (in_line)
            print_byte(byte);
        else
            fputs("\\n\"", stdout);
    }
    fputs(in_line ? "\"" : length == 0 ? " \"\"" : "", stdout);
    return length;
}

int main(int argc, char **argv)
{
    if (argc != 3) {
        fputs("usage: embed SYMBOL FILE\n", stderr);
        return 2;
    }
    const char *symbol = argv[1];
    FILE *file = fopen(argv[2], "rb");
    if (!file) {
        fprintf(stderr, "embed: %s: %s\n", argv[2], strerror(errno));
        return 2;
    }
    printf("/* Generated from %s by lang/tools/embed.c. */\n", argv[2]);
    printf("extern const char %s[];\nextern const unsigned %s_length;\n", symbol, symbol);
    printf("const char %s[] =", symbol);
    unsigned long length = print_text(file);
    printf(";\nconst unsigned %s_length = %lu;\n", symbol, length);
    int failed = ferror(file);
    failed |= fclose(file);
    failed |= fflush(stdout);
    if (failed)
        fprintf(stderr, "embed: %s: read or write failed\n", argv[2]);
    return failed ? 2 : 0;
}
