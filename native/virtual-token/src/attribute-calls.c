/* C_GetAttributeValue and C_SetAttributeValue (base specification, section 5.7). */
#include <stdlib.h>
#include <string.h>

#include "functions.h"
#include "gate.h"
#include "objects.h"
#include "rules.h"

static const struct rule *rule_of(const struct object *object, CK_ATTRIBUTE_TYPE type) {
  return rule_find(object_class(object), object_key_type(object), type);
}

static bool is_hidden(const struct object *object, CK_ATTRIBUTE_TYPE type) {
  const struct rule *rule = rule_of(object, type);
  if (!rule || !(rule->flags & RULE_SECRET)) return false;
  return attributes_flag(&object->attributes, CKA_SENSITIVE) || !attributes_flag(&object->attributes, CKA_EXTRACTABLE);
}

/* One attribute; its length becomes CK_UNAVAILABLE_INFORMATION on every failure, as the standard has it. */
static CK_RV read_one(const struct object *object, CK_ATTRIBUTE *wanted) {
  const struct attribute *item = attributes_get(&object->attributes, wanted->type);
  static CK_BYTE yes[] = {CK_TRUE};
  struct attribute forced = {wanted->type, sizeof yes, yes};
  /* A token or fault that asks for the PIN each time must also say so, or a caller could not know. */
  if (wanted->type == CKA_ALWAYS_AUTHENTICATE && item &&
      (effects_now()->always_authenticate || token_flag(object->slot, "always-authenticate")))
    item = &forced;
  CK_ULONG room = wanted->ulValueLen;
  wanted->ulValueLen = CK_UNAVAILABLE_INFORMATION;
  if (!item) return CKR_ATTRIBUTE_TYPE_INVALID;
  if (is_hidden(object, wanted->type)) return CKR_ATTRIBUTE_SENSITIVE;
  CK_RV rv = give_bytes(item->value, item->length, wanted->pValue, &room);
  if (rv == CKR_OK) wanted->ulValueLen = room;
  return rv;
}

CK_RV do_C_GetAttributeValue(CK_SESSION_HANDLE handle, CK_OBJECT_HANDLE object_handle, CK_ATTRIBUTE *attributes, CK_ULONG count) {
  if (count > 0 && !attributes) return CKR_ARGUMENTS_BAD;
  const struct object *object = object_find(session_find(handle), object_handle);
  if (!object) return CKR_OBJECT_HANDLE_INVALID;
  CK_RV result = CKR_OK;
  for (CK_ULONG i = 0; i < count; i++) {
    CK_RV rv = read_one(object, &attributes[i]);
    if (result == CKR_OK) result = rv; /* the rest is answered all the same */
  }
  return result;
}

static CK_RV check_change(const struct object *object, const CK_ATTRIBUTE *given) {
  const struct rule *rule = rule_of(object, given->type);
  if (!rule) return CKR_ATTRIBUTE_TYPE_INVALID;
  if (!(rule->flags & RULE_SETTABLE)) return CKR_ATTRIBUTE_READ_ONLY;
  CK_RV rv = rule_check_value(rule, given);
  if (rv != CKR_OK) return rv;
  bool to = rule->kind == KIND_FLAG && *(const CK_BBOOL *)given->pValue;
  bool from = attributes_flag(&object->attributes, given->type);
  if ((rule->flags & RULE_RAISE && from && !to) || (rule->flags & RULE_LOWER && !from && to)) return CKR_ATTRIBUTE_READ_ONLY;
  return CKR_OK;
}

/* All or nothing: the changes are made on a copy, which replaces the object's attributes once it is on the token. */
static CK_RV change(struct object *object, const CK_ATTRIBUTE *given, CK_ULONG count) {
  struct attributes changed = {0}, old = object->attributes;
  bool good = attributes_copy(&changed, &old);
  for (CK_ULONG i = 0; good && i < count; i++) good = attributes_set(&changed, given[i].type, given[i].pValue, given[i].ulValueLen);
  if (!good) {
    attributes_free(&changed);
    return CKR_HOST_MEMORY;
  }
  object->attributes = changed;
  if (object->owner != 0 || object_save(object)) {
    attributes_free(&old);
    return CKR_OK;
  }
  object->attributes = old;
  attributes_free(&changed);
  return CKR_DEVICE_MEMORY;
}

CK_RV do_C_SetAttributeValue(CK_SESSION_HANDLE handle, CK_OBJECT_HANDLE object_handle, CK_ATTRIBUTE *attributes, CK_ULONG count) {
  if (count > 0 && !attributes) return CKR_ARGUMENTS_BAD;
  const struct session *session = session_find(handle);
  struct object *object = object_find(session, object_handle);
  if (!object) return CKR_OBJECT_HANDLE_INVALID;
  CK_RV rv = object_may_write(session, &object->attributes);
  if (rv == CKR_OK && !attributes_flag(&object->attributes, CKA_MODIFIABLE)) rv = CKR_ACTION_PROHIBITED;
  for (CK_ULONG i = 0; rv == CKR_OK && i < count; i++) rv = check_change(object, &attributes[i]);
  return rv == CKR_OK ? change(object, attributes, count) : rv;
}
