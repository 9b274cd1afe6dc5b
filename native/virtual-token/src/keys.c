#include "keys.h"

#include <openssl/crypto.h>
#include <string.h>

#include "gost.h"
#include "objects.h"
#include "rsa.h"

static const struct gost_curve *curve_of(const struct attributes *key) {
  const struct attribute *oid = attributes_get(key, CKA_GOSTR3410_PARAMS);
  return oid ? gost_curve_find(oid->value, oid->length) : NULL;
}

static size_t gost_key_size(CK_KEY_TYPE key_type) { return key_type == CKK_GOSTR3410_512 ? 64 : 32; }

static CK_RV check_gost(const struct attributes *key, CK_KEY_TYPE key_type) {
  const struct gost_curve *curve = curve_of(key);
  const struct attribute *value = attributes_get(key, CKA_VALUE);
  uint8_t xy[2 * GOST_MAX_SIZE];
  if (!value || !curve || gost_curve_size(curve) != gost_key_size(key_type)) return CKR_DOMAIN_PARAMS_INVALID;
  bool is_private = attributes_number(key, CKA_CLASS) == CKO_PRIVATE_KEY;
  if (value->length != gost_curve_size(curve) * (is_private ? 1 : 2)) return CKR_ATTRIBUTE_VALUE_INVALID;
  bool good = is_private ? gost_public(curve, value->value, xy) : gost_point_valid(curve, value->value);
  return good ? CKR_OK : CKR_ATTRIBUTE_VALUE_INVALID;
}

CK_RV key_check(struct attributes *key) {
  CK_KEY_TYPE key_type = attributes_number(key, CKA_KEY_TYPE);
  if (key_type != CKK_RSA) return check_gost(key, key_type);
  if (!rsa_check(key)) return CKR_ATTRIBUTE_VALUE_INVALID;
  if (attributes_number(key, CKA_CLASS) == CKO_PRIVATE_KEY) return CKR_OK;
  return attributes_set_number(key, CKA_MODULUS_BITS, rsa_bits(key)) ? CKR_OK : CKR_HOST_MEMORY;
}

CK_ULONG key_signature_size(const struct object *key) {
  if (object_key_type(key) == CKK_RSA) return (rsa_bits(&key->attributes) + 7) / 8;
  return 2 * gost_key_size(object_key_type(key));
}

static enum signature_order order_of(const struct slot *slot) {
  char name[16];
  enum signature_order order = ORDER_DEFAULT;
  token_text(slot, "signature-order", "", name, sizeof name);
  if (*name && !gost_order_parse(name, &order)) complain("slot%lu: unknown signature-order in token.conf", slot->id);
  return order;
}

/* The curve, once the value is known to have its length; NULL with the reason in `rv` otherwise. */
static const struct gost_curve *gost_ready(const struct object *key, size_t length, CK_RV *rv) {
  const struct gost_curve *curve = curve_of(&key->attributes);
  *rv = !curve ? CKR_DEVICE_ERROR : length != gost_curve_size(curve) ? CKR_DATA_LEN_RANGE : CKR_OK;
  return *rv == CKR_OK ? curve : NULL;
}

CK_RV key_sign(const struct object *key, const struct mechanism *mechanism, const uint8_t *data, size_t length, uint8_t *signature) {
  if (mechanism->key_type == CKK_RSA) return rsa_sign(&key->attributes, mechanism->hash, data, length, signature);
  CK_RV rv;
  const struct gost_curve *curve = gost_ready(key, length, &rv);
  if (!curve) return rv;
  const struct attribute *d = attributes_get(&key->attributes, CKA_VALUE);
  return gost_sign(curve, d->value, data, order_of(key->slot), signature) ? CKR_OK : CKR_DEVICE_ERROR;
}

CK_RV key_verify(const struct object *key, const struct mechanism *mechanism, const uint8_t *data, size_t length,
                 const uint8_t *signature, size_t signature_length) {
  if (signature_length != key_signature_size(key)) return CKR_SIGNATURE_LEN_RANGE;
  if (mechanism->key_type == CKK_RSA)
    return rsa_verify(&key->attributes, mechanism->hash, data, length, signature, signature_length);
  CK_RV rv;
  const struct gost_curve *curve = gost_ready(key, length, &rv);
  if (!curve) return rv;
  const struct attribute *xy = attributes_get(&key->attributes, CKA_VALUE);
  return gost_verify(curve, xy->value, data, order_of(key->slot), signature) ? CKR_OK : CKR_SIGNATURE_INVALID;
}
