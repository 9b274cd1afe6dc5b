#include "attributes.h"

#include <openssl/crypto.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "folder.h"

static struct attribute *find(const struct attributes *list, CK_ATTRIBUTE_TYPE type) {
  for (size_t i = 0; i < list->count; i++) {
    if (list->items[i].type == type) return &list->items[i];
  }
  return NULL;
}

static void free_value(struct attribute *item) {
  OPENSSL_cleanse(item->value, item->length);
  free(item->value);
}

bool attributes_set(struct attributes *list, CK_ATTRIBUTE_TYPE type, const void *value, size_t length) {
  uint8_t *copy = malloc(length ? length : 1);
  if (!copy) return false;
  if (length > 0) memcpy(copy, value, length);
  struct attribute *item = find(list, type);
  if (item) {
    free_value(item);
  } else {
    struct attribute *grown = realloc(list->items, (list->count + 1) * sizeof *grown);
    if (!grown) {
      free(copy);
      return false;
    }
    list->items = grown;
    item = &grown[list->count++];
  }
  *item = (struct attribute){type, length, copy};
  return true;
}

bool attributes_set_number(struct attributes *list, CK_ATTRIBUTE_TYPE type, CK_ULONG number) {
  return attributes_set(list, type, &number, sizeof number);
}

bool attributes_set_flag(struct attributes *list, CK_ATTRIBUTE_TYPE type, bool flag) {
  CK_BBOOL value = flag ? CK_TRUE : CK_FALSE;
  return attributes_set(list, type, &value, sizeof value);
}

const struct attribute *attributes_get(const struct attributes *list, CK_ATTRIBUTE_TYPE type) { return find(list, type); }

CK_ULONG attributes_number(const struct attributes *list, CK_ATTRIBUTE_TYPE type) {
  const struct attribute *item = find(list, type);
  CK_ULONG number;
  if (!item || item->length != sizeof number) return CK_UNAVAILABLE_INFORMATION;
  memcpy(&number, item->value, sizeof number);
  return number;
}

bool attributes_flag(const struct attributes *list, CK_ATTRIBUTE_TYPE type) {
  const struct attribute *item = find(list, type);
  return item && item->length == 1 && item->value[0] != CK_FALSE;
}

bool attributes_match(const struct attributes *list, const CK_ATTRIBUTE *wanted) {
  const struct attribute *item = find(list, wanted->type);
  return item && item->length == wanted->ulValueLen &&
         (item->length == 0 || (wanted->pValue && memcmp(item->value, wanted->pValue, item->length) == 0));
}

bool attributes_copy(struct attributes *to, const struct attributes *from) {
  for (size_t i = 0; i < from->count; i++) {
    if (!attributes_set(to, from->items[i].type, from->items[i].value, from->items[i].length)) return false;
  }
  return true;
}

void attributes_free(struct attributes *list) {
  for (size_t i = 0; i < list->count; i++) free_value(&list->items[i]);
  free(list->items);
  *list = (struct attributes){0};
}

char *attributes_format(const struct attributes *list) {
  static const char heading[] = "# object of a Tanba virtual token: one attribute a line, value in hexadecimal\n";
  static const size_t line_overhead = sizeof "0x0123456789abcdef = \n";
  size_t size = sizeof heading;
  for (size_t i = 0; i < list->count; i++) size += line_overhead + 2 * list->items[i].length;
  char *text = malloc(size);
  if (!text) return NULL;
  size_t used = (size_t)snprintf(text, size, "%s", heading);
  for (size_t i = 0; i < list->count; i++) {
    const struct attribute *item = &list->items[i];
    used += (size_t)snprintf(text + used, size - used, "0x%08lx = ", item->type);
    hex_write(item->value, item->length, text + used);
    used += 2 * item->length;
    text[used++] = '\n';
  }
  text[used] = '\0';
  return text;
}

static bool parse_line(const char *line, size_t length, struct attributes *list) {
  char *rest;
  CK_ATTRIBUTE_TYPE type = strtoul(line, &rest, 16);
  if (rest == line || strncmp(rest, " =", 2) != 0) return false;
  rest += 2;
  if (*rest == ' ') rest++;
  size_t digits = length - (size_t)(rest - line);
  uint8_t *value = malloc(digits / 2 + 1);
  if (!value) return false;
  long bytes = hex_read(rest, digits, value, digits / 2);
  bool good = bytes >= 0 && attributes_set(list, type, value, (size_t)bytes);
  OPENSSL_cleanse(value, digits / 2);
  free(value);
  return good;
}

bool attributes_parse(const char *text, struct attributes *list) {
  for (const char *line = text; *line;) {
    size_t length = strcspn(line, "\n");
    if (length > 0 && *line != '#' && !parse_line(line, length, list)) {
      attributes_free(list);
      return false;
    }
    line += length + (line[length] == '\n');
  }
  return true;
}
