/* C_GenerateKeyPair and random numbers. */
#include <openssl/crypto.h>
#include <openssl/rand.h>
#include <string.h>

#include "functions.h"
#include "gate.h"
#include "gost.h"
#include "mechanisms.h"
#include "objects.h"
#include "rsa.h"
#include "rules.h"

/* A caller may name class and key type, but only the right ones. */
static bool agrees(const CK_ATTRIBUTE *template, CK_ULONG count, CK_ATTRIBUTE_TYPE type, CK_ULONG number) {
  CK_ULONG given = template_number(template, count, type);
  return given == CK_UNAVAILABLE_INFORMATION || given == number;
}

static CK_RV build(CK_OBJECT_CLASS class, const struct mechanism *mechanism, const CK_ATTRIBUTE *template, CK_ULONG count,
                   struct attributes *key) {
  if (count > 0 && !template) return CKR_ARGUMENTS_BAD;
  if (!agrees(template, count, CKA_CLASS, class) || !agrees(template, count, CKA_KEY_TYPE, mechanism->key_type))
    return CKR_TEMPLATE_INCONSISTENT;
  CK_RV rv = rules_build(class, mechanism->key_type, ORIGIN_GENERATE, template, count, key);
  if (rv != CKR_OK) return rv;
  bool good = attributes_set_number(key, CKA_CLASS, class) && attributes_set_number(key, CKA_KEY_TYPE, mechanism->key_type) &&
              attributes_set_flag(key, CKA_LOCAL, true) && attributes_set_number(key, CKA_KEY_GEN_MECHANISM, mechanism->type);
  if (good && class == CKO_PRIVATE_KEY)
    good = attributes_set_flag(key, CKA_ALWAYS_SENSITIVE, attributes_flag(key, CKA_SENSITIVE)) &&
           attributes_set_flag(key, CKA_NEVER_EXTRACTABLE, !attributes_flag(key, CKA_EXTRACTABLE));
  return good ? CKR_OK : CKR_HOST_MEMORY;
}

/* The private key gets the public one's parameters; if the caller gave both, they must be the same. */
static CK_RV share_parameters(const struct attributes *public_key, struct attributes *private_key) {
  static const CK_ATTRIBUTE_TYPE shared[] = {CKA_GOSTR3410_PARAMS, CKA_GOSTR3411_PARAMS, CKA_GOST28147_PARAMS};
  for (size_t i = 0; i < sizeof shared / sizeof *shared; i++) {
    const struct attribute *given = attributes_get(public_key, shared[i]);
    if (!given) continue;
    const CK_ATTRIBUTE wanted = {shared[i], given->value, given->length};
    if (attributes_get(private_key, shared[i]) && !attributes_match(private_key, &wanted)) return CKR_TEMPLATE_INCONSISTENT;
    if (!attributes_set(private_key, shared[i], given->value, given->length)) return CKR_HOST_MEMORY;
  }
  return CKR_OK;
}

static CK_RV generate_gost(const struct mechanism *mechanism, struct attributes *public_key, struct attributes *private_key) {
  const struct attribute *oid = attributes_get(public_key, CKA_GOSTR3410_PARAMS);
  const struct gost_curve *curve = gost_curve_find(oid->value, oid->length);
  if (!curve || 8 * gost_curve_size(curve) != mechanism->max_bits) return CKR_DOMAIN_PARAMS_INVALID;
  CK_RV rv = share_parameters(public_key, private_key);
  if (rv != CKR_OK) return rv;
  uint8_t d[GOST_MAX_SIZE], xy[2 * GOST_MAX_SIZE];
  size_t size = gost_curve_size(curve);
  bool good = gost_generate(curve, d, xy) && attributes_set(public_key, CKA_VALUE, xy, 2 * size) &&
              attributes_set(private_key, CKA_VALUE, d, size);
  OPENSSL_cleanse(d, sizeof d);
  return good ? CKR_OK : CKR_DEVICE_ERROR;
}

/* Both keys appear, or neither. */
static CK_RV add_pair(const struct session *session, struct attributes keys[2], CK_OBJECT_HANDLE handles[2]) {
  CK_RV rv = object_add(session, &keys[0], &handles[0]);
  if (rv != CKR_OK) return rv;
  rv = object_add(session, &keys[1], &handles[1]);
  if (rv == CKR_OK) return CKR_OK;
  struct object *public_key = object_find(session, handles[0]);
  if (public_key->owner == 0) object_unlink(public_key);
  object_delete(public_key);
  return rv;
}

CK_RV do_C_GenerateKeyPair(CK_SESSION_HANDLE handle, CK_MECHANISM *wanted, CK_ATTRIBUTE *public_template, CK_ULONG public_count,
                           CK_ATTRIBUTE *private_template, CK_ULONG private_count, CK_OBJECT_HANDLE *public_handle,
                           CK_OBJECT_HANDLE *private_handle) {
  if (!wanted || !public_handle || !private_handle) return CKR_ARGUMENTS_BAD;
  const struct session *session = session_find(handle);
  const struct mechanism *mechanism = mechanism_find(wanted->mechanism, CKF_GENERATE_KEY_PAIR);
  if (!mechanism) return CKR_MECHANISM_INVALID;
  if (wanted->ulParameterLen > 0) return CKR_MECHANISM_PARAM_INVALID;
  struct attributes keys[2] = {{0}, {0}};
  CK_OBJECT_HANDLE handles[2];
  CK_RV rv = build(CKO_PUBLIC_KEY, mechanism, public_template, public_count, &keys[0]);
  if (rv == CKR_OK) rv = build(CKO_PRIVATE_KEY, mechanism, private_template, private_count, &keys[1]);
  if (rv == CKR_OK) rv = object_may_write(session, &keys[0]);
  if (rv == CKR_OK) rv = object_may_write(session, &keys[1]);
  if (rv == CKR_OK)
    rv = mechanism->key_type == CKK_RSA ? rsa_generate(&keys[0], &keys[1]) : generate_gost(mechanism, &keys[0], &keys[1]);
  if (rv == CKR_OK) rv = add_pair(session, keys, handles);
  attributes_free(&keys[0]);
  attributes_free(&keys[1]);
  if (rv != CKR_OK) return rv;
  *public_handle = handles[0];
  *private_handle = handles[1];
  return CKR_OK;
}

CK_RV do_C_SeedRandom(CK_SESSION_HANDLE handle, CK_BYTE *seed, CK_ULONG length) {
  (void)handle;
  if (!seed || length > 1 << 20) return CKR_ARGUMENTS_BAD;
  RAND_add(seed, (int)length, 0); /* counted as no entropy at all: it only stirs */
  return CKR_OK;
}

CK_RV do_C_GenerateRandom(CK_SESSION_HANDLE handle, CK_BYTE *random, CK_ULONG length) {
  (void)handle;
  if (!random || length > 1 << 20) return CKR_ARGUMENTS_BAD;
  return length == 0 || RAND_bytes(random, (int)length) == 1 ? CKR_OK : CKR_DEVICE_ERROR;
}
