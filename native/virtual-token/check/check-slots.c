/* Slots, tokens in them, and events. */
#include <pthread.h>
#include <time.h>

#include "harness.h"

static void sleep_ms(long ms) { nanosleep(&(struct timespec){.tv_nsec = ms * 1000000}, NULL); }

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static void lists(void) {
  CK_SLOT_ID slots[4];
  CK_ULONG count = 0;
  blank_token(0, "");
  blank_token(3, "");
  blank_token(5, "");
  load();
  OK(p11->C_Initialize(NULL));
  pull(3);
  OK(p11->C_GetSlotList(CK_FALSE, NULL, &count));
  TRUE(count == 3);
  count = 1;
  IS(CKR_BUFFER_TOO_SMALL, p11->C_GetSlotList(CK_FALSE, slots, &count));
  TRUE(count == 3);
  count = 4;
  OK(p11->C_GetSlotList(CK_FALSE, slots, &count));
  TRUE(count == 3 && slots[0] == 0 && slots[1] == 3 && slots[2] == 5);
  count = 4;
  OK(p11->C_GetSlotList(CK_TRUE, slots, &count));
  TRUE(count == 2 && slots[0] == 0 && slots[1] == 5);
}

static void infos(void) {
  CK_SLOT_INFO slot;
  CK_TOKEN_INFO token;
  blank_token(0, "label = Кілт ұстағыш: өте ұзын атау\nserial = 00A1\nmodel = Demo\nmanufacturer = Somebody\nmin-pin = 6\nmax-pin = 12\n");
  load();
  OK(p11->C_Initialize(NULL));
  OK(p11->C_GetSlotInfo(0, &slot));
  TRUE(slot.flags == (CKF_TOKEN_PRESENT | CKF_REMOVABLE_DEVICE | CKF_HW_SLOT));
  TRUE(memcmp(slot.slotDescription, "Tanba virtual slot 0   ", 23) == 0 && slot.slotDescription[63] == ' ');
  OK(p11->C_GetTokenInfo(0, &token));
  /* 18 letters and blanks fit 32 bytes; no half letter at the end. */
  TRUE(memcmp(token.label, "Кілт ұстағыш: өте ", 32) == 0);
  TRUE(memcmp(token.serialNumber, "00A1            ", 16) == 0 && memcmp(token.model, "Demo            ", 16) == 0);
  TRUE(memcmp(token.manufacturerID, "Somebody                        ", 32) == 0);
  TRUE(token.ulMinPinLen == 6 && token.ulMaxPinLen == 12);
  TRUE(token.flags == (CKF_RNG | CKF_LOGIN_REQUIRED)); /* blank: neither initialised nor with a PIN */
  pull(0);
  OK(p11->C_GetSlotInfo(0, &slot));
  TRUE(slot.flags == (CKF_REMOVABLE_DEVICE | CKF_HW_SLOT));
  IS(CKR_TOKEN_NOT_PRESENT, p11->C_GetTokenInfo(0, &token));
  CK_ULONG count;
  CK_MECHANISM_INFO mechanism;
  CK_SESSION_HANDLE session;
  IS(CKR_TOKEN_NOT_PRESENT, p11->C_GetMechanismList(0, NULL, &count));
  IS(CKR_TOKEN_NOT_PRESENT, p11->C_GetMechanismInfo(0, CKM_RSA_PKCS, &mechanism));
  IS(CKR_TOKEN_NOT_PRESENT, p11->C_OpenSession(0, RO, NULL, NULL, &session));
  IS(CKR_TOKEN_NOT_PRESENT, p11->C_CloseAllSessions(0));
  IS(CKR_TOKEN_NOT_PRESENT, p11->C_InitToken(0, (CK_UTF8CHAR *)PIN, 8, (CK_UTF8CHAR *)"Token                           "));
}

static void mechanisms(void) {
  CK_MECHANISM_TYPE list[32];
  CK_ULONG count = COUNT(list);
  CK_MECHANISM_INFO info;
  blank_token(0, "");
  load();
  OK(p11->C_Initialize(NULL));
  OK(p11->C_GetMechanismList(0, list, &count));
  TRUE(count == 12);
  for (CK_ULONG i = 0; i < count; i++) OK(p11->C_GetMechanismInfo(0, list[i], &info));
  OK(p11->C_GetMechanismInfo(0, CKM_GOSTR3410_512, &info));
  TRUE(info.ulMinKeySize == 512 && info.flags == (CKF_HW | CKF_SIGN | CKF_VERIFY));
  IS(CKR_MECHANISM_INVALID, p11->C_GetMechanismInfo(0, 0x1234, &info));
}

static void events_polled(void) {
  CK_SLOT_ID slot = 99;
  blank_token(0, "");
  blank_token(1, "");
  load();
  OK(p11->C_Initialize(NULL));
  IS(CKR_NO_EVENT, p11->C_WaitForSlotEvent(CKF_DONT_BLOCK, &slot, NULL));
  pull(1);
  CK_ULONG count;
  OK(p11->C_GetSlotList(CK_TRUE, NULL, &count)); /* noticing elsewhere must not eat the event */
  OK(p11->C_WaitForSlotEvent(CKF_DONT_BLOCK, &slot, NULL));
  TRUE(slot == 1);
  IS(CKR_NO_EVENT, p11->C_WaitForSlotEvent(CKF_DONT_BLOCK, &slot, NULL));
  insert(1);
  pull(0);
  insert(0); /* pulled and put back between two looks is an event all the same */
  OK(p11->C_WaitForSlotEvent(CKF_DONT_BLOCK, &slot, NULL));
  TRUE(slot == 0);
  OK(p11->C_WaitForSlotEvent(CKF_DONT_BLOCK, &slot, NULL));
  TRUE(slot == 1);
  IS(CKR_NO_EVENT, p11->C_WaitForSlotEvent(CKF_DONT_BLOCK, &slot, NULL));
  IS(CKR_ARGUMENTS_BAD, p11->C_WaitForSlotEvent(0, NULL, NULL));
  IS(CKR_ARGUMENTS_BAD, p11->C_WaitForSlotEvent(0, &slot, &slot));
}

static CK_SLOT_ID seen_slot;
static CK_RV seen_rv;
static double seen_at;

static void *wait_for_event(void *unused) {
  seen_rv = p11->C_WaitForSlotEvent(0, &seen_slot, NULL);
  seen_at = now();
  return unused;
}

/* Other calls go on while one thread waits; the wait ends soon after the token goes. */
static void events_awaited(void) {
  pthread_t waiter;
  ready_token(0, "");
  TRUE(pthread_create(&waiter, NULL, wait_for_event, NULL) == 0);
  sleep_ms(100);
  double before = now();
  CK_SESSION_HANDLE session = open_session(RO);
  TRUE(now() - before < 2);
  double pulled = now();
  pull(0);
  pthread_join(waiter, NULL);
  IS(CKR_OK, seen_rv);
  TRUE(seen_slot == 0 && seen_at - pulled < 2);
  IS(CKR_SESSION_HANDLE_INVALID, p11->C_CloseSession(session));
}

static void finalize_ends_wait(void) {
  pthread_t waiter;
  blank_token(0, "");
  load();
  OK(p11->C_Initialize(NULL));
  TRUE(pthread_create(&waiter, NULL, wait_for_event, NULL) == 0);
  sleep_ms(100);
  OK(p11->C_Finalize(NULL));
  OK(p11->C_Initialize(NULL)); /* even a quick restart ends the old wait */
  pthread_join(waiter, NULL);
  IS(CKR_CRYPTOKI_NOT_INITIALIZED, seen_rv);
}

const struct check slot_checks[] = {
    {"slots: lists by the two-call convention, with and without tokens", lists},
    {"slots: C_GetSlotInfo and C_GetTokenInfo, with and without a token", infos},
    {"slots: mechanisms", mechanisms},
    {"slots: events without blocking", events_polled},
    {"slots: events with blocking, other calls meanwhile", events_awaited},
    {"slots: C_Finalize ends a wait", finalize_ends_wait},
    {0},
};
