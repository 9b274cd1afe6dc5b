/* Tokens that are pulled: before a call, in its course, and put back. */
#include <pthread.h>
#include <stdio.h>
#include <time.h>

#include "every-function.h"
#include "harness.h"

static void pulled_before(void) {
  struct outcome outcomes[EVERY_FUNCTION_COUNT];
  ready_token(0, "");
  CK_SESSION_HANDLE session = user_session();
  pull(0);
  int count = call_every_function(0, session, outcomes);
  for (int i = 0; i < count; i++) {
    if (outcomes[i].subject == SUBJECT_SESSION) expect_rv(CKR_SESSION_HANDLE_INVALID, outcomes[i].rv, __FILE__, __LINE__, outcomes[i].name);
  }
  CK_SESSION_HANDLE another;
  IS(CKR_TOKEN_NOT_PRESENT, p11->C_OpenSession(0, RO, NULL, NULL, &another));
}

static void put_back(void) {
  ready_token(0, "");
  CK_SESSION_HANDLE session = user_session();
  CK_OBJECT_HANDLE key = make_gost(session, false).private_key;
  CK_SESSION_INFO info;
  CK_ULONG size;
  pull(0);
  insert(0); /* nobody looked in between, and yet the session and the login are gone */
  IS(CKR_SESSION_HANDLE_INVALID, p11->C_GetSessionInfo(session, &info));
  session = open_session(RW);
  OK(p11->C_GetSessionInfo(session, &info));
  TRUE(info.state == CKS_RW_PUBLIC_SESSION);
  OK(login(session, CKU_USER, PIN));
  IS(CKR_OBJECT_HANDLE_INVALID, p11->C_GetObjectSize(session, key, &size));
  make_gost(session, false);
}

/* The fault pulls the token in the course of the call: the device is removed; from the next call on the session does not exist. */
static void pulled_in_course(void) {
  ready_token(0, "");
  CK_SESSION_HANDLE session = user_session();
  CK_MECHANISM mechanism = {CKM_GOSTR3410, NULL, 0};
  CK_OBJECT_HANDLE key = make_gost(session, false).private_key;
  CK_BYTE digest[32] = {0}, signature[64];
  CK_ULONG size = sizeof signature;
  OK(p11->C_SignInit(session, &mechanism, key));
  faults("C_Sign pull-token\n");
  IS(CKR_DEVICE_REMOVED, p11->C_Sign(session, digest, 32, signature, &size));
  IS(CKR_SESSION_HANDLE_INVALID, p11->C_Sign(session, digest, 32, signature, &size));
  TRUE(exists("slot0/token.pulled/pin.user") && !exists("slot0/token"));
  CK_SLOT_ID slot;
  OK(p11->C_WaitForSlotEvent(CKF_DONT_BLOCK, &slot, NULL));
  faults("C_OpenSession pull-token once\n");
  insert(0);
  IS(CKR_DEVICE_REMOVED, p11->C_OpenSession(0, RO, NULL, NULL, &session));
  TRUE(strcmp(get("faults"), "") == 0);
  insert(0);
  session = user_session(); /* and all is well again, in the same process */
}

static void *pull_soon(void *unused) {
  nanosleep(&(struct timespec){.tv_nsec = 100000000}, NULL);
  pull(0);
  return unused;
}

static void pulled_by_hand_in_course(void) {
  pthread_t hand;
  ready_token(0, "");
  CK_SESSION_HANDLE session = user_session();
  faults("C_Logout slow 300\n");
  TRUE(pthread_create(&hand, NULL, pull_soon, NULL) == 0);
  IS(CKR_DEVICE_REMOVED, p11->C_Logout(session));
  pthread_join(hand, NULL);
}

/* At any function whatever: no crash, and an answer that tells of the removal. */
static void pulled_at_every_function(void) {
  struct outcome outcomes[EVERY_FUNCTION_COUNT];
  ready_token(0, "");
  for (int at = 0; at < EVERY_FUNCTION_COUNT; at++) {
    char line[64];
    CK_SESSION_HANDLE session = user_session();
    snprintf(line, sizeof line, "*#%d pull-token 0\n", at + 1);
    faults(line);
    int count = call_every_function(0, session, outcomes);
    TRUE(count == EVERY_FUNCTION_COUNT);
    const struct outcome *struck = &outcomes[at];
    if (struck->subject == SUBJECT_SESSION) expect_rv(CKR_DEVICE_REMOVED, struck->rv, __FILE__, __LINE__, struck->name);
    TRUE(!exists("slot0/token"));
    faults("");
    insert(0);
  }
}

static void five_hundred_times(void) {
  CK_SLOT_ID slot;
  ready_token(0, "");
  for (int i = 0; i < 500; i++) {
    CK_SESSION_HANDLE session = open_session(RO);
    pull(0);
    OK(p11->C_WaitForSlotEvent(CKF_DONT_BLOCK, &slot, NULL));
    IS(CKR_SESSION_HANDLE_INVALID, p11->C_CloseSession(session));
    insert(0);
    OK(p11->C_WaitForSlotEvent(CKF_DONT_BLOCK, &slot, NULL));
  }
}

const struct check removal_checks[] = {
    {"removal: before a call", pulled_before},
    {"removal: pulled and put back unseen", put_back},
    {"removal: by a fault in the course of a call", pulled_in_course},
    {"removal: by hand in the course of a slow call", pulled_by_hand_in_course},
    {"removal: at every function of the list", pulled_at_every_function},
    {"removal: pulled and inserted 500 times", five_hundred_times},
    {0},
};
