/* Sessions, logins and the states they make. */
#include "harness.h"

static CK_STATE state_of(CK_SESSION_HANDLE session) {
  CK_SESSION_INFO info = {0};
  OK(p11->C_GetSessionInfo(session, &info));
  TRUE(info.slotID == 0 && info.ulDeviceError == 0);
  return info.state;
}

static void states(void) {
  ready_token(0, "");
  CK_SESSION_HANDLE ro = open_session(RO), rw = open_session(RW);
  TRUE(state_of(ro) == CKS_RO_PUBLIC_SESSION && state_of(rw) == CKS_RW_PUBLIC_SESSION);
  OK(login(ro, CKU_USER, PIN)); /* through one session, for all */
  TRUE(state_of(ro) == CKS_RO_USER_FUNCTIONS && state_of(rw) == CKS_RW_USER_FUNCTIONS);
  CK_SESSION_HANDLE later = open_session(RW);
  TRUE(state_of(later) == CKS_RW_USER_FUNCTIONS);
  OK(p11->C_Logout(later));
  TRUE(state_of(ro) == CKS_RO_PUBLIC_SESSION && state_of(rw) == CKS_RW_PUBLIC_SESSION);
  OK(p11->C_CloseSession(ro));
  OK(login(rw, CKU_SO, SO_PIN));
  TRUE(state_of(rw) == CKS_RW_SO_FUNCTIONS && state_of(later) == CKS_RW_SO_FUNCTIONS);
  CK_SESSION_INFO info;
  OK(p11->C_GetSessionInfo(rw, &info));
  TRUE(info.flags == (CKF_SERIAL_SESSION | CKF_RW_SESSION));
}

static void refusals(void) {
  CK_SESSION_HANDLE session;
  ready_token(0, "");
  IS(CKR_SESSION_PARALLEL_NOT_SUPPORTED, p11->C_OpenSession(0, CKF_RW_SESSION, NULL, NULL, &session));
  IS(CKR_ARGUMENTS_BAD, p11->C_OpenSession(0, RO, NULL, NULL, NULL));
  CK_SESSION_HANDLE ro = open_session(RO), rw = open_session(RW);
  IS(CKR_USER_NOT_LOGGED_IN, p11->C_Logout(ro));
  IS(CKR_USER_TYPE_INVALID, login(rw, 17, PIN));
  IS(CKR_OPERATION_NOT_INITIALIZED, login(rw, CKU_CONTEXT_SPECIFIC, PIN));
  IS(CKR_SESSION_READ_ONLY_EXISTS, login(rw, CKU_SO, SO_PIN));
  OK(login(rw, CKU_USER, PIN));
  IS(CKR_USER_ALREADY_LOGGED_IN, login(ro, CKU_USER, PIN));
  IS(CKR_USER_ANOTHER_ALREADY_LOGGED_IN, login(rw, CKU_SO, SO_PIN));
  OK(p11->C_Logout(rw));
  OK(p11->C_CloseSession(ro));
  OK(login(rw, CKU_SO, SO_PIN));
  IS(CKR_SESSION_READ_WRITE_SO_EXISTS, p11->C_OpenSession(0, RO, NULL, NULL, &session));
  IS(CKR_USER_ALREADY_LOGGED_IN, login(rw, CKU_SO, SO_PIN));
  IS(CKR_USER_ANOTHER_ALREADY_LOGGED_IN, login(rw, CKU_USER, PIN));
}

static void closing_logs_out(void) {
  ready_token(0, "");
  CK_SESSION_HANDLE one = open_session(RW), two = open_session(RO);
  OK(login(one, CKU_USER, PIN));
  OK(p11->C_CloseSession(one));
  IS(CKR_SESSION_HANDLE_INVALID, p11->C_CloseSession(one));
  TRUE(state_of(two) == CKS_RO_USER_FUNCTIONS); /* another session of the application is still open */
  OK(p11->C_CloseSession(two));
  two = open_session(RO);
  TRUE(state_of(two) == CKS_RO_PUBLIC_SESSION);
  OK(login(two, CKU_USER, PIN));
  OK(p11->C_CloseAllSessions(0));
  IS(CKR_SESSION_HANDLE_INVALID, p11->C_Logout(two));
  two = open_session(RO);
  TRUE(state_of(two) == CKS_RO_PUBLIC_SESSION);
}

static void limits_and_counts(void) {
  CK_SESSION_HANDLE session;
  CK_TOKEN_INFO info;
  ready_token(0, "max-sessions = 2\n");
  open_session(RO);
  open_session(RW);
  OK(p11->C_GetTokenInfo(0, &info));
  TRUE(info.ulSessionCount == 2 && info.ulRwSessionCount == 1 && info.ulMaxSessionCount == 2);
  IS(CKR_SESSION_COUNT, p11->C_OpenSession(0, RO, NULL, NULL, &session));
}

static void write_protected(void) {
  CK_SESSION_HANDLE session;
  ready_token(0, "");
  put("slot0/token/token.conf", "write-protected = yes\n");
  TRUE(token_flags(0) & CKF_WRITE_PROTECTED);
  IS(CKR_TOKEN_WRITE_PROTECTED, p11->C_OpenSession(0, RW, NULL, NULL, &session));
  IS(CKR_TOKEN_WRITE_PROTECTED, p11->C_InitToken(0, (CK_UTF8CHAR *)SO_PIN, 8, (CK_UTF8CHAR *)"Token                           "));
  OK(login(open_session(RO), CKU_USER, PIN));
}

static void two_tokens(void) {
  ready_token(0, "");
  ready_token(1, "");
  CK_SESSION_HANDLE first = user_session(), second;
  OK(p11->C_OpenSession(1, RW, NULL, NULL, &second));
  CK_SESSION_INFO info;
  OK(p11->C_GetSessionInfo(second, &info));
  TRUE(info.slotID == 1 && info.state == CKS_RW_PUBLIC_SESSION); /* a login is for one token */
  CK_OBJECT_HANDLE key = make_gost(first, false).private_key;
  CK_ULONG size;
  IS(CKR_OBJECT_HANDLE_INVALID, p11->C_GetObjectSize(second, key, &size));
  pull(1);
  IS(CKR_SESSION_HANDLE_INVALID, p11->C_GetSessionInfo(second, &info));
  OK(p11->C_GetObjectSize(first, key, &size)); /* the other token does not notice */
}

static void random_numbers(void) {
  CK_BYTE one[64] = {0}, two[64] = {0};
  ready_token(0, "");
  CK_SESSION_HANDLE session = open_session(RO);
  OK(p11->C_SeedRandom(session, one, sizeof one));
  OK(p11->C_GenerateRandom(session, one, sizeof one));
  OK(p11->C_GenerateRandom(session, two, sizeof two));
  TRUE(memcmp(one, two, sizeof one) != 0);
}

const struct check session_checks[] = {
    {"sessions: states by kind of session and login", states},
    {"sessions: what cannot be opened or logged in", refusals},
    {"sessions: the last close logs out", closing_logs_out},
    {"sessions: limit and counts", limits_and_counts},
    {"sessions: write-protected token", write_protected},
    {"sessions: two tokens keep apart", two_tokens},
    {"sessions: random numbers", random_numbers},
    {0},
};
