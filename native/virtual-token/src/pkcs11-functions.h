/*
 * The 68 functions of a v2.40 function list in their fixed order (OASIS base specification, section 5), as one table that declares
 * the list's members, the implementations and the gates around them.
 *
 *   F(scope, support, name, parameters, arguments)
 *   scope    what the first parameter is, so that the gate can find the slot or session: NONE, SLOT, SESSION
 *   support  YES: implemented as do_<name>; NO: CKR_FUNCTION_NOT_SUPPORTED; PARALLEL: a leftover of v1 that the standard wants to
 *            answer CKR_FUNCTION_NOT_PARALLEL
 */
#ifndef TANBA_PKCS11_FUNCTIONS_H
#define TANBA_PKCS11_FUNCTIONS_H

struct CK_FUNCTION_LIST;

#define PKCS11_FUNCTIONS(F) PKCS11_GENERAL(F) PKCS11_OBJECTS(F) PKCS11_CIPHERS(F) PKCS11_SIGNING(F) PKCS11_REST(F)

#define PKCS11_GENERAL(F)                                                                                               \
  F(NONE, YES, C_Initialize, (void *options), (options))                                                                \
  F(NONE, YES, C_Finalize, (void *reserved), (reserved))                                                                \
  F(NONE, YES, C_GetInfo, (CK_INFO *info), (info))                                                                      \
  F(NONE, YES, C_GetFunctionList, (struct CK_FUNCTION_LIST **list), (list))                                             \
  F(NONE, YES, C_GetSlotList, (CK_BBOOL present, CK_SLOT_ID *list, CK_ULONG *count), (present, list, count))            \
  F(SLOT, YES, C_GetSlotInfo, (CK_SLOT_ID slot, CK_SLOT_INFO *info), (slot, info))                                      \
  F(SLOT, YES, C_GetTokenInfo, (CK_SLOT_ID slot, CK_TOKEN_INFO *info), (slot, info))                                    \
  F(SLOT, YES, C_GetMechanismList, (CK_SLOT_ID slot, CK_MECHANISM_TYPE *list, CK_ULONG *count), (slot, list, count))    \
  F(SLOT, YES, C_GetMechanismInfo, (CK_SLOT_ID slot, CK_MECHANISM_TYPE type, CK_MECHANISM_INFO *info),                  \
    (slot, type, info))                                                                                                 \
  F(SLOT, YES, C_InitToken, (CK_SLOT_ID slot, CK_UTF8CHAR *pin, CK_ULONG pin_len, CK_UTF8CHAR *label),                  \
    (slot, pin, pin_len, label))                                                                                        \
  F(SESSION, YES, C_InitPIN, (CK_SESSION_HANDLE session, CK_UTF8CHAR *pin, CK_ULONG pin_len), (session, pin, pin_len))  \
  F(SESSION, YES, C_SetPIN,                                                                                             \
    (CK_SESSION_HANDLE session, CK_UTF8CHAR *old_pin, CK_ULONG old_len, CK_UTF8CHAR *new_pin, CK_ULONG new_len),        \
    (session, old_pin, old_len, new_pin, new_len))                                                                      \
  F(SLOT, YES, C_OpenSession,                                                                                           \
    (CK_SLOT_ID slot, CK_FLAGS flags, void *application, CK_NOTIFY notify, CK_SESSION_HANDLE *session),                 \
    (slot, flags, application, notify, session))                                                                        \
  F(SESSION, YES, C_CloseSession, (CK_SESSION_HANDLE session), (session))                                               \
  F(SLOT, YES, C_CloseAllSessions, (CK_SLOT_ID slot), (slot))                                                           \
  F(SESSION, YES, C_GetSessionInfo, (CK_SESSION_HANDLE session, CK_SESSION_INFO *info), (session, info))                \
  F(SESSION, NO, C_GetOperationState, (CK_SESSION_HANDLE session, CK_BYTE *state, CK_ULONG *state_len),                 \
    (session, state, state_len))                                                                                        \
  F(SESSION, NO, C_SetOperationState,                                                                                   \
    (CK_SESSION_HANDLE session, CK_BYTE *state, CK_ULONG state_len, CK_OBJECT_HANDLE encryption_key,                    \
     CK_OBJECT_HANDLE authentication_key),                                                                              \
    (session, state, state_len, encryption_key, authentication_key))                                                    \
  F(SESSION, YES, C_Login, (CK_SESSION_HANDLE session, CK_USER_TYPE user, CK_UTF8CHAR *pin, CK_ULONG pin_len),          \
    (session, user, pin, pin_len))                                                                                      \
  F(SESSION, YES, C_Logout, (CK_SESSION_HANDLE session), (session))

#define PKCS11_OBJECTS(F)                                                                                               \
  F(SESSION, YES, C_CreateObject,                                                                                       \
    (CK_SESSION_HANDLE session, CK_ATTRIBUTE *attributes, CK_ULONG count, CK_OBJECT_HANDLE *object),                    \
    (session, attributes, count, object))                                                                               \
  F(SESSION, NO, C_CopyObject,                                                                                          \
    (CK_SESSION_HANDLE session, CK_OBJECT_HANDLE object, CK_ATTRIBUTE *attributes, CK_ULONG count,                      \
     CK_OBJECT_HANDLE *copy),                                                                                           \
    (session, object, attributes, count, copy))                                                                         \
  F(SESSION, YES, C_DestroyObject, (CK_SESSION_HANDLE session, CK_OBJECT_HANDLE object), (session, object))             \
  F(SESSION, YES, C_GetObjectSize, (CK_SESSION_HANDLE session, CK_OBJECT_HANDLE object, CK_ULONG *size),                \
    (session, object, size))                                                                                            \
  F(SESSION, YES, C_GetAttributeValue,                                                                                  \
    (CK_SESSION_HANDLE session, CK_OBJECT_HANDLE object, CK_ATTRIBUTE *attributes, CK_ULONG count),                     \
    (session, object, attributes, count))                                                                               \
  F(SESSION, YES, C_SetAttributeValue,                                                                                  \
    (CK_SESSION_HANDLE session, CK_OBJECT_HANDLE object, CK_ATTRIBUTE *attributes, CK_ULONG count),                     \
    (session, object, attributes, count))                                                                               \
  F(SESSION, YES, C_FindObjectsInit, (CK_SESSION_HANDLE session, CK_ATTRIBUTE *attributes, CK_ULONG count),             \
    (session, attributes, count))                                                                                       \
  F(SESSION, YES, C_FindObjects,                                                                                        \
    (CK_SESSION_HANDLE session, CK_OBJECT_HANDLE *objects, CK_ULONG max, CK_ULONG *count),                              \
    (session, objects, max, count))                                                                                     \
  F(SESSION, YES, C_FindObjectsFinal, (CK_SESSION_HANDLE session), (session))

/* Shapes that many cryptographic functions share. */
#define INIT_PARAMS (CK_SESSION_HANDLE session, CK_MECHANISM *mechanism, CK_OBJECT_HANDLE key)
#define INIT_ARGS (session, mechanism, key)
#define WHOLE_PARAMS (CK_SESSION_HANDLE session, CK_BYTE *in, CK_ULONG in_len, CK_BYTE *out, CK_ULONG *out_len)
#define WHOLE_ARGS (session, in, in_len, out, out_len)
#define PART_PARAMS (CK_SESSION_HANDLE session, CK_BYTE *in, CK_ULONG in_len)
#define PART_ARGS (session, in, in_len)
#define LAST_PARAMS (CK_SESSION_HANDLE session, CK_BYTE *out, CK_ULONG *out_len)
#define LAST_ARGS (session, out, out_len)

#define PKCS11_CIPHERS(F)                                                                                               \
  F(SESSION, NO, C_EncryptInit, INIT_PARAMS, INIT_ARGS)                                                                 \
  F(SESSION, NO, C_Encrypt, WHOLE_PARAMS, WHOLE_ARGS)                                                                   \
  F(SESSION, NO, C_EncryptUpdate, WHOLE_PARAMS, WHOLE_ARGS)                                                             \
  F(SESSION, NO, C_EncryptFinal, LAST_PARAMS, LAST_ARGS)                                                                \
  F(SESSION, NO, C_DecryptInit, INIT_PARAMS, INIT_ARGS)                                                                 \
  F(SESSION, NO, C_Decrypt, WHOLE_PARAMS, WHOLE_ARGS)                                                                   \
  F(SESSION, NO, C_DecryptUpdate, WHOLE_PARAMS, WHOLE_ARGS)                                                             \
  F(SESSION, NO, C_DecryptFinal, LAST_PARAMS, LAST_ARGS)                                                                \
  F(SESSION, YES, C_DigestInit, (CK_SESSION_HANDLE session, CK_MECHANISM *mechanism), (session, mechanism))             \
  F(SESSION, YES, C_Digest, WHOLE_PARAMS, WHOLE_ARGS)                                                                   \
  F(SESSION, YES, C_DigestUpdate, PART_PARAMS, PART_ARGS)                                                               \
  F(SESSION, NO, C_DigestKey, (CK_SESSION_HANDLE session, CK_OBJECT_HANDLE key), (session, key))                        \
  F(SESSION, YES, C_DigestFinal, LAST_PARAMS, LAST_ARGS)

#define PKCS11_SIGNING(F)                                                                                               \
  F(SESSION, YES, C_SignInit, INIT_PARAMS, INIT_ARGS)                                                                   \
  F(SESSION, YES, C_Sign, WHOLE_PARAMS, WHOLE_ARGS)                                                                     \
  F(SESSION, YES, C_SignUpdate, PART_PARAMS, PART_ARGS)                                                                 \
  F(SESSION, YES, C_SignFinal, LAST_PARAMS, LAST_ARGS)                                                                  \
  F(SESSION, NO, C_SignRecoverInit, INIT_PARAMS, INIT_ARGS)                                                             \
  F(SESSION, NO, C_SignRecover, WHOLE_PARAMS, WHOLE_ARGS)                                                               \
  F(SESSION, YES, C_VerifyInit, INIT_PARAMS, INIT_ARGS)                                                                 \
  F(SESSION, YES, C_Verify,                                                                                             \
    (CK_SESSION_HANDLE session, CK_BYTE *in, CK_ULONG in_len, CK_BYTE *signature, CK_ULONG signature_len),              \
    (session, in, in_len, signature, signature_len))                                                                    \
  F(SESSION, YES, C_VerifyUpdate, PART_PARAMS, PART_ARGS)                                                               \
  F(SESSION, YES, C_VerifyFinal, (CK_SESSION_HANDLE session, CK_BYTE *signature, CK_ULONG signature_len),               \
    (session, signature, signature_len))                                                                                \
  F(SESSION, NO, C_VerifyRecoverInit, INIT_PARAMS, INIT_ARGS)                                                           \
  F(SESSION, NO, C_VerifyRecover, WHOLE_PARAMS, WHOLE_ARGS)                                                             \
  F(SESSION, NO, C_DigestEncryptUpdate, WHOLE_PARAMS, WHOLE_ARGS)                                                       \
  F(SESSION, NO, C_DecryptDigestUpdate, WHOLE_PARAMS, WHOLE_ARGS)                                                       \
  F(SESSION, NO, C_SignEncryptUpdate, WHOLE_PARAMS, WHOLE_ARGS)                                                         \
  F(SESSION, NO, C_DecryptVerifyUpdate, WHOLE_PARAMS, WHOLE_ARGS)

#define PKCS11_REST(F)                                                                                                  \
  F(SESSION, NO, C_GenerateKey,                                                                                         \
    (CK_SESSION_HANDLE session, CK_MECHANISM *mechanism, CK_ATTRIBUTE *attributes, CK_ULONG count,                      \
     CK_OBJECT_HANDLE *key),                                                                                            \
    (session, mechanism, attributes, count, key))                                                                       \
  F(SESSION, YES, C_GenerateKeyPair,                                                                                    \
    (CK_SESSION_HANDLE session, CK_MECHANISM *mechanism, CK_ATTRIBUTE *public_attributes, CK_ULONG public_count,        \
     CK_ATTRIBUTE *private_attributes, CK_ULONG private_count, CK_OBJECT_HANDLE *public_key,                            \
     CK_OBJECT_HANDLE *private_key),                                                                                    \
    (session, mechanism, public_attributes, public_count, private_attributes, private_count, public_key, private_key)) \
  F(SESSION, NO, C_WrapKey,                                                                                             \
    (CK_SESSION_HANDLE session, CK_MECHANISM *mechanism, CK_OBJECT_HANDLE wrapping_key, CK_OBJECT_HANDLE key,           \
     CK_BYTE *wrapped, CK_ULONG *wrapped_len),                                                                          \
    (session, mechanism, wrapping_key, key, wrapped, wrapped_len))                                                      \
  F(SESSION, NO, C_UnwrapKey,                                                                                           \
    (CK_SESSION_HANDLE session, CK_MECHANISM *mechanism, CK_OBJECT_HANDLE unwrapping_key, CK_BYTE *wrapped,             \
     CK_ULONG wrapped_len, CK_ATTRIBUTE *attributes, CK_ULONG count, CK_OBJECT_HANDLE *key),                            \
    (session, mechanism, unwrapping_key, wrapped, wrapped_len, attributes, count, key))                                 \
  F(SESSION, NO, C_DeriveKey,                                                                                           \
    (CK_SESSION_HANDLE session, CK_MECHANISM *mechanism, CK_OBJECT_HANDLE base_key, CK_ATTRIBUTE *attributes,           \
     CK_ULONG count, CK_OBJECT_HANDLE *key),                                                                            \
    (session, mechanism, base_key, attributes, count, key))                                                             \
  F(SESSION, YES, C_SeedRandom, (CK_SESSION_HANDLE session, CK_BYTE *seed, CK_ULONG seed_len),                          \
    (session, seed, seed_len))                                                                                          \
  F(SESSION, YES, C_GenerateRandom, (CK_SESSION_HANDLE session, CK_BYTE *random, CK_ULONG random_len),                  \
    (session, random, random_len))                                                                                      \
  F(SESSION, PARALLEL, C_GetFunctionStatus, (CK_SESSION_HANDLE session), (session))                                     \
  F(SESSION, PARALLEL, C_CancelFunction, (CK_SESSION_HANDLE session), (session))                                        \
  F(NONE, YES, C_WaitForSlotEvent, (CK_FLAGS flags, CK_SLOT_ID *slot, void *reserved), (flags, slot, reserved))

#endif
