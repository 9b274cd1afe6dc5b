/* C_Digest…: vectors and the rules of operations. */
#include <stdio.h>

#include "harness.h"

static CK_SESSION_HANDLE session;

static CK_RV start(CK_MECHANISM_TYPE type) {
  CK_MECHANISM mechanism = {type, NULL, 0};
  return p11->C_DigestInit(session, &mechanism);
}

static void expect_hex(const CK_BYTE *bytes, CK_ULONG length, const char *hex) {
  char text[129] = "";
  for (CK_ULONG i = 0; i < length; i++) snprintf(text + 2 * i, 3, "%02x", bytes[i]);
  expect(strcmp(text, hex) == 0, __FILE__, __LINE__, "%s is %s", text, hex);
}

/* RFC 6986 section 10 prints digests from the last byte to the first; these are in the order of the bytes. SHA-256: FIPS 180-4. */
static void vectors(void) {
  static const struct {
    CK_MECHANISM_TYPE type;
    const char *message, *digest;
  } rows[] = {
      {CKM_GOSTR3411_12_512, "012345678901234567890123456789012345678901234567890123456789012",
       "1b54d01a4af5b9d5cc3d86d68d285462b19abc2475222f35c085122be4ba1ffa"
       "00ad30f8767b3a82384c6574f024c311e2a481332b08ef7f41797891c1646f48"},
      {CKM_GOSTR3411_12_256, "012345678901234567890123456789012345678901234567890123456789012",
       "9d151eefd8590b89daa6ba6cb74af9275dd051026bb149a452fd84e5e57b5500"},
      {CKM_GOSTR3411_12_512, "",
       "8e945da209aa869f0455928529bcae4679e9873ab707b55315f56ceb98bef0a7"
       "362f715528356ee83cda5f2aac4c6ad2ba3a715c1bcd81cb8e9f90bf4c1c1a8a"},
      {CKM_SHA256, "abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
  };
  blank_token(0, "");
  load();
  OK(p11->C_Initialize(NULL));
  session = open_session(RO);
  for (size_t i = 0; i < COUNT(rows); i++) {
    CK_BYTE digest[64];
    CK_ULONG length = sizeof digest;
    OK(start(rows[i].type));
    OK(p11->C_Digest(session, (CK_BYTE *)(uintptr_t)rows[i].message, strlen(rows[i].message), digest, &length));
    expect_hex(digest, length, rows[i].digest);
  }
}

/* Every split of messages around the block size gives the digest of the whole. */
static void parts(void) {
  static const CK_MECHANISM_TYPE types[] = {CKM_GOSTR3411_12_512, CKM_GOSTR3411_12_256, CKM_SHA256};
  CK_BYTE message[200], whole[64], split[64];
  CK_ULONG whole_length, split_length;
  blank_token(0, "");
  load();
  OK(p11->C_Initialize(NULL));
  session = open_session(RO);
  memset(message, 0xff, sizeof message); /* carries all the way through the sum of blocks */
  for (size_t i = 0; i < 3 * sizeof message; i++) {
    CK_ULONG cut = i % sizeof message;
    whole_length = split_length = sizeof whole;
    OK(start(types[i / sizeof message]));
    OK(p11->C_Digest(session, message, sizeof message, whole, &whole_length));
    OK(start(types[i / sizeof message]));
    OK(p11->C_DigestUpdate(session, message, cut));
    OK(p11->C_DigestUpdate(session, message + cut, sizeof message - cut));
    OK(p11->C_DigestFinal(session, split, &split_length));
    SAME(whole, whole_length, split, split_length);
  }
}

static void rules(void) {
  CK_BYTE digest[64], oid[] = {6, 8, 0x2a, 0x85, 3, 7, 1, 1, 2, 3};
  CK_ULONG length = 0;
  blank_token(0, "");
  load();
  OK(p11->C_Initialize(NULL));
  session = open_session(RO);
  IS(CKR_OPERATION_NOT_INITIALIZED, p11->C_Digest(session, digest, 1, digest, &length));
  IS(CKR_MECHANISM_INVALID, start(CKM_RSA_PKCS));
  OK(start(CKM_SHA256));
  IS(CKR_OPERATION_ACTIVE, start(CKM_SHA256));
  OK(p11->C_Digest(session, digest, 1, NULL, &length)); /* asks the length */
  TRUE(length == 32);
  length = 31;
  IS(CKR_BUFFER_TOO_SMALL, p11->C_Digest(session, digest, 1, digest, &length));
  TRUE(length == 32);
  OK(p11->C_Digest(session, digest, 1, digest, &length)); /* still active; input and output may be the same */
  IS(CKR_OPERATION_NOT_INITIALIZED, p11->C_DigestFinal(session, digest, &length));
  OK(start(CKM_SHA256));
  OK(p11->C_DigestUpdate(session, digest, 1));
  IS(CKR_OPERATION_NOT_INITIALIZED, p11->C_Digest(session, digest, 1, digest, &length)); /* in parts, then at once */
  length = 32;
  OK(p11->C_DigestFinal(session, digest, &length));
  CK_MECHANISM with_oid = {CKM_GOSTR3411_12_512, oid, sizeof oid}, with_rubbish = {CKM_SHA256, oid, sizeof oid};
  IS(CKR_MECHANISM_PARAM_INVALID, p11->C_DigestInit(session, &with_rubbish));
  OK(p11->C_DigestInit(session, &with_oid)); /* Rutoken's samples give the object identifier of the hash */
  IS(CKR_ARGUMENTS_BAD, p11->C_DigestUpdate(session, NULL, 5));
  IS(CKR_OPERATION_NOT_INITIALIZED, p11->C_DigestUpdate(session, digest, 1)); /* errors end it */
}

const struct check digest_checks[] = {
    {"digests: vectors of the standards", vectors},
    {"digests: in parts as at once", parts},
    {"digests: operations", rules},
    {0},
};
