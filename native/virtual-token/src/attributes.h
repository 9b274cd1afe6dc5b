/* Lists of attributes: what an object is made of, in memory and in its file. */
#ifndef TANBA_ATTRIBUTES_H
#define TANBA_ATTRIBUTES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "pkcs11.h"

struct attribute {
  CK_ATTRIBUTE_TYPE type;
  CK_ULONG length;
  uint8_t *value; /* never NULL, even when empty */
};

struct attributes {
  struct attribute *items;
  size_t count;
};

/* Adds or replaces; false when memory ends. */
bool attributes_set(struct attributes *list, CK_ATTRIBUTE_TYPE type, const void *value, size_t length);
bool attributes_set_number(struct attributes *list, CK_ATTRIBUTE_TYPE type, CK_ULONG number);
bool attributes_set_flag(struct attributes *list, CK_ATTRIBUTE_TYPE type, bool flag);

/* NULL if missing. The pointer lives until the list is changed. */
const struct attribute *attributes_get(const struct attributes *list, CK_ATTRIBUTE_TYPE type);
/* CK_UNAVAILABLE_INFORMATION if missing or not of the size of a CK_ULONG. */
CK_ULONG attributes_number(const struct attributes *list, CK_ATTRIBUTE_TYPE type);
/* False if missing. */
bool attributes_flag(const struct attributes *list, CK_ATTRIBUTE_TYPE type);
/* Whether the list has an attribute of this very value. */
bool attributes_match(const struct attributes *list, const CK_ATTRIBUTE *wanted);

bool attributes_copy(struct attributes *to, const struct attributes *from);
/* Wipes the values (keys are among them) and empties the list. */
void attributes_free(struct attributes *list);

/* One line "0xTYPE = hex" each; numbers and flags as the bytes of CK_ULONG (little-endian, 8) and CK_BBOOL. Free with text_free. */
char *attributes_format(const struct attributes *list);
/* False on any malformed line; then the list is empty. */
bool attributes_parse(const char *text, struct attributes *list);

#endif
