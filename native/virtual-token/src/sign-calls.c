/* C_Sign… and C_Verify… (base specification, sections 5.11 and 5.12). */
#include <openssl/crypto.h>

#include "functions.h"
#include "gate.h"
#include "objects.h"
#include "signing.h"

CK_RV do_C_SignInit(CK_SESSION_HANDLE handle, CK_MECHANISM *mechanism, CK_OBJECT_HANDLE key) {
  struct session *session = session_find(handle);
  return operation_start(session, &session->sign, mechanism, key, CKF_SIGN);
}

static CK_RV make_signature(struct session *session, const struct object *key, const CK_BYTE *in, CK_ULONG in_length, CK_BYTE *out,
                            CK_ULONG *out_length) {
  struct operation *operation = &session->sign;
  CK_BYTE signature[SIGNATURE_MAX];
  struct material material;
  CK_RV rv = operation->authenticated ? CKR_OK : CKR_USER_NOT_LOGGED_IN;
  if (rv == CKR_OK) rv = operation_material(operation, in, in_length, &material);
  if (rv == CKR_OK) rv = key_sign(key, operation->mechanism, material.data, material.length, signature);
  if (rv == CKR_OK) rv = give_bytes(signature, key_signature_size(key), out, out_length);
  return rv;
}

/* The end of a signature in one part (`in`) or several (no `in`). Asking for the length leaves the operation active, all else ends it. */
static CK_RV finish_signature(struct session *session, const CK_BYTE *in, CK_ULONG in_length, CK_BYTE *out, CK_ULONG *out_length) {
  const struct object *key = object_find(session, session->sign.key);
  CK_RV rv = CKR_OK;
  if (!out_length || (in_length > 0 && !in)) rv = CKR_ARGUMENTS_BAD;
  if (rv == CKR_OK && !key) rv = CKR_KEY_HANDLE_INVALID; /* destroyed in between */
  if (rv == CKR_OK && give_length(key_signature_size(key), out, out_length, &rv)) return rv;
  if (rv == CKR_OK) rv = make_signature(session, key, in, in_length, out, out_length);
  operation_end(&session->sign);
  return rv;
}

CK_RV do_C_Sign(CK_SESSION_HANDLE handle, CK_BYTE *in, CK_ULONG in_length, CK_BYTE *out, CK_ULONG *out_length) {
  struct session *session = session_find(handle);
  if (!session->sign.active || session->sign.started) return CKR_OPERATION_NOT_INITIALIZED;
  return finish_signature(session, in, in_length, out, out_length);
}

CK_RV do_C_SignUpdate(CK_SESSION_HANDLE handle, CK_BYTE *in, CK_ULONG in_length) {
  return operation_update(&session_find(handle)->sign, in, in_length);
}

CK_RV do_C_SignFinal(CK_SESSION_HANDLE handle, CK_BYTE *out, CK_ULONG *out_length) {
  struct session *session = session_find(handle);
  if (!session->sign.active) return CKR_OPERATION_NOT_INITIALIZED;
  return finish_signature(session, NULL, 0, out, out_length);
}

CK_RV do_C_VerifyInit(CK_SESSION_HANDLE handle, CK_MECHANISM *mechanism, CK_OBJECT_HANDLE key) {
  struct session *session = session_find(handle);
  return operation_start(session, &session->verify, mechanism, key, CKF_VERIFY);
}

static CK_RV check_signature(struct session *session, const CK_BYTE *in, CK_ULONG in_length, const CK_BYTE *signature,
                             CK_ULONG signature_length) {
  const struct object *key = object_find(session, session->verify.key);
  struct material material;
  if (!signature || (in_length > 0 && !in)) return CKR_ARGUMENTS_BAD;
  if (!key) return CKR_KEY_HANDLE_INVALID;
  CK_RV rv = operation_material(&session->verify, in, in_length, &material);
  if (rv != CKR_OK) return rv;
  return key_verify(key, session->verify.mechanism, material.data, material.length, signature, signature_length);
}

CK_RV do_C_Verify(CK_SESSION_HANDLE handle, CK_BYTE *in, CK_ULONG in_length, CK_BYTE *signature, CK_ULONG signature_length) {
  struct session *session = session_find(handle);
  if (!session->verify.active || session->verify.started) return CKR_OPERATION_NOT_INITIALIZED;
  CK_RV rv = check_signature(session, in, in_length, signature, signature_length);
  operation_end(&session->verify);
  return rv;
}

CK_RV do_C_VerifyUpdate(CK_SESSION_HANDLE handle, CK_BYTE *in, CK_ULONG in_length) {
  return operation_update(&session_find(handle)->verify, in, in_length);
}

CK_RV do_C_VerifyFinal(CK_SESSION_HANDLE handle, CK_BYTE *signature, CK_ULONG signature_length) {
  struct session *session = session_find(handle);
  if (!session->verify.active) return CKR_OPERATION_NOT_INITIALIZED;
  CK_RV rv = check_signature(session, NULL, 0, signature, signature_length);
  operation_end(&session->verify);
  return rv;
}
