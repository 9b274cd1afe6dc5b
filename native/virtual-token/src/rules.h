/* What attributes each class of object has: who may give them, who may change and read them, what they are if nobody does. */
#ifndef TANBA_RULES_H
#define TANBA_RULES_H

#include <stdbool.h>

#include "attributes.h"
#include "pkcs11.h"

enum kind { KIND_FLAG, KIND_NUMBER, KIND_BYTES, KIND_DATE };

enum {
  RULE_CREATE_MUST = 1 << 0,   /* C_CreateObject must give it */
  RULE_GENERATE_MUST = 1 << 1, /* C_GenerateKeyPair must give it */
  RULE_CREATE_NOT = 1 << 2,    /* C_CreateObject must not: the token sets it */
  RULE_GENERATE_NOT = 1 << 3,  /* C_GenerateKeyPair must not: it comes from the generation */
  RULE_SETTABLE = 1 << 4,      /* C_SetAttributeValue may change it */
  RULE_RAISE = 1 << 5,         /* … but only from false to true */
  RULE_LOWER = 1 << 6,         /* … but only from true to false */
  RULE_SECRET = 1 << 7,        /* unreadable when the key is sensitive or not extractable */
  RULE_OPTIONAL = 1 << 8,      /* has no default: missing if not given */
};

struct rule {
  CK_ATTRIBUTE_TYPE type;
  enum kind kind;
  unsigned flags;
  CK_ULONG fallback; /* of flags and numbers; bytes and dates are empty */
};

enum origin { ORIGIN_CREATE, ORIGIN_GENERATE };

/* NULL if objects of that class and key type have no such attribute. `key_type` matters for keys only. */
const struct rule *rule_find(CK_OBJECT_CLASS class, CK_KEY_TYPE key_type, CK_ATTRIBUTE_TYPE type);

/* Whether such objects can be on the token at all. */
bool rules_exist(CK_OBJECT_CLASS class, CK_KEY_TYPE key_type);

/* Size and presence of a value given from outside: CKR_ATTRIBUTE_VALUE_INVALID. */
CK_RV rule_check_value(const struct rule *rule, const CK_ATTRIBUTE *given);

/*
 * The attributes of a new object from a caller's template: checked, completed with defaults; `list` is freed on failure.
 * CKR_ATTRIBUTE_TYPE_INVALID, _READ_ONLY, _VALUE_INVALID, CKR_TEMPLATE_INCOMPLETE, _INCONSISTENT, CKR_HOST_MEMORY.
 */
CK_RV rules_build(CK_OBJECT_CLASS class, CK_KEY_TYPE key_type, enum origin origin, const CK_ATTRIBUTE *template, CK_ULONG count,
                  struct attributes *list);

/*
 * Gives an object read from the folder the defaults of attributes that its file leaves out, so that such files can be written by hand.
 * False if there are no such objects or memory ends.
 */
bool rules_fill(struct attributes *list);

/* The number of that attribute in a caller's template; CK_UNAVAILABLE_INFORMATION if it is not there or of a wrong size. */
CK_ULONG template_number(const CK_ATTRIBUTE *template, CK_ULONG count, CK_ATTRIBUTE_TYPE type);

#endif
