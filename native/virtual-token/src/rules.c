#include "rules.h"

#include <stddef.h>
#include <string.h>

#define TOKEN_SETS (RULE_CREATE_NOT | RULE_GENERATE_NOT)
#define MATERIAL (RULE_CREATE_MUST | RULE_GENERATE_NOT)

/* Tables follow the base specification 2.40, section 4, and Current Mechanisms 2.40, sections on RSA and GOST R 34.10-2001 keys. */
static const struct rule storage[] = {
    {CKA_CLASS, KIND_NUMBER, RULE_OPTIONAL, 0},
    {CKA_TOKEN, KIND_FLAG, 0, CK_FALSE},
    {CKA_PRIVATE, KIND_FLAG, 0, CK_FALSE},
    {CKA_MODIFIABLE, KIND_FLAG, 0, CK_TRUE},
    {CKA_DESTROYABLE, KIND_FLAG, 0, CK_TRUE},
    {CKA_LABEL, KIND_BYTES, RULE_SETTABLE, 0},
};

static const struct rule data[] = {
    {CKA_APPLICATION, KIND_BYTES, RULE_SETTABLE, 0},
    {CKA_OBJECT_ID, KIND_BYTES, RULE_SETTABLE, 0},
    {CKA_VALUE, KIND_BYTES, RULE_SETTABLE, 0},
};

static const struct rule certificate[] = {
    {CKA_CERTIFICATE_TYPE, KIND_NUMBER, RULE_CREATE_MUST, 0},
    {CKA_TRUSTED, KIND_FLAG, RULE_CREATE_NOT, CK_FALSE},
    {CKA_CERTIFICATE_CATEGORY, KIND_NUMBER, 0, 0},
    {CKA_START_DATE, KIND_DATE, 0, 0},
    {CKA_END_DATE, KIND_DATE, 0, 0},
    {CKA_SUBJECT, KIND_BYTES, RULE_CREATE_MUST, 0},
    {CKA_ID, KIND_BYTES, RULE_SETTABLE, 0},
    {CKA_ISSUER, KIND_BYTES, RULE_SETTABLE, 0},
    {CKA_SERIAL_NUMBER, KIND_BYTES, RULE_SETTABLE, 0},
    {CKA_VALUE, KIND_BYTES, RULE_CREATE_MUST, 0},
};

static const struct rule key[] = {
    {CKA_KEY_TYPE, KIND_NUMBER, RULE_OPTIONAL, 0},
    {CKA_ID, KIND_BYTES, RULE_SETTABLE, 0},
    {CKA_SUBJECT, KIND_BYTES, RULE_SETTABLE, 0},
    {CKA_START_DATE, KIND_DATE, RULE_SETTABLE, 0},
    {CKA_END_DATE, KIND_DATE, RULE_SETTABLE, 0},
    {CKA_DERIVE, KIND_FLAG, RULE_SETTABLE, CK_FALSE},
    {CKA_LOCAL, KIND_FLAG, TOKEN_SETS, CK_FALSE},
    {CKA_KEY_GEN_MECHANISM, KIND_NUMBER, TOKEN_SETS, CK_UNAVAILABLE_INFORMATION},
};

static const struct rule public_key[] = {
    {CKA_ENCRYPT, KIND_FLAG, RULE_SETTABLE, CK_FALSE},
    {CKA_VERIFY, KIND_FLAG, RULE_SETTABLE, CK_TRUE},
    {CKA_VERIFY_RECOVER, KIND_FLAG, RULE_SETTABLE, CK_FALSE},
    {CKA_WRAP, KIND_FLAG, RULE_SETTABLE, CK_FALSE},
    {CKA_TRUSTED, KIND_FLAG, RULE_CREATE_NOT, CK_FALSE},
};

static const struct rule private_key[] = {
    {CKA_SENSITIVE, KIND_FLAG, RULE_SETTABLE | RULE_RAISE, CK_TRUE},
    {CKA_EXTRACTABLE, KIND_FLAG, RULE_SETTABLE | RULE_LOWER, CK_FALSE},
    {CKA_ALWAYS_SENSITIVE, KIND_FLAG, TOKEN_SETS, CK_FALSE},
    {CKA_NEVER_EXTRACTABLE, KIND_FLAG, TOKEN_SETS, CK_FALSE},
    {CKA_DECRYPT, KIND_FLAG, RULE_SETTABLE, CK_FALSE},
    {CKA_SIGN, KIND_FLAG, RULE_SETTABLE, CK_TRUE},
    {CKA_SIGN_RECOVER, KIND_FLAG, RULE_SETTABLE, CK_FALSE},
    {CKA_UNWRAP, KIND_FLAG, RULE_SETTABLE, CK_FALSE},
    {CKA_WRAP_WITH_TRUSTED, KIND_FLAG, 0, CK_FALSE},
    {CKA_ALWAYS_AUTHENTICATE, KIND_FLAG, 0, CK_FALSE},
};

static const struct rule rsa_public[] = {
    {CKA_MODULUS, KIND_BYTES, MATERIAL, 0},
    {CKA_MODULUS_BITS, KIND_NUMBER, RULE_GENERATE_MUST | RULE_CREATE_NOT | RULE_OPTIONAL, 0},
    {CKA_PUBLIC_EXPONENT, KIND_BYTES, RULE_CREATE_MUST | RULE_OPTIONAL, 0},
};

static const struct rule rsa_private[] = {
    {CKA_MODULUS, KIND_BYTES, MATERIAL, 0},
    {CKA_PUBLIC_EXPONENT, KIND_BYTES, MATERIAL, 0}, /* libcrypto's blinding needs it, so this token insists */
    {CKA_PRIVATE_EXPONENT, KIND_BYTES, MATERIAL | RULE_SECRET, 0},
    {CKA_PRIME_1, KIND_BYTES, RULE_GENERATE_NOT | RULE_SECRET | RULE_OPTIONAL, 0},
    {CKA_PRIME_2, KIND_BYTES, RULE_GENERATE_NOT | RULE_SECRET | RULE_OPTIONAL, 0},
    {CKA_EXPONENT_1, KIND_BYTES, RULE_GENERATE_NOT | RULE_SECRET | RULE_OPTIONAL, 0},
    {CKA_EXPONENT_2, KIND_BYTES, RULE_GENERATE_NOT | RULE_SECRET | RULE_OPTIONAL, 0},
    {CKA_COEFFICIENT, KIND_BYTES, RULE_GENERATE_NOT | RULE_SECRET | RULE_OPTIONAL, 0},
};

static const struct rule gost_public[] = {
    {CKA_VALUE, KIND_BYTES, MATERIAL, 0},
    {CKA_GOSTR3410_PARAMS, KIND_BYTES, RULE_CREATE_MUST | RULE_GENERATE_MUST, 0},
    {CKA_GOSTR3411_PARAMS, KIND_BYTES, RULE_OPTIONAL, 0},
    {CKA_GOST28147_PARAMS, KIND_BYTES, RULE_OPTIONAL, 0},
};

static const struct rule gost_private[] = {
    {CKA_VALUE, KIND_BYTES, MATERIAL | RULE_SECRET, 0},
    {CKA_GOSTR3410_PARAMS, KIND_BYTES, RULE_CREATE_MUST | RULE_OPTIONAL, 0},
    {CKA_GOSTR3411_PARAMS, KIND_BYTES, RULE_OPTIONAL, 0},
    {CKA_GOST28147_PARAMS, KIND_BYTES, RULE_OPTIONAL, 0},
};

struct table {
  const struct rule *rows;
  size_t count;
};
#define TABLE(rows) {rows, sizeof(rows) / sizeof *(rows)}
#define TABLES_OF_OBJECT 4

/* Classes and key types, each with the tables that make it up. Key type CK_UNAVAILABLE_INFORMATION: not a key. */
static const struct {
  CK_OBJECT_CLASS class;
  CK_KEY_TYPE key_type;
  struct table tables[TABLES_OF_OBJECT];
} objects[] = {
    {CKO_DATA, CK_UNAVAILABLE_INFORMATION, {TABLE(storage), TABLE(data)}},
    {CKO_CERTIFICATE, CK_UNAVAILABLE_INFORMATION, {TABLE(storage), TABLE(certificate)}},
    {CKO_PUBLIC_KEY, CKK_RSA, {TABLE(storage), TABLE(key), TABLE(public_key), TABLE(rsa_public)}},
    {CKO_PRIVATE_KEY, CKK_RSA, {TABLE(storage), TABLE(key), TABLE(private_key), TABLE(rsa_private)}},
    {CKO_PUBLIC_KEY, CKK_GOSTR3410, {TABLE(storage), TABLE(key), TABLE(public_key), TABLE(gost_public)}},
    {CKO_PRIVATE_KEY, CKK_GOSTR3410, {TABLE(storage), TABLE(key), TABLE(private_key), TABLE(gost_private)}},
    {CKO_PUBLIC_KEY, CKK_GOSTR3410_512, {TABLE(storage), TABLE(key), TABLE(public_key), TABLE(gost_public)}},
    {CKO_PRIVATE_KEY, CKK_GOSTR3410_512, {TABLE(storage), TABLE(key), TABLE(private_key), TABLE(gost_private)}},
};

static const struct table *tables_of(CK_OBJECT_CLASS class, CK_KEY_TYPE key_type) {
  for (size_t i = 0; i < sizeof objects / sizeof *objects; i++) {
    bool key_matches = objects[i].key_type == CK_UNAVAILABLE_INFORMATION || objects[i].key_type == key_type;
    if (objects[i].class == class && key_matches) return objects[i].tables;
  }
  return NULL;
}

bool rules_exist(CK_OBJECT_CLASS class, CK_KEY_TYPE key_type) { return tables_of(class, key_type) != NULL; }

const struct rule *rule_find(CK_OBJECT_CLASS class, CK_KEY_TYPE key_type, CK_ATTRIBUTE_TYPE type) {
  const struct table *tables = tables_of(class, key_type);
  for (int t = 0; tables && t < TABLES_OF_OBJECT; t++) {
    for (size_t i = 0; i < tables[t].count; i++) {
      if (tables[t].rows[i].type == type) return &tables[t].rows[i];
    }
  }
  return NULL;
}

CK_RV rule_check_value(const struct rule *rule, const CK_ATTRIBUTE *given) {
  if (given->ulValueLen > 0 && !given->pValue) return CKR_ATTRIBUTE_VALUE_INVALID;
  bool good = given->ulValueLen <= 1 << 16;
  if (rule->kind == KIND_FLAG) good = given->ulValueLen == sizeof(CK_BBOOL);
  if (rule->kind == KIND_NUMBER) good = given->ulValueLen == sizeof(CK_ULONG);
  if (rule->kind == KIND_DATE) good = given->ulValueLen == 0 || given->ulValueLen == 8;
  return good ? CKR_OK : CKR_ATTRIBUTE_VALUE_INVALID;
}

static CK_RV take_given(CK_OBJECT_CLASS class, CK_KEY_TYPE key_type, enum origin origin, const CK_ATTRIBUTE *given,
                        struct attributes *list) {
  const struct rule *rule = rule_find(class, key_type, given->type);
  if (!rule) return CKR_ATTRIBUTE_TYPE_INVALID;
  if (rule->flags & (origin == ORIGIN_CREATE ? RULE_CREATE_NOT : RULE_GENERATE_NOT)) return CKR_ATTRIBUTE_READ_ONLY;
  CK_RV rv = rule_check_value(rule, given);
  if (rv != CKR_OK) return rv;
  if (attributes_get(list, given->type) && !attributes_match(list, given)) return CKR_TEMPLATE_INCONSISTENT;
  return attributes_set(list, given->type, given->pValue, given->ulValueLen) ? CKR_OK : CKR_HOST_MEMORY;
}

static CK_RV complete(const struct rule *rule, CK_OBJECT_CLASS class, enum origin origin, struct attributes *list) {
  if (attributes_get(list, rule->type)) return CKR_OK;
  unsigned must = origin == ORIGIN_CREATE ? RULE_CREATE_MUST : RULE_GENERATE_MUST;
  unsigned not = origin == ORIGIN_CREATE ? RULE_CREATE_NOT : RULE_GENERATE_NOT;
  if (rule->flags & must) return CKR_TEMPLATE_INCOMPLETE;
  bool comes_later = rule->flags & not && rule->flags & (RULE_CREATE_MUST | RULE_GENERATE_MUST);
  if (comes_later || rule->flags & RULE_OPTIONAL) return CKR_OK;
  /* Private keys are private objects unless the caller says otherwise, as every token of the trade has it. */
  CK_ULONG fallback = rule->type == CKA_PRIVATE && class == CKO_PRIVATE_KEY ? CK_TRUE : rule->fallback;
  bool good = rule->kind == KIND_FLAG     ? attributes_set_flag(list, rule->type, fallback)
              : rule->kind == KIND_NUMBER ? attributes_set_number(list, rule->type, fallback)
                                          : attributes_set(list, rule->type, "", 0);
  return good ? CKR_OK : CKR_HOST_MEMORY;
}

CK_RV rules_build(CK_OBJECT_CLASS class, CK_KEY_TYPE key_type, enum origin origin, const CK_ATTRIBUTE *template, CK_ULONG count,
                  struct attributes *list) {
  const struct table *tables = tables_of(class, key_type);
  CK_RV rv = tables ? CKR_OK : CKR_ATTRIBUTE_VALUE_INVALID;
  for (CK_ULONG i = 0; rv == CKR_OK && i < count; i++) rv = take_given(class, key_type, origin, &template[i], list);
  for (int t = 0; rv == CKR_OK && t < TABLES_OF_OBJECT; t++) {
    for (size_t i = 0; rv == CKR_OK && i < tables[t].count; i++) rv = complete(&tables[t].rows[i], class, origin, list);
  }
  if (rv != CKR_OK) attributes_free(list);
  return rv;
}

bool rules_fill(struct attributes *list) {
  CK_OBJECT_CLASS class = attributes_number(list, CKA_CLASS);
  const struct table *tables = tables_of(class, attributes_number(list, CKA_KEY_TYPE));
  if (!tables) return false;
  for (int t = 0; t < TABLES_OF_OBJECT; t++) {
    for (size_t i = 0; i < tables[t].count; i++) {
      CK_RV rv = complete(&tables[t].rows[i], class, ORIGIN_CREATE, list);
      if (rv != CKR_OK && rv != CKR_TEMPLATE_INCOMPLETE) return false;
    }
  }
  return true;
}

CK_ULONG template_number(const CK_ATTRIBUTE *template, CK_ULONG count, CK_ATTRIBUTE_TYPE type) {
  for (CK_ULONG i = 0; i < count; i++) {
    CK_ULONG number;
    if (template[i].type != type || template[i].ulValueLen != sizeof number || !template[i].pValue) continue;
    memcpy(&number, template[i].pValue, sizeof number);
    return number;
  }
  return CK_UNAVAILABLE_INFORMATION;
}
