/* C_FindObjects… (base specification, section 5.7). */
#include <stdlib.h>
#include <string.h>

#include "functions.h"
#include "gate.h"
#include "objects.h"
#include "rules.h"

static bool matches(const struct object *object, const CK_ATTRIBUTE *template, CK_ULONG count) {
  for (CK_ULONG i = 0; i < count; i++) {
    const struct rule *rule = rule_find(object_class(object), object_key_type(object), template[i].type);
    /* Searching for secret values would tell them bit by bit. */
    if (!rule || rule->flags & RULE_SECRET || !attributes_match(&object->attributes, &template[i])) return false;
  }
  return true;
}

CK_RV do_C_FindObjectsInit(CK_SESSION_HANDLE handle, CK_ATTRIBUTE *template, CK_ULONG count) {
  struct session *session = session_find(handle);
  if (count > 0 && !template) return CKR_ARGUMENTS_BAD;
  if (session->search.active) return CKR_OPERATION_ACTIVE;
  objects_sync(session->slot);
  CK_ULONG all = 0, found = 0;
  for (struct object *object = module.objects; object; object = object->next) all++;
  CK_OBJECT_HANDLE *handles = malloc((all + 1) * sizeof *handles);
  if (!handles) return CKR_HOST_MEMORY;
  for (struct object *object = module.objects; object; object = object->next) {
    if (object_visible(session, object) && matches(object, template, count)) handles[found++] = object->handle;
  }
  session->search = (struct search){.active = true, .found = handles, .count = found};
  return CKR_OK;
}

CK_RV do_C_FindObjects(CK_SESSION_HANDLE handle, CK_OBJECT_HANDLE *objects, CK_ULONG max, CK_ULONG *count) {
  struct search *search = &session_find(handle)->search;
  if (!objects || !count) return CKR_ARGUMENTS_BAD;
  if (!search->active) return CKR_OPERATION_NOT_INITIALIZED;
  const struct effects *effects = effects_now();
  if (effects->truncate) {
    CK_ULONG limit = effects->limit == CK_UNAVAILABLE_INFORMATION ? search->count / 2 : effects->limit;
    if (limit < search->count) search->count = limit;
  }
  CK_ULONG given = 0;
  while (given < max && search->next < search->count) objects[given++] = search->found[search->next++];
  *count = falsified(given);
  return CKR_OK;
}

CK_RV do_C_FindObjectsFinal(CK_SESSION_HANDLE handle) {
  struct search *search = &session_find(handle)->search;
  if (!search->active) return CKR_OPERATION_NOT_INITIALIZED;
  free(search->found);
  *search = (struct search){0};
  return CKR_OK;
}
