/*
 * GOST R 34.10-2012 / 34.10-2001 signatures over libcrypto's big numbers and curve points.
 * Byte orders: private key d, public key X ‖ Y and digests are little-endian, as in the key objects of PKCS#11 and in certificates.
 */
#ifndef TANBA_GOST_H
#define TANBA_GOST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define GOST_MAX_SIZE 64 /* bytes of one coordinate of the largest curve */

struct gost_curve;

/* Order of the halves of a signature, and of the bytes within each. */
enum signature_order { ORDER_SR_BE, ORDER_SR_LE, ORDER_RS_BE, ORDER_RS_LE, ORDER_COUNT };

/*
 * PKCS#11 Current Mechanisms 2.40 (GOST R 34.10-2001 signatures) wants s ‖ r', both big-endian, as RFC 4491 does and as Rutoken's
 * library answers; so that is what a token without the setting does.
 */
#define ORDER_DEFAULT ORDER_SR_BE

/* "rs-le" and so on; false if unknown. */
bool gost_order_parse(const char *name, enum signature_order *order);

/* The curve named by a DER object identifier (CKA_GOSTR3410_PARAMS), Russian or Kazakh, or NULL. */
const struct gost_curve *gost_curve_find(const uint8_t *oid, size_t length);
/* Bytes of a coordinate, of d, of a digest and of half a signature: 32 or 64. */
size_t gost_curve_size(const struct gost_curve *curve);

/* All answer false when a number is out of range (d, r, s not in [1, q-1], a point not on the curve) or memory fails. */
bool gost_generate(const struct gost_curve *curve, uint8_t *d, uint8_t *xy);
bool gost_public(const struct gost_curve *curve, const uint8_t *d, uint8_t *xy);
bool gost_point_valid(const struct gost_curve *curve, const uint8_t *xy);
bool gost_sign(const struct gost_curve *curve, const uint8_t *d, const uint8_t *digest, enum signature_order order, uint8_t *signature);
bool gost_verify(const struct gost_curve *curve, const uint8_t *xy, const uint8_t *digest, enum signature_order order,
                 const uint8_t *signature);

/* Frees what the curves keep between calls. */
void gost_cleanup(void);

#endif
