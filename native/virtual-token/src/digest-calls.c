/* C_Digest… (base specification, section 5.10). */
#include "functions.h"
#include "gate.h"
#include "mechanisms.h"
#include "module.h"

CK_RV do_C_DigestInit(CK_SESSION_HANDLE handle, CK_MECHANISM *wanted) {
  struct operation *operation = &session_find(handle)->digest;
  if (!wanted) return CKR_ARGUMENTS_BAD;
  if (operation->active) return CKR_OPERATION_ACTIVE;
  const struct mechanism *mechanism = mechanism_find(wanted->mechanism, CKF_DIGEST);
  if (!mechanism) return CKR_MECHANISM_INVALID;
  CK_RV rv = mechanism_check_parameter(wanted);
  if (rv != CKR_OK) return rv;
  if (!digest_start(&operation->digest, mechanism->hash)) return CKR_HOST_MEMORY;
  operation->active = true;
  operation->mechanism = mechanism;
  return CKR_OK;
}

static CK_RV finish(struct operation *operation, CK_BYTE *out, CK_ULONG *out_length) {
  CK_BYTE digest[DIGEST_MAX];
  CK_ULONG size = digest_size(operation->mechanism->hash);
  bool good = digest_finish(&operation->digest, digest);
  operation_end(operation);
  return good ? give_bytes(digest, size, out, out_length) : CKR_DEVICE_ERROR;
}

CK_RV do_C_Digest(CK_SESSION_HANDLE handle, CK_BYTE *in, CK_ULONG in_length, CK_BYTE *out, CK_ULONG *out_length) {
  struct operation *operation = &session_find(handle)->digest;
  CK_RV rv;
  if (!operation->active || operation->started) return CKR_OPERATION_NOT_INITIALIZED;
  if (!out_length || (in_length > 0 && !in)) {
    operation_end(operation);
    return CKR_ARGUMENTS_BAD;
  }
  if (give_length(digest_size(operation->mechanism->hash), out, out_length, &rv)) return rv;
  if (!digest_add(&operation->digest, in, in_length)) {
    operation_end(operation);
    return CKR_DEVICE_ERROR;
  }
  return finish(operation, out, out_length);
}

CK_RV do_C_DigestUpdate(CK_SESSION_HANDLE handle, CK_BYTE *in, CK_ULONG in_length) {
  struct operation *operation = &session_find(handle)->digest;
  if (!operation->active) return CKR_OPERATION_NOT_INITIALIZED;
  operation->started = true;
  bool valid = in || in_length == 0;
  if (valid && digest_add(&operation->digest, in, in_length)) return CKR_OK;
  operation_end(operation);
  return valid ? CKR_DEVICE_ERROR : CKR_ARGUMENTS_BAD;
}

CK_RV do_C_DigestFinal(CK_SESSION_HANDLE handle, CK_BYTE *out, CK_ULONG *out_length) {
  struct operation *operation = &session_find(handle)->digest;
  CK_RV rv;
  if (!operation->active) return CKR_OPERATION_NOT_INITIALIZED;
  if (!out_length) {
    operation_end(operation);
    return CKR_ARGUMENTS_BAD;
  }
  if (give_length(digest_size(operation->mechanism->hash), out, out_length, &rv)) return rv;
  return finish(operation, out, out_length);
}
