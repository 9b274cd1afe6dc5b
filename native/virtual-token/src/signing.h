/* What C_Sign… and C_Verify… share. */
#ifndef TANBA_SIGNING_H
#define TANBA_SIGNING_H

#include "keys.h"
#include "module.h"

/* Checks mechanism, key and parameter for one use (CKF_SIGN with CKA_SIGN, …) and makes the operation active. */
CK_RV operation_start(struct session *session, struct operation *operation, const CK_MECHANISM *wanted, CK_OBJECT_HANDLE key,
                      CK_FLAGS use);
/* Feeds a multi-part operation. Ends it on every failure, as the standard has it. */
CK_RV operation_update(struct operation *operation, const CK_BYTE *in, CK_ULONG in_length);

/* What is signed at last: a digest, or the caller's own data for raw mechanisms. */
struct material {
  CK_BYTE digest[DIGEST_MAX];
  const CK_BYTE *data;
  size_t length;
};
/* From one part (in), or from what C_…Update collected (in == NULL and operation->started). */
CK_RV operation_material(struct operation *operation, const CK_BYTE *in, CK_ULONG in_length, struct material *material);

#endif
