/* The mechanisms of this token, as data. */
#ifndef TANBA_MECHANISMS_H
#define TANBA_MECHANISMS_H

#include "digest.h"
#include "pkcs11.h"

struct mechanism {
  CK_MECHANISM_TYPE type;
  CK_KEY_TYPE key_type; /* CK_UNAVAILABLE_INFORMATION for digests */
  enum hash hash;       /* HASH_NONE: signs what it is given, in one part only */
  CK_ULONG min_bits, max_bits;
  CK_FLAGS flags;
};

/* NULL if the token has no such mechanism for that use (one CKF_ flag). */
const struct mechanism *mechanism_find(CK_MECHANISM_TYPE type, CK_FLAGS use);

/* CKR_MECHANISM_PARAM_INVALID unless the parameter is empty or, for GOST mechanisms, a DER object identifier. */
CK_RV mechanism_check_parameter(const CK_MECHANISM *mechanism);

#endif
