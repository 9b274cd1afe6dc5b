/* PINs: counters, flags, lock, unblock, change, initialisation, the pad. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>

#include "harness.h"

#define USER_FLAGS (CKF_USER_PIN_COUNT_LOW | CKF_USER_PIN_FINAL_TRY | CKF_USER_PIN_LOCKED | CKF_USER_PIN_TO_BE_CHANGED)
#define SO_FLAGS (CKF_SO_PIN_COUNT_LOW | CKF_SO_PIN_FINAL_TRY | CKF_SO_PIN_LOCKED | CKF_SO_PIN_TO_BE_CHANGED)

static void counts_down_to_lock(void) {
  ready_token(0, "tries = 3\n");
  CK_SESSION_HANDLE session = open_session(RO);
  TRUE((token_flags(0) & USER_FLAGS) == 0 && token_flags(0) & CKF_USER_PIN_INITIALIZED);
  IS(CKR_PIN_INCORRECT, login(session, CKU_USER, "00000000"));
  TRUE((token_flags(0) & USER_FLAGS) == CKF_USER_PIN_COUNT_LOW);
  OK(login(session, CKU_USER, PIN)); /* success gives all tries back */
  TRUE((token_flags(0) & USER_FLAGS) == 0);
  OK(p11->C_Logout(session));
  IS(CKR_PIN_INCORRECT, login(session, CKU_USER, "1234567"));
  IS(CKR_PIN_INCORRECT, login(session, CKU_USER, "1"));
  TRUE((token_flags(0) & USER_FLAGS) == (CKF_USER_PIN_COUNT_LOW | CKF_USER_PIN_FINAL_TRY));
  IS(CKR_PIN_INCORRECT, login(session, CKU_USER, "123456789"));
  TRUE((token_flags(0) & USER_FLAGS) == (CKF_USER_PIN_COUNT_LOW | CKF_USER_PIN_LOCKED));
  IS(CKR_PIN_LOCKED, login(session, CKU_USER, PIN)); /* even the right one */
}

static void try_wrong_pin(void) {
  load();
  OK(p11->C_Initialize(NULL));
  IS(CKR_PIN_INCORRECT, login(open_session(RO), CKU_USER, "wrong pin"));
}

static void counter_survives_processes(void) {
  blank_token(0, "tries = 3\n");
  ready_token(0, "tries = 3\n");
  OK(p11->C_Finalize(NULL));
  for (int i = 0; i < 2; i++) TRUE(in_child(try_wrong_pin, 20) == 0);
  OK(p11->C_Initialize(NULL));
  TRUE(token_flags(0) & CKF_USER_PIN_FINAL_TRY);
  TRUE(strstr(get("slot0/token/pin.user"), "tries-left = 1\n") != NULL);
  TRUE(strstr(get("slot0/token/pin.user"), PIN) == NULL); /* a salted hash, not the PIN */
}

static void officer_unblocks(void) {
  ready_token(0, "tries = 2\n");
  CK_SESSION_HANDLE session = open_session(RW);
  for (int i = 0; i < 2; i++) IS(CKR_PIN_INCORRECT, login(session, CKU_USER, "00000000"));
  IS(CKR_PIN_LOCKED, login(session, CKU_USER, PIN));
  IS(CKR_USER_NOT_LOGGED_IN, p11->C_InitPIN(session, (CK_UTF8CHAR *)"newpin", 6));
  OK(login(session, CKU_SO, SO_PIN));
  IS(CKR_PIN_LEN_RANGE, p11->C_InitPIN(session, (CK_UTF8CHAR *)"123", 3));
  OK(p11->C_InitPIN(session, (CK_UTF8CHAR *)"newpin", 6));
  OK(p11->C_Logout(session));
  TRUE((token_flags(0) & USER_FLAGS) == 0);
  OK(login(session, CKU_USER, "newpin"));
}

static void officer_locks_too(void) {
  ready_token(0, "so-tries = 2\n");
  CK_SESSION_HANDLE session = open_session(RW);
  IS(CKR_PIN_INCORRECT, login(session, CKU_SO, PIN));
  TRUE((token_flags(0) & SO_FLAGS) == (CKF_SO_PIN_COUNT_LOW | CKF_SO_PIN_FINAL_TRY));
  IS(CKR_PIN_INCORRECT, login(session, CKU_SO, PIN));
  TRUE((token_flags(0) & SO_FLAGS) == (CKF_SO_PIN_COUNT_LOW | CKF_SO_PIN_LOCKED));
  IS(CKR_PIN_LOCKED, login(session, CKU_SO, SO_PIN));
  OK(login(session, CKU_USER, PIN)); /* the user's counter is another */
}

static CK_RV set_pin(CK_SESSION_HANDLE session, const char *old_pin, const char *new_pin) {
  return p11->C_SetPIN(session, (CK_UTF8CHAR *)(uintptr_t)old_pin, strlen(old_pin), (CK_UTF8CHAR *)(uintptr_t)new_pin, strlen(new_pin));
}

static void change(void) {
  ready_token(0, "tries = 3\n");
  CK_SESSION_HANDLE ro = open_session(RO), rw = open_session(RW);
  IS(CKR_SESSION_READ_ONLY, set_pin(ro, PIN, "11112222"));
  OK(p11->C_CloseSession(ro));
  IS(CKR_PIN_LEN_RANGE, set_pin(rw, PIN, "111"));
  TRUE((token_flags(0) & USER_FLAGS) == 0); /* an impossible new PIN costs no try */
  IS(CKR_PIN_INCORRECT, set_pin(rw, "00000000", "11112222"));
  TRUE((token_flags(0) & USER_FLAGS) == CKF_USER_PIN_COUNT_LOW);
  OK(set_pin(rw, PIN, "11112222")); /* without login it is the user's PIN */
  TRUE((token_flags(0) & USER_FLAGS) == 0);
  OK(login(rw, CKU_USER, "11112222"));
  OK(set_pin(rw, "11112222", "33334444"));
  OK(p11->C_Logout(rw));
  IS(CKR_PIN_INCORRECT, login(rw, CKU_USER, "11112222"));
  OK(login(rw, CKU_USER, "33334444"));
  OK(p11->C_Logout(rw));
  OK(login(rw, CKU_SO, SO_PIN));
  OK(set_pin(rw, SO_PIN, "officer!")); /* logged in as officer it is the officer's */
  OK(p11->C_Logout(rw));
  IS(CKR_PIN_INCORRECT, login(rw, CKU_SO, SO_PIN));
  OK(login(rw, CKU_SO, "officer!"));
}

static void initialisation(void) {
  CK_UTF8CHAR label[32];
  memset(label, ' ', sizeof label);
  memcpy(label, "New\nname", 8);
  blank_token(0, "so-tries = 2\n");
  load();
  OK(p11->C_Initialize(NULL));
  IS(CKR_USER_PIN_NOT_INITIALIZED, login(open_session(RW), CKU_USER, PIN));
  IS(CKR_USER_PIN_NOT_INITIALIZED, login(open_session(RW), CKU_SO, PIN));
  IS(CKR_SESSION_EXISTS, p11->C_InitToken(0, (CK_UTF8CHAR *)SO_PIN, 8, label));
  OK(p11->C_CloseAllSessions(0));
  IS(CKR_PIN_LEN_RANGE, p11->C_InitToken(0, (CK_UTF8CHAR *)"123", 3, label));
  OK(p11->C_InitToken(0, (CK_UTF8CHAR *)SO_PIN, 8, label));
  CK_TOKEN_INFO info;
  OK(p11->C_GetTokenInfo(0, &info));
  TRUE(memcmp(info.label, "New name                        ", 32) == 0);
  TRUE(info.serialNumber[0] != ' ' && info.serialNumber[15] != ' '); /* made up when missing */
  TRUE((info.flags & (CKF_TOKEN_INITIALIZED | CKF_USER_PIN_INITIALIZED)) == CKF_TOKEN_INITIALIZED);
  TRUE(strstr(get("slot0/token/token.conf"), "so-tries = 2\n") != NULL); /* other settings stay */
}

static void initialising_again(void) {
  CK_UTF8CHAR label[32];
  memset(label, ' ', sizeof label);
  ready_token(0, "so-tries = 2\nserial = 0123456789abcdef\n");
  make_gost(user_session(), false);
  OK(p11->C_CloseAllSessions(0));
  TRUE(exists("slot0/token/objects/0001.object"));
  IS(CKR_PIN_INCORRECT, p11->C_InitToken(0, (CK_UTF8CHAR *)PIN, 8, label));
  TRUE(token_flags(0) & CKF_SO_PIN_FINAL_TRY);
  TRUE(exists("slot0/token/objects/0001.object")); /* a wrong PIN destroys nothing */
  OK(p11->C_InitToken(0, (CK_UTF8CHAR *)SO_PIN, 8, label));
  TRUE(!exists("slot0/token/objects/0001.object") && !exists("slot0/token/pin.user"));
  CK_TOKEN_INFO info;
  OK(p11->C_GetTokenInfo(0, &info));
  TRUE(memcmp(info.serialNumber, "0123456789abcdef", 16) == 0);
}

static void pad(void) {
  ready_token(0, "tries = 3\n");
  CK_SESSION_HANDLE session = open_session(RW);
  IS(CKR_ARGUMENTS_BAD, login(session, CKU_USER, NULL)); /* no pad on this token yet */
  put("slot0/token/token.conf", "tries = 3\nprotected-authentication-path = yes\n");
  TRUE(token_flags(0) & CKF_PROTECTED_AUTHENTICATION_PATH);
  IS(CKR_FUNCTION_CANCELED, login(session, CKU_USER, NULL));
  TRUE((token_flags(0) & USER_FLAGS) == 0); /* cancelling costs nothing */
  put("slot0/pinpad", "00000000\n");
  IS(CKR_PIN_INCORRECT, login(session, CKU_USER, NULL));
  TRUE((token_flags(0) & USER_FLAGS) == CKF_USER_PIN_COUNT_LOW);
  put("slot0/pinpad", PIN "\n");
  OK(login(session, CKU_USER, NULL));
  IS(CKR_FUNCTION_CANCELED, p11->C_SetPIN(session, NULL, 0, NULL, 0));
  put("slot0/pinpad", PIN "\n99998888\n");
  OK(p11->C_SetPIN(session, NULL, 0, NULL, 0));
  OK(p11->C_Logout(session));
  OK(login(session, CKU_USER, "99998888"));
}

static void to_be_changed(void) {
  CK_MECHANISM mechanism = {CKM_GOSTR3410, NULL, 0};
  ready_token(0, "");
  char text[1024];
  snprintf(text, sizeof text, "%s", get("slot0/token/pin.user"));
  memcpy(strstr(text, "to-be-changed = no"), "to-be-changed =yes", 18);
  put("slot0/token/pin.user", text);
  TRUE((token_flags(0) & USER_FLAGS) == CKF_USER_PIN_TO_BE_CHANGED);
  CK_SESSION_HANDLE session = user_session();
  CK_OBJECT_HANDLE key = make_gost(session, false).private_key;
  OK(p11->C_SignInit(session, &mechanism, key)); /* like most tokens: a flag and no more … */
  OK(p11->C_Logout(session));
  put("slot0/token/token.conf", "expired-pin-blocks = yes\n");
  OK(login(session, CKU_USER, PIN));
  CK_ULONG found;
  OK(p11->C_FindObjectsInit(session, NULL, 0));
  OK(p11->C_FindObjects(session, &key, 1, &found));
  OK(p11->C_FindObjectsFinal(session));
  CK_OBJECT_CLASS class = CKO_PRIVATE_KEY;
  CK_ATTRIBUTE template[] = {ATTR(CKA_CLASS, &class)};
  OK(p11->C_FindObjectsInit(session, template, 1));
  OK(p11->C_FindObjects(session, &key, 1, &found));
  OK(p11->C_FindObjectsFinal(session));
  TRUE(found == 1);
  IS(CKR_PIN_EXPIRED, p11->C_SignInit(session, &mechanism, key)); /* … or as strict as the standard */
  OK(set_pin(session, PIN, "55556666"));
  TRUE((token_flags(0) & USER_FLAGS) == 0);
  OK(p11->C_SignInit(session, &mechanism, key));
}

static void die_while_checking(void) {
  load();
  OK(p11->C_Initialize(NULL));
  login(open_session(RO), CKU_USER, PIN);
}

/* "After" means: the PIN was checked and the counter written, then the driver died. The right PIN must have cost nothing. */
static void crash_around_login(void) {
  ready_token(0, "tries = 3\n");
  OK(p11->C_Finalize(NULL));
  faults("C_Login crash segv once\n");
  TRUE(WIFSIGNALED(in_child(die_while_checking, 20)));
  TRUE(strstr(get("slot0/token/pin.user"), "tries-left = 3\n") != NULL);
  faults("C_Login after crash abort once\n");
  TRUE(WIFSIGNALED(in_child(die_while_checking, 20)));
  TRUE(strstr(get("slot0/token/pin.user"), "tries-left = 3\n") != NULL);
  OK(p11->C_Initialize(NULL));
  OK(login(open_session(RO), CKU_USER, PIN));
}

const struct check pin_checks[] = {
    {"pins: wrong tries count down to the lock, with the flags", counts_down_to_lock},
    {"pins: the counter survives processes, the PIN is not in the folder", counter_survives_processes},
    {"pins: the security officer unblocks", officer_unblocks},
    {"pins: the security officer's PIN locks too", officer_locks_too},
    {"pins: change, as user and as officer", change},
    {"pins: a blank token is initialised", initialisation},
    {"pins: initialising again destroys objects and the user's PIN", initialising_again},
    {"pins: the token's own pad", pad},
    {"pins: a PIN that has to be changed", to_be_changed},
    {"pins: a driver that dies at C_Login, before and after the check", crash_around_login},
    {0},
};
