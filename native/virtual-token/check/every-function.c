#include "every-function.h"

#include "harness.h"

#define ADD(about, name, args) outcomes[n++] = (struct outcome){#name, SUBJECT_##about, p11->name args};

static int call_general(CK_SLOT_ID slot, CK_SESSION_HANDLE s, struct outcome *outcomes) {
  int n = 0;
  ADD(LIBRARY, C_GetInfo, (NULL))
  ADD(LIBRARY, C_GetSlotList, (CK_FALSE, NULL, NULL))
  ADD(LIBRARY, C_WaitForSlotEvent, (CKF_DONT_BLOCK, NULL, NULL))
  ADD(SLOT, C_GetSlotInfo, (slot, NULL))
  ADD(SLOT, C_GetTokenInfo, (slot, NULL))
  ADD(SLOT, C_GetMechanismList, (slot, NULL, NULL))
  ADD(SLOT, C_GetMechanismInfo, (slot, CKM_RSA_PKCS, NULL))
  ADD(SLOT, C_InitToken, (slot, NULL, 0, NULL))
  ADD(SLOT, C_OpenSession, (slot, 0, NULL, NULL, NULL))
  ADD(SESSION, C_InitPIN, (s, NULL, 0))
  ADD(SESSION, C_SetPIN, (s, NULL, 0, NULL, 0))
  ADD(SESSION, C_GetSessionInfo, (s, NULL))
  ADD(SESSION, C_GetOperationState, (s, NULL, NULL))
  ADD(SESSION, C_SetOperationState, (s, NULL, 0, 0, 0))
  ADD(SESSION, C_Login, (s, 99, NULL, 0))
  ADD(SESSION, C_Logout, (s))
  ADD(SESSION, C_CreateObject, (s, NULL, 1, NULL))
  ADD(SESSION, C_CopyObject, (s, 0, NULL, 0, NULL))
  ADD(SESSION, C_DestroyObject, (s, 0))
  ADD(SESSION, C_GetObjectSize, (s, 0, NULL))
  ADD(SESSION, C_GetAttributeValue, (s, 0, NULL, 1))
  ADD(SESSION, C_SetAttributeValue, (s, 0, NULL, 1))
  ADD(SESSION, C_FindObjectsInit, (s, NULL, 1))
  ADD(SESSION, C_FindObjects, (s, NULL, 1, NULL))
  ADD(SESSION, C_FindObjectsFinal, (s))
  return n;
}

static int call_cryptographic(CK_SESSION_HANDLE s, struct outcome *outcomes) {
  int n = 0;
  ADD(SESSION, C_EncryptInit, (s, NULL, 0))
  ADD(SESSION, C_Encrypt, (s, NULL, 0, NULL, NULL))
  ADD(SESSION, C_EncryptUpdate, (s, NULL, 0, NULL, NULL))
  ADD(SESSION, C_EncryptFinal, (s, NULL, NULL))
  ADD(SESSION, C_DecryptInit, (s, NULL, 0))
  ADD(SESSION, C_Decrypt, (s, NULL, 0, NULL, NULL))
  ADD(SESSION, C_DecryptUpdate, (s, NULL, 0, NULL, NULL))
  ADD(SESSION, C_DecryptFinal, (s, NULL, NULL))
  ADD(SESSION, C_DigestInit, (s, NULL))
  ADD(SESSION, C_Digest, (s, NULL, 1, NULL, NULL))
  ADD(SESSION, C_DigestUpdate, (s, NULL, 1))
  ADD(SESSION, C_DigestKey, (s, 0))
  ADD(SESSION, C_DigestFinal, (s, NULL, NULL))
  ADD(SESSION, C_SignInit, (s, NULL, 0))
  ADD(SESSION, C_Sign, (s, NULL, 1, NULL, NULL))
  ADD(SESSION, C_SignUpdate, (s, NULL, 1))
  ADD(SESSION, C_SignFinal, (s, NULL, NULL))
  ADD(SESSION, C_SignRecoverInit, (s, NULL, 0))
  ADD(SESSION, C_SignRecover, (s, NULL, 0, NULL, NULL))
  ADD(SESSION, C_VerifyInit, (s, NULL, 0))
  ADD(SESSION, C_Verify, (s, NULL, 1, NULL, 0))
  ADD(SESSION, C_VerifyUpdate, (s, NULL, 1))
  ADD(SESSION, C_VerifyFinal, (s, NULL, 0))
  ADD(SESSION, C_VerifyRecoverInit, (s, NULL, 0))
  ADD(SESSION, C_VerifyRecover, (s, NULL, 0, NULL, NULL))
  ADD(SESSION, C_DigestEncryptUpdate, (s, NULL, 0, NULL, NULL))
  ADD(SESSION, C_DecryptDigestUpdate, (s, NULL, 0, NULL, NULL))
  ADD(SESSION, C_SignEncryptUpdate, (s, NULL, 0, NULL, NULL))
  ADD(SESSION, C_DecryptVerifyUpdate, (s, NULL, 0, NULL, NULL))
  ADD(SESSION, C_GenerateKey, (s, NULL, NULL, 0, NULL))
  ADD(SESSION, C_GenerateKeyPair, (s, NULL, NULL, 0, NULL, 0, NULL, NULL))
  ADD(SESSION, C_WrapKey, (s, NULL, 0, 0, NULL, NULL))
  ADD(SESSION, C_UnwrapKey, (s, NULL, 0, NULL, 0, NULL, 0, NULL))
  ADD(SESSION, C_DeriveKey, (s, NULL, 0, NULL, 0, NULL))
  ADD(SESSION, C_SeedRandom, (s, NULL, 0))
  ADD(SESSION, C_GenerateRandom, (s, NULL, 0))
  ADD(SESSION, C_GetFunctionStatus, (s))
  ADD(SESSION, C_CancelFunction, (s))
  return n;
}

/* The two that close sessions come last. */
int call_every_function(CK_SLOT_ID slot, CK_SESSION_HANDLE s, struct outcome *outcomes) {
  int n = call_general(slot, s, outcomes);
  n += call_cryptographic(s, outcomes + n);
  ADD(SESSION, C_CloseSession, (s))
  ADD(SLOT, C_CloseAllSessions, (slot))
  return n;
}
