/* Objects: in memory, on the token, and who may see them. */
#ifndef TANBA_OBJECTS_H
#define TANBA_OBJECTS_H

#include "module.h"

/* The object behind a handle if this session may see it (its token, and logged in for private objects), else NULL. */
struct object *object_find(const struct session *session, CK_OBJECT_HANDLE handle);
bool object_visible(const struct session *session, const struct object *object);
CK_OBJECT_CLASS object_class(const struct object *object);
CK_KEY_TYPE object_key_type(const struct object *object);

/* Whether a session may create, change or destroy such an object. */
CK_RV object_may_write(const struct session *session, const struct attributes *attributes);

/*
 * Makes an object of the session's token (CKA_TOKEN) or of the session. Takes over the attributes, also on failure.
 * CKR_DEVICE_MEMORY if the folder cannot be written.
 */
CK_RV object_add(const struct session *session, struct attributes *attributes, CK_OBJECT_HANDLE *handle);
void object_delete(struct object *object);

/* Drop from memory; files stay. Token and session objects of the slot, or only its private ones; objects of one session. */
void objects_forget(struct slot *slot, bool only_private);
void objects_forget_session(CK_SESSION_HANDLE owner);

/* store.c */
/* Brings the memory in step with the token's folder, which other processes may have changed. Handles of unchanged objects stay. */
void objects_sync(struct slot *slot);
bool object_save(struct object *object);
void object_unlink(const struct object *object);
void objects_destroy_all(struct slot *slot);
/* Appends an empty object to the list; NULL when memory ends. */
struct object *object_new(struct slot *slot);

/* keys.c: whether the key material is what the attributes say. Adds CKA_MODULUS_BITS to RSA public keys. */
CK_RV key_check(struct attributes *attributes);

#endif
