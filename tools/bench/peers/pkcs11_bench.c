/* How long a token's signature takes without anything around it: C_SignInit and C_Sign of a loaded library, in milliseconds. */
#include <dlfcn.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "pkcs11-constants.h"
#include "pkcs11.h"

static CK_FUNCTION_LIST *p11;

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (double)time.tv_sec * 1e3 + (double)time.tv_nsec / 1e6;
}

static void ok(CK_RV answer, const char *what) {
  if (answer == CKR_OK) return;
  fprintf(stderr, "pkcs11_bench: %s: 0x%lx\n", what, answer);
  exit(1);
}

static void load(const char *path) {
  void *library = dlopen(path, RTLD_NOW);
  if (!library) {
    fprintf(stderr, "pkcs11_bench: %s\n", dlerror());
    exit(1);
  }
  CK_RV (*list)(CK_FUNCTION_LIST **);
  *(void **)&list = dlsym(library, "C_GetFunctionList");
  if (!list) exit(1);
  ok(list(&p11), "C_GetFunctionList");
  ok(p11->C_Initialize(NULL), "C_Initialize");
}

static CK_SESSION_HANDLE log_in(const char *pin) {
  CK_SLOT_ID slot;
  CK_ULONG count = 1;
  CK_SESSION_HANDLE session;
  ok(p11->C_GetSlotList(1, &slot, &count), "C_GetSlotList");
  ok(p11->C_OpenSession(slot, CKF_SERIAL_SESSION, NULL, NULL, &session), "C_OpenSession");
  ok(p11->C_Login(session, CKU_USER, (CK_UTF8CHAR *)pin, strlen(pin)), "C_Login");
  return session;
}

static CK_OBJECT_HANDLE private_key(CK_SESSION_HANDLE session) {
  CK_OBJECT_CLASS class = CKO_PRIVATE_KEY;
  CK_ATTRIBUTE template = {CKA_CLASS, &class, sizeof class};
  CK_OBJECT_HANDLE key = 0;
  CK_ULONG count = 0;
  ok(p11->C_FindObjectsInit(session, &template, 1), "C_FindObjectsInit");
  ok(p11->C_FindObjects(session, &key, 1, &count), "C_FindObjects");
  ok(p11->C_FindObjectsFinal(session), "C_FindObjectsFinal");
  if (count != 1) exit(1);
  return key;
}

/* pkcs11_bench LIBRARY PIN ROUNDS */
int main(int count, char **arguments) {
  if (count != 4) return 64;
  load(arguments[1]);
  CK_SESSION_HANDLE session = log_in(arguments[2]);
  CK_OBJECT_HANDLE key = private_key(session);
  CK_MECHANISM mechanism = {CKM_RSA_PKCS, NULL, 0};
  CK_BYTE input[51] = {7}, signature[512]; /* DigestInfo of SHA-256 */
  long rounds = atol(arguments[3]);
  double started = now();
  for (long i = 0; i < rounds; i++) {
    CK_ULONG length = sizeof signature;
    ok(p11->C_SignInit(session, &mechanism, key), "C_SignInit");
    ok(p11->C_Sign(session, input, sizeof input, signature, &length), "C_Sign");
  }
  printf("signature %.4f\n", (now() - started) / (double)rounds);
  return 0;
}
