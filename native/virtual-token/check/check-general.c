/* C_Initialize, C_Finalize, C_GetInfo, and what holds for every function. */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

#include "every-function.h"
#include "harness.h"

static void expect_all(CK_RV wanted, enum subject from, const struct outcome *outcomes, int count) {
  for (int i = 0; i < count; i++) {
    if (outcomes[i].subject >= from) expect_rv(wanted, outcomes[i].rv, __FILE__, __LINE__, outcomes[i].name);
  }
}

static void before_initialize(void) {
  struct outcome outcomes[EVERY_FUNCTION_COUNT];
  load();
  int count = call_every_function(0, 1, outcomes);
  TRUE(count == EVERY_FUNCTION_COUNT);
  expect_all(CKR_CRYPTOKI_NOT_INITIALIZED, SUBJECT_LIBRARY, outcomes, count);
  IS(CKR_CRYPTOKI_NOT_INITIALIZED, p11->C_Finalize(NULL));
  TRUE(p11->version.major == 2 && p11->version.minor == 40);
  IS(CKR_ARGUMENTS_BAD, p11->C_GetFunctionList(NULL));
}

static void handles_that_do_not_exist(void) {
  struct outcome outcomes[EVERY_FUNCTION_COUNT];
  blank_token(0, "");
  load();
  OK(p11->C_Initialize(NULL));
  int count = call_every_function(7, 4711, outcomes);
  expect_all(CKR_SESSION_HANDLE_INVALID, SUBJECT_SESSION, outcomes, count);
  for (int i = 0; i < count; i++) {
    if (outcomes[i].subject == SUBJECT_SLOT) expect_rv(CKR_SLOT_ID_INVALID, outcomes[i].rv, __FILE__, __LINE__, outcomes[i].name);
  }
}

/* Null pointers where something is needed must be refused, not followed; what is not supported says so. */
static void null_pointers(void) {
  struct outcome outcomes[EVERY_FUNCTION_COUNT];
  ready_token(0, "");
  int count = call_every_function(0, user_session(), outcomes);
  int bad_arguments = 0, unsupported = 0;
  for (int i = 0; i < count; i++) {
    bad_arguments += outcomes[i].rv == CKR_ARGUMENTS_BAD;
    unsupported += outcomes[i].rv == CKR_FUNCTION_NOT_SUPPORTED;
    if (strcmp(outcomes[i].name, "C_GetFunctionStatus") == 0) IS(CKR_FUNCTION_NOT_PARALLEL, outcomes[i].rv);
  }
  TRUE(bad_arguments >= 17);
  TRUE(unsupported == 24);
}

static CK_RV nothing(void *mutex) {
  (void)mutex;
  return CKR_OK;
}
static CK_RV make_nothing(void **mutex) {
  *mutex = NULL;
  return CKR_OK;
}

static void initialize_arguments(void) {
  load();
  CK_C_INITIALIZE_ARGS options = {.pReserved = &options};
  IS(CKR_ARGUMENTS_BAD, p11->C_Initialize(&options));
  options = (CK_C_INITIALIZE_ARGS){.LockMutex = nothing};
  IS(CKR_ARGUMENTS_BAD, p11->C_Initialize(&options));
  options = (CK_C_INITIALIZE_ARGS){make_nothing, nothing, nothing, nothing, 0, NULL};
  IS(CKR_CANT_LOCK, p11->C_Initialize(&options));
  options.flags = CKF_OS_LOCKING_OK;
  OK(p11->C_Initialize(&options));
  IS(CKR_CRYPTOKI_ALREADY_INITIALIZED, p11->C_Initialize(NULL));
  IS(CKR_ARGUMENTS_BAD, p11->C_Finalize(&options));
  OK(p11->C_Finalize(NULL));
  OK(p11->C_Initialize(NULL));
  CK_INFO info;
  OK(p11->C_GetInfo(&info));
  TRUE(info.cryptokiVersion.major == 2 && info.cryptokiVersion.minor == 40);
  TRUE(memcmp(info.manufacturerID, "Tanba                           ", 32) == 0);
  TRUE(memcmp(info.libraryDescription, "Tanba virtual token             ", 32) == 0);
  OK(p11->C_Finalize(NULL));
}

static void without_folder(void) {
  unsetenv("TANBA_VIRTUAL_TOKEN");
  load();
  IS(CKR_GENERAL_ERROR, p11->C_Initialize(NULL));
}

static void use_after_fork(void) {
  CK_SLOT_ID slots[4];
  CK_ULONG count = 4;
  IS(CKR_CRYPTOKI_NOT_INITIALIZED, p11->C_GetSlotList(CK_TRUE, slots, &count));
  OK(p11->C_Initialize(NULL));
  OK(p11->C_GetSlotList(CK_TRUE, slots, &count));
  TRUE(count == 1);
  OK(p11->C_CloseSession(user_session()));
  OK(p11->C_Finalize(NULL));
}

static void fork_in_use(void) {
  ready_token(0, "");
  CK_SESSION_HANDLE session = user_session();
  TRUE(in_child(use_after_fork, 20) == 0);
  CK_SESSION_INFO info;
  OK(p11->C_GetSessionInfo(session, &info));
  TRUE(info.state == CKS_RW_USER_FUNCTIONS);
}

static CK_OBJECT_HANDLE shared_key;

static void *sign_much(void *unused) {
  CK_SESSION_HANDLE session = open_session(RO);
  CK_MECHANISM mechanism = {CKM_GOSTR3410, NULL, 0};
  CK_BYTE digest[32] = {1}, signature[64];
  for (int i = 0; i < 40; i++) {
    CK_ULONG length = sizeof signature;
    OK(p11->C_SignInit(session, &mechanism, shared_key));
    OK(p11->C_Sign(session, digest, sizeof digest, signature, &length));
    OK(p11->C_FindObjectsInit(session, NULL, 0));
    OK(p11->C_FindObjectsFinal(session));
  }
  OK(p11->C_CloseSession(session));
  return unused;
}

static void threads(void) {
  ready_token(0, "");
  shared_key = make_gost(user_session(), false).private_key;
  pthread_t workers[4];
  for (size_t i = 0; i < COUNT(workers); i++) TRUE(pthread_create(&workers[i], NULL, sign_much, NULL) == 0);
  for (size_t i = 0; i < COUNT(workers); i++) pthread_join(workers[i], NULL);
  CK_TOKEN_INFO info;
  OK(p11->C_GetTokenInfo(0, &info));
  TRUE(info.ulSessionCount == 1);
}

const struct check general_checks[] = {
    {"general: before C_Initialize every function says so", before_initialize},
    {"general: unknown slots and sessions are refused by every function", handles_that_do_not_exist},
    {"general: null pointers are refused, unsupported functions say so", null_pointers},
    {"general: arguments of C_Initialize, twice, C_GetInfo", initialize_arguments},
    {"general: no folder named in the environment", without_folder},
    {"general: a child after fork starts anew, the parent goes on", fork_in_use},
    {"general: four threads sign and search at once", threads},
    {0},
};
