#include "objects.h"

#include <stdlib.h>
#include <string.h>

#include "functions.h"
#include "gate.h"
#include "rules.h"

CK_OBJECT_CLASS object_class(const struct object *object) { return attributes_number(&object->attributes, CKA_CLASS); }
CK_KEY_TYPE object_key_type(const struct object *object) { return attributes_number(&object->attributes, CKA_KEY_TYPE); }

bool object_visible(const struct session *session, const struct object *object) {
  if (object->slot != session->slot) return false;
  return !attributes_flag(&object->attributes, CKA_PRIVATE) || session->slot->login == LOGIN_USER;
}

struct object *object_find(const struct session *session, CK_OBJECT_HANDLE handle) {
  for (struct object *object = module.objects; object; object = object->next) {
    if (object->handle == handle) return object_visible(session, object) ? object : NULL;
  }
  return NULL;
}

CK_RV object_may_write(const struct session *session, const struct attributes *attributes) {
  bool on_token = attributes_flag(attributes, CKA_TOKEN), is_private = attributes_flag(attributes, CKA_PRIVATE);
  if (on_token && !session->writable) return CKR_SESSION_READ_ONLY;
  if (is_private && session->slot->login != LOGIN_USER) return CKR_USER_NOT_LOGGED_IN;
  if (on_token && session->slot->login != LOGIN_USER && attributes_number(attributes, CKA_CLASS) == CKO_PRIVATE_KEY)
    return CKR_USER_NOT_LOGGED_IN;
  return CKR_OK;
}

struct object *object_new(struct slot *slot) {
  struct object *object = calloc(1, sizeof *object), **link = &module.objects;
  if (!object) return NULL;
  object->handle = module_new_handle();
  object->slot = slot;
  while (*link) link = &(*link)->next;
  *link = object;
  return object;
}

void object_delete(struct object *object) {
  struct object **link = &module.objects;
  while (*link != object) link = &(*link)->next;
  *link = object->next;
  attributes_free(&object->attributes);
  free(object);
}

CK_RV object_add(const struct session *session, struct attributes *attributes, CK_OBJECT_HANDLE *handle) {
  struct object *object = object_new(session->slot);
  if (!object) {
    attributes_free(attributes);
    return CKR_HOST_MEMORY;
  }
  object->attributes = *attributes;
  *attributes = (struct attributes){0};
  if (!attributes_flag(&object->attributes, CKA_TOKEN)) {
    object->owner = session->handle;
  } else if (!object_save(object)) {
    object_delete(object);
    return CKR_DEVICE_MEMORY;
  }
  *handle = object->handle;
  return CKR_OK;
}

void objects_forget(struct slot *slot, bool only_private) {
  for (struct object *object = module.objects, *next; object; object = next) {
    next = object->next;
    if (object->slot == slot && (!only_private || attributes_flag(&object->attributes, CKA_PRIVATE))) object_delete(object);
  }
}

void objects_forget_session(CK_SESSION_HANDLE owner) {
  for (struct object *object = module.objects, *next; object; object = next) {
    next = object->next;
    if (object->owner == owner) object_delete(object);
  }
}

CK_RV do_C_CreateObject(CK_SESSION_HANDLE handle, CK_ATTRIBUTE *template, CK_ULONG count, CK_OBJECT_HANDLE *object) {
  if (!object || (count > 0 && !template)) return CKR_ARGUMENTS_BAD;
  const struct session *session = session_find(handle);
  CK_OBJECT_CLASS class = template_number(template, count, CKA_CLASS);
  bool is_key = class == CKO_PUBLIC_KEY || class == CKO_PRIVATE_KEY;
  CK_KEY_TYPE key_type = is_key ? template_number(template, count, CKA_KEY_TYPE) : 0;
  if (class == CK_UNAVAILABLE_INFORMATION || key_type == CK_UNAVAILABLE_INFORMATION) return CKR_TEMPLATE_INCOMPLETE;
  struct attributes attributes = {0};
  CK_RV rv = rules_build(class, key_type, ORIGIN_CREATE, template, count, &attributes);
  if (rv == CKR_OK) rv = object_may_write(session, &attributes);
  if (rv == CKR_OK && is_key) rv = key_check(&attributes);
  if (rv == CKR_OK) return object_add(session, &attributes, object);
  attributes_free(&attributes);
  return rv;
}

CK_RV do_C_DestroyObject(CK_SESSION_HANDLE handle, CK_OBJECT_HANDLE object_handle) {
  const struct session *session = session_find(handle);
  struct object *object = object_find(session, object_handle);
  if (!object) return CKR_OBJECT_HANDLE_INVALID;
  CK_RV rv = object_may_write(session, &object->attributes);
  if (rv != CKR_OK) return rv;
  if (!attributes_flag(&object->attributes, CKA_DESTROYABLE)) return CKR_ACTION_PROHIBITED;
  if (object->owner == 0) object_unlink(object);
  object_delete(object);
  return CKR_OK;
}

CK_RV do_C_GetObjectSize(CK_SESSION_HANDLE handle, CK_OBJECT_HANDLE object_handle, CK_ULONG *size) {
  if (!size) return CKR_ARGUMENTS_BAD;
  const struct object *object = object_find(session_find(handle), object_handle);
  if (!object) return CKR_OBJECT_HANDLE_INVALID;
  CK_ULONG sum = 0;
  for (size_t i = 0; i < object->attributes.count; i++) sum += object->attributes.items[i].length;
  *size = falsified(sum);
  return CKR_OK;
}
