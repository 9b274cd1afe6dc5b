/* What the key families have in common: sizes, signing and verifying with an object. */
#ifndef TANBA_KEYS_H
#define TANBA_KEYS_H

#include "mechanisms.h"
#include "module.h"

#define SIGNATURE_MAX 512 /* RSA-4096 */

/* Bytes of a signature of this key. */
CK_ULONG key_signature_size(const struct object *key);

/* `data` is a digest of the mechanism's hash, or for raw mechanisms what the caller gave. CKR_DATA_LEN_RANGE if its length is wrong. */
CK_RV key_sign(const struct object *key, const struct mechanism *mechanism, const uint8_t *data, size_t length, uint8_t *signature);
CK_RV key_verify(const struct object *key, const struct mechanism *mechanism, const uint8_t *data, size_t length,
                 const uint8_t *signature, size_t signature_length);

#endif
