#include "mechanisms.h"

#include <stdbool.h>
#include <stddef.h>

#include "functions.h"
#include "gate.h"
#include "module.h"

#define SIGNS (CKF_HW | CKF_SIGN | CKF_VERIFY)
#define MAKES_KEYS (CKF_HW | CKF_GENERATE_KEY_PAIR)
#define DIGESTS (CKF_HW | CKF_DIGEST)
#define NO_KEY CK_UNAVAILABLE_INFORMATION

static const struct mechanism mechanisms[] = {
    {CKM_RSA_PKCS_KEY_PAIR_GEN, CKK_RSA, HASH_NONE, 2048, 4096, MAKES_KEYS},
    {CKM_SHA256_RSA_PKCS, CKK_RSA, HASH_SHA256, 2048, 4096, SIGNS},
    {CKM_RSA_PKCS, CKK_RSA, HASH_NONE, 2048, 4096, SIGNS},
    {CKM_SHA256, NO_KEY, HASH_SHA256, 0, 0, DIGESTS},
    {CKM_GOSTR3410_KEY_PAIR_GEN, CKK_GOSTR3410, HASH_NONE, 256, 256, MAKES_KEYS},
    {CKM_GOSTR3410, CKK_GOSTR3410, HASH_NONE, 256, 256, SIGNS},
    {CKM_GOSTR3410_WITH_GOSTR3411_12_256, CKK_GOSTR3410, HASH_STREEBOG256, 256, 256, SIGNS},
    {CKM_GOSTR3410_512_KEY_PAIR_GEN, CKK_GOSTR3410_512, HASH_NONE, 512, 512, MAKES_KEYS},
    {CKM_GOSTR3410_512, CKK_GOSTR3410_512, HASH_NONE, 512, 512, SIGNS},
    {CKM_GOSTR3410_WITH_GOSTR3411_12_512, CKK_GOSTR3410_512, HASH_STREEBOG512, 512, 512, SIGNS},
    {CKM_GOSTR3411_12_256, NO_KEY, HASH_STREEBOG256, 0, 0, DIGESTS},
    {CKM_GOSTR3411_12_512, NO_KEY, HASH_STREEBOG512, 0, 0, DIGESTS},
};
#define MECHANISM_COUNT (sizeof mechanisms / sizeof *mechanisms)

const struct mechanism *mechanism_find(CK_MECHANISM_TYPE type, CK_FLAGS use) {
  for (size_t i = 0; i < MECHANISM_COUNT; i++) {
    if (mechanisms[i].type == type && mechanisms[i].flags & use) return &mechanisms[i];
  }
  return NULL;
}

CK_RV mechanism_check_parameter(const CK_MECHANISM *mechanism) {
  const CK_BYTE *oid = mechanism->pParameter;
  CK_ULONG length = mechanism->ulParameterLen;
  if (length == 0) return CKR_OK;
  /* GOST mechanisms may name the parameters of the hash, of which these hashes have only one set (section on GOST R 34.11). */
  bool gost = (mechanism->mechanism & CK_VENDOR_TC26) == CK_VENDOR_TC26;
  bool is_oid = oid && length >= 2 && length < 32 && oid[0] == 0x06 && oid[1] == length - 2;
  return gost && is_oid ? CKR_OK : CKR_MECHANISM_PARAM_INVALID;
}

CK_RV do_C_GetMechanismList(CK_SLOT_ID id, CK_MECHANISM_TYPE *list, CK_ULONG *count) {
  if (!count) return CKR_ARGUMENTS_BAD;
  if (!slot_find(id)->now.present) return CKR_TOKEN_NOT_PRESENT;
  CK_MECHANISM_TYPE types[MECHANISM_COUNT];
  for (size_t i = 0; i < MECHANISM_COUNT; i++) types[i] = mechanisms[i].type;
  return give_list(types, MECHANISM_COUNT, list, count);
}

CK_RV do_C_GetMechanismInfo(CK_SLOT_ID id, CK_MECHANISM_TYPE type, CK_MECHANISM_INFO *info) {
  if (!info) return CKR_ARGUMENTS_BAD;
  if (!slot_find(id)->now.present) return CKR_TOKEN_NOT_PRESENT;
  const struct mechanism *mechanism = mechanism_find(type, CKF_HW);
  if (!mechanism) return CKR_MECHANISM_INVALID;
  *info = (CK_MECHANISM_INFO){mechanism->min_bits, mechanism->max_bits, mechanism->flags};
  return CKR_OK;
}
