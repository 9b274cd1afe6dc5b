/* Key generation, C_Sign…, C_Verify…. That other programs accept the signatures is checked by virtual-token.test.ts. */
#include <fcntl.h>
#include <stdio.h>

#include "harness.h"

static CK_SESSION_HANDLE session;

static CK_RV start_sign(CK_MECHANISM_TYPE type, CK_OBJECT_HANDLE key) {
  CK_MECHANISM mechanism = {type, NULL, 0};
  return p11->C_SignInit(session, &mechanism, key);
}

static CK_RV verify(CK_MECHANISM_TYPE type, CK_OBJECT_HANDLE key, CK_BYTE *data, CK_ULONG length, CK_BYTE *signature, CK_ULONG size) {
  CK_MECHANISM mechanism = {type, NULL, 0};
  OK(p11->C_VerifyInit(session, &mechanism, key));
  return p11->C_Verify(session, data, length, signature, size);
}

/* Signs at once, in two parts if the mechanism hashes, and sees that a changed bit is noticed. */
static void sign_and_verify(CK_MECHANISM_TYPE type, struct pair pair, CK_ULONG length, bool in_parts, CK_ULONG size) {
  CK_BYTE data[300] = "some data", signature[512];
  CK_ULONG got = 0;
  OK(start_sign(type, pair.private_key));
  OK(p11->C_Sign(session, data, length, NULL, &got));
  TRUE(got == size);
  got = size - 1;
  IS(CKR_BUFFER_TOO_SMALL, p11->C_Sign(session, data, length, signature, &got));
  TRUE(got == size);
  OK(p11->C_Sign(session, data, length, signature, &got));
  IS(CKR_OPERATION_NOT_INITIALIZED, p11->C_Sign(session, data, length, signature, &got));
  OK(verify(type, pair.public_key, data, length, signature, got));
  signature[5] ^= 1;
  IS(CKR_SIGNATURE_INVALID, verify(type, pair.public_key, data, length, signature, got));
  IS(CKR_SIGNATURE_LEN_RANGE, verify(type, pair.public_key, data, length, signature, got - 1));
  if (!in_parts) return;
  CK_MECHANISM mechanism = {type, NULL, 0};
  OK(start_sign(type, pair.private_key));
  OK(p11->C_SignUpdate(session, data, 7));
  IS(CKR_OPERATION_NOT_INITIALIZED, p11->C_Sign(session, data, length, signature, &got));
  OK(p11->C_SignUpdate(session, data + 7, length - 7));
  OK(p11->C_SignFinal(session, signature, &got));
  OK(verify(type, pair.public_key, data, length, signature, got));
  OK(p11->C_VerifyInit(session, &mechanism, pair.public_key));
  OK(p11->C_VerifyUpdate(session, data, 9));
  OK(p11->C_VerifyUpdate(session, data + 9, length - 9));
  OK(p11->C_VerifyFinal(session, signature, got));
}

static void rsa(void) {
  ready_token(0, "");
  session = user_session();
  struct pair pair = make_rsa(session);
  sign_and_verify(CKM_RSA_PKCS, pair, 35, false, 256);
  sign_and_verify(CKM_SHA256_RSA_PKCS, pair, 300, true, 256);
  CK_BYTE data[246] = {0}, signature[256];
  CK_ULONG size = sizeof signature;
  OK(start_sign(CKM_RSA_PKCS, pair.private_key));
  IS(CKR_DATA_LEN_RANGE, p11->C_Sign(session, data, 246, signature, &size)); /* 256 - 11 is the most that padding leaves */
  OK(start_sign(CKM_RSA_PKCS, pair.private_key));
  OK(p11->C_Sign(session, data, 245, signature, &size));
  OK(verify(CKM_RSA_PKCS, pair.public_key, data, 245, signature, size));
}

static void gost(void) {
  ready_token(0, "");
  session = user_session();
  struct pair small = make_gost(session, false), large = make_gost(session, true);
  sign_and_verify(CKM_GOSTR3410, small, 32, false, 64);
  sign_and_verify(CKM_GOSTR3410_WITH_GOSTR3411_12_256, small, 300, true, 64);
  sign_and_verify(CKM_GOSTR3410_512, large, 64, false, 128);
  sign_and_verify(CKM_GOSTR3410_WITH_GOSTR3411_12_512, large, 300, true, 128);
  CK_BYTE digest[64] = {0}, signature[128];
  CK_ULONG size = sizeof signature;
  sign_and_verify(CKM_GOSTR3410_512, large, 64, false, 128);
  OK(start_sign(CKM_GOSTR3410_512, large.private_key));
  OK(p11->C_Sign(session, digest, 64, signature, &size)); /* a digest of zero counts as one */
  OK(verify(CKM_GOSTR3410_512, large.public_key, digest, 64, signature, size));
  OK(start_sign(CKM_GOSTR3410_512, large.private_key));
  IS(CKR_DATA_LEN_RANGE, p11->C_Sign(session, digest, 32, signature, &size));
  memset(signature, 0, sizeof signature); /* r and s of zero, and beyond q */
  IS(CKR_SIGNATURE_INVALID, verify(CKM_GOSTR3410_512, large.public_key, digest, 64, signature, 128));
  memset(signature, 0xff, sizeof signature);
  IS(CKR_SIGNATURE_INVALID, verify(CKM_GOSTR3410_512, large.public_key, digest, 64, signature, 128));
}

static void reverse(CK_BYTE *bytes, size_t length) {
  for (size_t i = 0; i < length / 2; i++) {
    CK_BYTE byte = bytes[i];
    bytes[i] = bytes[length - 1 - i];
    bytes[length - 1 - i] = byte;
  }
}

/* The signature of a token in one order, rewritten by hand, is good on the same token in another. */
static void byte_orders(void) {
  CK_BYTE digest[64] = {7}, signature[128], half[64];
  CK_ULONG size = sizeof signature;
  ready_token(0, "");
  session = user_session();
  struct pair pair = make_gost(session, true);
  OK(start_sign(CKM_GOSTR3410_512, pair.private_key));
  OK(p11->C_Sign(session, digest, 64, signature, &size)); /* s then r, big-endian, by default */
  put("slot0/token/token.conf", "signature-order = sr-be\n");
  OK(verify(CKM_GOSTR3410_512, pair.public_key, digest, 64, signature, size));
  reverse(signature, 128);
  put("slot0/token/token.conf", "signature-order = rs-le\n");
  OK(verify(CKM_GOSTR3410_512, pair.public_key, digest, 64, signature, size));
  reverse(signature, 64);
  reverse(signature + 64, 64);
  IS(CKR_SIGNATURE_INVALID, verify(CKM_GOSTR3410_512, pair.public_key, digest, 64, signature, size));
  put("slot0/token/token.conf", "signature-order = rs-be\n");
  OK(verify(CKM_GOSTR3410_512, pair.public_key, digest, 64, signature, size));
  memcpy(half, signature, 64);
  memmove(signature, signature + 64, 64);
  memcpy(signature + 64, half, 64);
  reverse(signature, 64);
  reverse(signature + 64, 64);
  put("slot0/token/token.conf", "signature-order = sr-le\n");
  OK(verify(CKM_GOSTR3410_512, pair.public_key, digest, 64, signature, size));
}

static void refusals(void) {
  CK_BYTE data[32] = {0}, signature[64];
  CK_ULONG size = sizeof signature;
  ready_token(0, "");
  session = user_session();
  struct pair pair = make_gost(session, false);
  CK_MECHANISM with_parameter = {CKM_GOSTR3410, data, sizeof data};
  IS(CKR_ARGUMENTS_BAD, p11->C_SignInit(session, NULL, pair.private_key));
  IS(CKR_MECHANISM_INVALID, start_sign(0x4711, pair.private_key));
  IS(CKR_MECHANISM_INVALID, start_sign(CKM_SHA256, pair.private_key));
  IS(CKR_KEY_HANDLE_INVALID, start_sign(CKM_GOSTR3410, 4711));
  IS(CKR_KEY_TYPE_INCONSISTENT, start_sign(CKM_RSA_PKCS, pair.private_key));
  IS(CKR_KEY_FUNCTION_NOT_PERMITTED, start_sign(CKM_GOSTR3410, pair.public_key));
  IS(CKR_MECHANISM_PARAM_INVALID, p11->C_SignInit(session, &with_parameter, pair.private_key));
  OK(start_sign(CKM_GOSTR3410, pair.private_key));
  IS(CKR_OPERATION_ACTIVE, start_sign(CKM_GOSTR3410, pair.private_key));
  IS(CKR_FUNCTION_NOT_SUPPORTED, p11->C_SignUpdate(session, data, 5)); /* raw mechanisms sign in one part only */
  IS(CKR_OPERATION_NOT_INITIALIZED, p11->C_Sign(session, data, 32, signature, &size));
  OK(start_sign(CKM_GOSTR3410, pair.private_key));
  OK(p11->C_DestroyObject(session, pair.private_key));
  IS(CKR_KEY_HANDLE_INVALID, p11->C_Sign(session, data, 32, signature, &size));
  pair = make_gost(session, false);
  CK_BBOOL no = CK_FALSE;
  CK_ATTRIBUTE may_not = ATTR(CKA_SIGN, &no);
  OK(p11->C_SetAttributeValue(session, pair.private_key, &may_not, 1));
  IS(CKR_KEY_FUNCTION_NOT_PERMITTED, start_sign(CKM_GOSTR3410, pair.private_key));
  pair = make_gost(session, false);
  OK(start_sign(CKM_GOSTR3410, pair.private_key));
  OK(p11->C_Logout(session));
  IS(CKR_OPERATION_NOT_INITIALIZED, p11->C_Sign(session, data, 32, signature, &size));
  IS(CKR_KEY_HANDLE_INVALID, start_sign(CKM_GOSTR3410, pair.private_key));
}

/* A key that is not a private object (some vendors' keys are not) can be seen, but not used, without login. */
static void public_private_key(void) {
  CK_OBJECT_CLASS class = CKO_PRIVATE_KEY;
  CK_KEY_TYPE type = CKK_GOSTR3410;
  CK_BBOOL no = CK_FALSE, yes = CK_TRUE;
  CK_BYTE d[32] = {3}, oid[] = {6, 7, 0x2a, 0x85, 3, 2, 2, 0x23, 1};
  CK_OBJECT_HANDLE key;
  CK_ATTRIBUTE template[] = {ATTR(CKA_CLASS, &class), ATTR(CKA_KEY_TYPE, &type), ATTR(CKA_PRIVATE, &no), ATTR(CKA_TOKEN, &yes),
                             BYTES(CKA_VALUE, d), BYTES(CKA_GOSTR3410_PARAMS, oid)};
  ready_token(0, "");
  session = user_session();
  OK(p11->C_CreateObject(session, template, COUNT(template), &key));
  OK(p11->C_Logout(session));
  IS(CKR_USER_NOT_LOGGED_IN, start_sign(CKM_GOSTR3410, key));
  OK(login(session, CKU_USER, PIN));
  OK(start_sign(CKM_GOSTR3410, key));
}

static void expect_always(CK_OBJECT_HANDLE key, bool wanted) {
  CK_BBOOL flag = 7;
  CK_ATTRIBUTE attribute = ATTR(CKA_ALWAYS_AUTHENTICATE, &flag);
  OK(p11->C_GetAttributeValue(session, key, &attribute, 1));
  TRUE(flag == wanted);
}

static void always_authenticate(void) {
  CK_BYTE data[32] = {0}, signature[64];
  CK_ULONG size = sizeof signature;
  ready_token(0, "tries = 3\n");
  session = user_session();
  CK_OBJECT_HANDLE key = make_gost(session, false).private_key;
  expect_always(key, false);
  put("slot0/token/token.conf", "tries = 3\nalways-authenticate = yes\n");
  expect_always(key, true);
  OK(start_sign(CKM_GOSTR3410, key));
  IS(CKR_USER_NOT_LOGGED_IN, p11->C_Sign(session, data, 32, signature, &size));
  OK(start_sign(CKM_GOSTR3410, key));
  OK(p11->C_Sign(session, data, 32, NULL, &size)); /* asking the length needs no PIN */
  IS(CKR_PIN_INCORRECT, login(session, CKU_CONTEXT_SPECIFIC, "00000000"));
  TRUE(token_flags(0) & CKF_USER_PIN_COUNT_LOW);
  OK(login(session, CKU_CONTEXT_SPECIFIC, PIN));
  IS(CKR_OPERATION_NOT_INITIALIZED, login(session, CKU_CONTEXT_SPECIFIC, PIN)); /* nothing more to unlock */
  OK(p11->C_Sign(session, data, 32, signature, &size));
  OK(start_sign(CKM_GOSTR3410, key));
  IS(CKR_USER_NOT_LOGGED_IN, p11->C_Sign(session, data, 32, signature, &size)); /* once per operation */
}

static void generation(void) {
  CK_BYTE wrong[] = {6, 3, 1, 2, 3}, oid_256[] = {6, 7, 0x2a, 0x85, 3, 2, 2, 0x23, 1}, other[] = {6, 9, 0x2a, 0x85, 3, 7, 1, 2, 1, 1, 1};
  CK_MECHANISM gost_256 = {CKM_GOSTR3410_KEY_PAIR_GEN, NULL, 0}, gost_512 = {CKM_GOSTR3410_512_KEY_PAIR_GEN, NULL, 0},
               rsa_pair = {CKM_RSA_PKCS_KEY_PAIR_GEN, NULL, 0}, no_generator = {CKM_RSA_PKCS, NULL, 0};
  CK_ATTRIBUTE unknown = BYTES(CKA_GOSTR3410_PARAMS, wrong), known = BYTES(CKA_GOSTR3410_PARAMS, oid_256),
               different = BYTES(CKA_GOSTR3410_PARAMS, other);
  CK_ULONG few_bits = 512, rsa_type = CKK_RSA;
  CK_ATTRIBUTE bits = ATTR(CKA_MODULUS_BITS, &few_bits), wrong_type[] = {known, ATTR(CKA_KEY_TYPE, &rsa_type)};
  CK_OBJECT_HANDLE public_key, private_key;
  ready_token(0, "");
  session = user_session();
  IS(CKR_MECHANISM_INVALID, p11->C_GenerateKeyPair(session, &no_generator, NULL, 0, NULL, 0, &public_key, &private_key));
  IS(CKR_TEMPLATE_INCOMPLETE, p11->C_GenerateKeyPair(session, &gost_256, NULL, 0, NULL, 0, &public_key, &private_key));
  IS(CKR_DOMAIN_PARAMS_INVALID, p11->C_GenerateKeyPair(session, &gost_256, &unknown, 1, NULL, 0, &public_key, &private_key));
  IS(CKR_DOMAIN_PARAMS_INVALID, p11->C_GenerateKeyPair(session, &gost_512, &known, 1, NULL, 0, &public_key, &private_key));
  IS(CKR_TEMPLATE_INCONSISTENT, p11->C_GenerateKeyPair(session, &gost_256, wrong_type, 2, NULL, 0, &public_key, &private_key));
  IS(CKR_TEMPLATE_INCONSISTENT, p11->C_GenerateKeyPair(session, &gost_256, &known, 1, &different, 1, &public_key, &private_key));
  IS(CKR_KEY_SIZE_RANGE, p11->C_GenerateKeyPair(session, &rsa_pair, &bits, 1, NULL, 0, &public_key, &private_key));
  OK(p11->C_GenerateKeyPair(session, &gost_256, &different, 1, NULL, 0, &public_key, &private_key)); /* tc26 256 A, cofactor 4 */
  sign_and_verify(CKM_GOSTR3410, (struct pair){public_key, private_key}, 32, false, 64);
  CK_BBOOL local = 0, always_sensitive = 0, never_extractable = 0, is_private = 0;
  CK_ULONG made_by = 0;
  CK_BYTE xy[64];
  CK_ATTRIBUTE wanted[] = {ATTR(CKA_LOCAL, &local), ATTR(CKA_ALWAYS_SENSITIVE, &always_sensitive), ATTR(CKA_PRIVATE, &is_private),
                           ATTR(CKA_NEVER_EXTRACTABLE, &never_extractable), ATTR(CKA_KEY_GEN_MECHANISM, &made_by)};
  OK(p11->C_GetAttributeValue(session, private_key, wanted, COUNT(wanted)));
  TRUE(local && always_sensitive && never_extractable && is_private && made_by == CKM_GOSTR3410_KEY_PAIR_GEN);
  CK_ATTRIBUTE value = BYTES(CKA_VALUE, xy);
  OK(p11->C_GetAttributeValue(session, public_key, &value, 1));
  TRUE(value.ulValueLen == 64);
  OK(p11->C_Logout(session));
  IS(CKR_USER_NOT_LOGGED_IN, p11->C_GenerateKeyPair(session, &gost_256, &known, 1, NULL, 0, &public_key, &private_key));
}

/* RSA numbers that do not belong together are noticed at import, not at the first signature. */
static void rsa_import(void) {
  ready_token(0, "");
  session = user_session();
  CK_OBJECT_HANDLE key = make_rsa(session).public_key, copy;
  CK_BYTE modulus[256], exponent[3], d[256] = {1};
  CK_ATTRIBUTE numbers[] = {BYTES(CKA_MODULUS, modulus), BYTES(CKA_PUBLIC_EXPONENT, exponent)};
  OK(p11->C_GetAttributeValue(session, key, numbers, 2));
  CK_OBJECT_CLASS public_class = CKO_PUBLIC_KEY, private_class = CKO_PRIVATE_KEY;
  CK_KEY_TYPE type = CKK_RSA;
  CK_ULONG bits = 0;
  CK_ATTRIBUTE public_key[] = {ATTR(CKA_CLASS, &public_class), ATTR(CKA_KEY_TYPE, &type), numbers[0], numbers[1]},
               private_key[] = {ATTR(CKA_CLASS, &private_class), ATTR(CKA_KEY_TYPE, &type), numbers[0], numbers[1],
                                BYTES(CKA_PRIVATE_EXPONENT, d)},
               wanted = ATTR(CKA_MODULUS_BITS, &bits);
  OK(p11->C_CreateObject(session, public_key, COUNT(public_key), &copy));
  OK(p11->C_GetAttributeValue(session, copy, &wanted, 1));
  TRUE(bits == 2048);
  IS(CKR_ATTRIBUTE_VALUE_INVALID, p11->C_CreateObject(session, private_key, COUNT(private_key), &copy));
}

static long resident_pages(void) {
  long size = 0, resident = 0;
  FILE *file = fopen("/proc/self/statm", "r");
  if (!file || fscanf(file, "%ld %ld", &size, &resident) != 2) resident = -1;
  if (file) fclose(file);
  return resident;
}

static int open_files(void) {
  int count = 0;
  for (int descriptor = 0; descriptor < 1024; descriptor++) count += fcntl(descriptor, F_GETFD) != -1;
  return count;
}

#ifdef __SANITIZE_ADDRESS__
#define GROWTH_PAGES 65536 /* the sanitizer keeps freed memory aside on purpose; leaks it finds itself */
#else
#define GROWTH_PAGES 128
#endif

/* 2000 signatures after 500 that warm caches up: not a file more open, not half a megabyte more memory. */
static void no_growth(void) {
  CK_BYTE digest[32] = {1}, signature[64];
  ready_token(0, "");
  session = user_session();
  CK_OBJECT_HANDLE key = make_gost(session, false).private_key, found;
  long pages = 0;
  int files = 0;
  for (int i = 0; i < 2500; i++) {
    CK_ULONG size = sizeof signature, count;
    OK(p11->C_FindObjectsInit(session, NULL, 0));
    OK(p11->C_FindObjects(session, &found, 1, &count));
    OK(p11->C_FindObjectsFinal(session));
    OK(start_sign(CKM_GOSTR3410, key));
    OK(p11->C_Sign(session, digest, sizeof digest, signature, &size));
    if (i != 499) continue;
    pages = resident_pages();
    files = open_files();
  }
  TRUE(open_files() == files);
  TRUE(pages > 0 && resident_pages() - pages < GROWTH_PAGES);
}

const struct check sign_checks[] = {
    {"signing: RSA", rsa},
    {"signing: GOST 256 and 512 bit", gost},
    {"signing: the four byte orders of a GOST signature", byte_orders},
    {"signing: what is refused", refusals},
    {"signing: a private key that is no private object", public_private_key},
    {"signing: keys that ask for the PIN every time", always_authenticate},
    {"signing: generation of key pairs", generation},
    {"signing: import of RSA numbers", rsa_import},
    {"signing: thousands of signatures without growth", no_growth},
    {0},
};
