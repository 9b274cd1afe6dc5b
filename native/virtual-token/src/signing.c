#include "signing.h"

#include "gate.h"
#include "objects.h"
#include "pin.h"

/* Private keys work only for the user, and with a PIN that has to be changed not at all if the token is that strict (section 5.5). */
static CK_RV require_user(const struct session *session) {
  if (session->slot->login != LOGIN_USER) return CKR_USER_NOT_LOGGED_IN;
  bool expired = token_flag(session->slot, "expired-pin-blocks") && pin_status(session->slot, ROLE_USER).to_be_changed;
  return expired ? CKR_PIN_EXPIRED : CKR_OK;
}

static bool asks_every_time(const struct object *key) {
  return attributes_flag(&key->attributes, CKA_ALWAYS_AUTHENTICATE) || effects_now()->always_authenticate ||
         token_flag(key->slot, "always-authenticate");
}

static CK_RV check_key(const struct object *key, const struct mechanism *mechanism, CK_FLAGS use) {
  bool signs = use == CKF_SIGN;
  if (!key) return CKR_KEY_HANDLE_INVALID;
  if (object_class(key) != (signs ? CKO_PRIVATE_KEY : CKO_PUBLIC_KEY)) return CKR_KEY_FUNCTION_NOT_PERMITTED;
  if (object_key_type(key) != mechanism->key_type) return CKR_KEY_TYPE_INCONSISTENT;
  return attributes_flag(&key->attributes, signs ? CKA_SIGN : CKA_VERIFY) ? CKR_OK : CKR_KEY_FUNCTION_NOT_PERMITTED;
}

CK_RV operation_start(struct session *session, struct operation *operation, const CK_MECHANISM *wanted, CK_OBJECT_HANDLE handle,
                      CK_FLAGS use) {
  if (!wanted) return CKR_ARGUMENTS_BAD;
  if (operation->active) return CKR_OPERATION_ACTIVE;
  const struct mechanism *mechanism = mechanism_find(wanted->mechanism, use);
  if (!mechanism) return CKR_MECHANISM_INVALID;
  const struct object *key = object_find(session, handle);
  CK_RV rv = check_key(key, mechanism, use);
  if (rv == CKR_OK && use == CKF_SIGN) rv = require_user(session);
  if (rv == CKR_OK) rv = mechanism_check_parameter(wanted);
  if (rv != CKR_OK) return rv;
  if (!digest_start(&operation->digest, mechanism->hash)) return CKR_HOST_MEMORY;
  operation->active = true;
  operation->mechanism = mechanism;
  operation->key = handle;
  operation->authenticated = use != CKF_SIGN || !asks_every_time(key);
  return CKR_OK;
}

static CK_RV may_update(const struct operation *operation, const CK_BYTE *in, CK_ULONG in_length) {
  if (in_length > 0 && !in) return CKR_ARGUMENTS_BAD;
  if (!operation->authenticated) return CKR_USER_NOT_LOGGED_IN;
  /* Current Mechanisms: CKM_RSA_PKCS and CKM_GOSTR3410 are for single-part operations only. */
  return operation->mechanism->hash == HASH_NONE ? CKR_FUNCTION_NOT_SUPPORTED : CKR_OK;
}

CK_RV operation_update(struct operation *operation, const CK_BYTE *in, CK_ULONG in_length) {
  if (!operation->active) return CKR_OPERATION_NOT_INITIALIZED;
  CK_RV rv = may_update(operation, in, in_length);
  if (rv == CKR_OK && !digest_add(&operation->digest, in, in_length)) rv = CKR_DEVICE_ERROR;
  operation->started = true;
  if (rv != CKR_OK) operation_end(operation);
  return rv;
}

CK_RV operation_material(struct operation *operation, const CK_BYTE *in, CK_ULONG in_length, struct material *material) {
  enum hash hash = operation->mechanism->hash;
  material->data = in;
  material->length = in_length;
  if (hash == HASH_NONE) return operation->started ? CKR_FUNCTION_NOT_SUPPORTED : CKR_OK;
  if (in_length > 0 && !digest_add(&operation->digest, in, in_length)) return CKR_DEVICE_ERROR;
  material->data = material->digest;
  material->length = digest_size(hash);
  return digest_finish(&operation->digest, material->digest) ? CKR_OK : CKR_DEVICE_ERROR;
}
