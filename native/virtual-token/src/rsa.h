/* RSASSA-PKCS1-v1_5 (RFC 8017) with keys that are PKCS#11 attributes: big-endian numbers without padding. */
#ifndef TANBA_RSA_H
#define TANBA_RSA_H

#include "attributes.h"
#include "digest.h"

#define RSA_MIN_BITS 2048
#define RSA_MAX_BITS 4096

/* Bits of CKA_MODULUS. */
CK_ULONG rsa_bits(const struct attributes *key);
/* Whether numbers make a key: for a private one, that its signature verifies. */
bool rsa_check(const struct attributes *key);

/*
 * `data` is a DigestInfo (HASH_NONE) or a digest, to which the DigestInfo of the hash is added. CKR_DATA_LEN_RANGE if it does not fit
 * the modulus. The signature has as many bytes as the modulus.
 */
CK_RV rsa_sign(const struct attributes *key, enum hash hash, const uint8_t *data, size_t length, uint8_t *signature);
CK_RV rsa_verify(const struct attributes *key, enum hash hash, const uint8_t *data, size_t length, const uint8_t *signature,
                 size_t signature_length);

/* Fills both keys. The public one brings CKA_MODULUS_BITS and, if wanted, CKA_PUBLIC_EXPONENT (else 65537). */
CK_RV rsa_generate(struct attributes *public_key, struct attributes *private_key);

#endif
