#include "folder.h"

#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <openssl/crypto.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define MAX_FILE (1u << 20)

const char *folder_root(void) {
  const char *root = getenv("TANBA_VIRTUAL_TOKEN");
  return root && *root ? root : NULL;
}

path_t path_join(const char *first, ...) {
  path_t path = {.text = ""};
  size_t used = 0;
  va_list parts;
  va_start(parts, first);
  for (const char *part = first; part; part = va_arg(parts, const char *)) {
    int added = snprintf(path.text + used, sizeof path.text - used, "%s%s", used ? "/" : "", part);
    if (added < 0 || (size_t)added >= sizeof path.text - used) {
      path.text[0] = '\0';
      break;
    }
    used += (size_t)added;
  }
  va_end(parts);
  return path;
}

static char *read_all(int file, size_t *length) {
  struct stat status;
  if (fstat(file, &status) != 0 || !S_ISREG(status.st_mode) || status.st_size > MAX_FILE) return NULL;
  size_t capacity = (size_t)status.st_size + 1;
  char *text = malloc(capacity);
  if (!text) return NULL;
  size_t used = 0;
  while (used + 1 < capacity) {
    ssize_t got = read(file, text + used, capacity - 1 - used);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) break;
    used += (size_t)got;
  }
  text[used] = '\0';
  if (length) *length = used;
  return text;
}

char *text_read(const char *path, size_t *length) {
  int file = open(path, O_RDONLY | O_CLOEXEC);
  if (file < 0) return NULL;
  char *text = read_all(file, length);
  close(file);
  return text;
}

void text_free(char *text) {
  if (!text) return;
  OPENSSL_cleanse(text, strlen(text));
  free(text);
}

static bool write_all(int file, const char *text) {
  size_t left = strlen(text);
  while (left > 0) {
    ssize_t put = write(file, text, left);
    if (put < 0 && errno == EINTR) continue;
    if (put <= 0) return false;
    text += put;
    left -= (size_t)put;
  }
  return true;
}

bool text_write(const char *path, const char *text) {
  char name[48];
  snprintf(name, sizeof name, ".%ld.tmp", (long)getpid());
  path_t temporary = {.text = ""};
  if ((size_t)snprintf(temporary.text, sizeof temporary.text, "%s%s", path, name) >= sizeof temporary.text) return false;
  int file = open(temporary.text, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (file < 0) return false;
  bool written = write_all(file, text);
  written = close(file) == 0 && written;
  if (written && rename(temporary.text, path) == 0) return true;
  unlink(temporary.text);
  return false;
}

static const char *skip_blanks(const char *text) {
  while (*text == ' ' || *text == '\t') text++;
  return text;
}

/* The value's start if `line` is "key = …", else NULL. */
static const char *value_of(const char *line, const char *key) {
  size_t length = strlen(key);
  line = skip_blanks(line);
  if (strncmp(line, key, length) != 0) return NULL;
  line = skip_blanks(line + length);
  return *line == '=' ? skip_blanks(line + 1) : NULL;
}

bool setting_get(const char *text, const char *key, char *value, size_t size) {
  for (const char *line = text; line && *line;) {
    const char *end = strchr(line, '\n');
    const char *start = value_of(line, key);
    if (start) {
      size_t length = end ? (size_t)(end - start) : strlen(start);
      while (length > 0 && isspace((unsigned char)start[length - 1])) length--;
      if (length >= size) length = size - 1;
      memcpy(value, start, length);
      value[length] = '\0';
      return true;
    }
    line = end ? end + 1 : NULL;
  }
  return false;
}

unsigned long setting_number(const char *text, const char *key, unsigned long fallback) {
  char value[32];
  if (!setting_get(text, key, value, sizeof value)) return fallback;
  char *end;
  unsigned long number = strtoul(value, &end, 10);
  return end != value && *end == '\0' ? number : fallback;
}

bool setting_flag(const char *text, const char *key) {
  char value[8];
  return setting_get(text, key, value, sizeof value) && strcmp(value, "yes") == 0;
}

void hex_write(const uint8_t *bytes, size_t length, char *text) {
  for (size_t i = 0; i < length; i++) snprintf(text + 2 * i, 3, "%02x", bytes[i]);
  text[2 * length] = '\0';
}

static int digit_value(char digit) {
  if (digit >= '0' && digit <= '9') return digit - '0';
  if (digit >= 'a' && digit <= 'f') return digit - 'a' + 10;
  if (digit >= 'A' && digit <= 'F') return digit - 'A' + 10;
  return -1;
}

long hex_read(const char *text, size_t digits, uint8_t *bytes, size_t size) {
  if (digits % 2 != 0 || digits / 2 > size) return -1;
  for (size_t i = 0; i < digits / 2; i++) {
    int high = digit_value(text[2 * i]), low = digit_value(text[2 * i + 1]);
    if (high < 0 || low < 0) return -1;
    bytes[i] = (uint8_t)(high << 4 | low);
  }
  return (long)(digits / 2);
}

void complain(const char *format, ...) {
  char line[256];
  va_list values;
  va_start(values, format);
  vsnprintf(line, sizeof line, format, values);
  va_end(values);
  fprintf(stderr, "tanba virtual token: %s\n", line);
}
