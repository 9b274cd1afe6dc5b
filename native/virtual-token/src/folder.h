/* Files of the token folder: small texts, read whole and replaced whole. */
#ifndef TANBA_FOLDER_H
#define TANBA_FOLDER_H

#include <limits.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct {
  char text[PATH_MAX];
} path_t;

/* The folder named by TANBA_VIRTUAL_TOKEN, or NULL. Read anew each time: a test may set it after loading the library. */
const char *folder_root(void);

/* Joins with "/"; NULL parts end the list. Overlong paths become "" and then fail as missing files. */
path_t path_join(const char *first, ...);

/*
 * The whole file as zero-terminated text in allocated memory (free with text_free), or NULL when it is missing or larger than 1 MiB.
 * `length` may be NULL.
 */
char *text_read(const char *path, size_t *length);
/* Wipes before freeing: PIN and key files pass through here. NULL is allowed. */
void text_free(char *text);

/*
 * Replaces the file as a whole (temporary file, rename): a reader or a crash of this process sees the old or the new text, never half.
 * Not synced to the disk: a power cut may undo the last write, and test suites log in thousands of times.
 */
bool text_write(const char *path, const char *text);

/* Value of "key = value" in a text of such lines ('#' starts a comment line), trimmed, into `value`; false if the key is missing. */
bool setting_get(const char *text, const char *key, char *value, size_t size);
unsigned long setting_number(const char *text, const char *key, unsigned long fallback);
/* "yes" is true, everything else false. */
bool setting_flag(const char *text, const char *key);

/* Hexadecimal, lower case; `text` has room for 2 * length + 1. */
void hex_write(const uint8_t *bytes, size_t length, char *text);
/* Strict: even number of digits, nothing else. Returns the number of bytes, or -1 if malformed or longer than `size`. */
long hex_read(const char *text, size_t digits, uint8_t *bytes, size_t size);

/* One line on standard error, for the person who set the folder up wrongly. Never give it a secret. */
void complain(const char *format, ...) __attribute__((format(printf, 1, 2)));

#endif
