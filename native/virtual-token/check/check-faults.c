/* Faults on demand. */
#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <time.h>

#include "every-function.h"
#include "harness.h"

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static CK_RV count_slots(CK_ULONG *count) { return p11->C_GetSlotList(CK_TRUE, NULL, count); }

/* Any code at any call: every function gives what it is told, known to the standard or not. */
static void any_code_anywhere(void) {
  struct outcome outcomes[EVERY_FUNCTION_COUNT];
  ready_token(0, "");
  CK_SESSION_HANDLE session = user_session();
  faults("* return 0x80001234\n");
  int count = call_every_function(0, session, outcomes);
  for (int i = 0; i < count; i++) expect_rv(0x80001234, outcomes[i].rv, __FILE__, __LINE__, outcomes[i].name);
  IS(0x80001234, p11->C_Finalize(NULL));
  drop("faults");
  CK_SESSION_INFO info;
  OK(p11->C_GetSessionInfo(session, &info)); /* nothing was done: the session is still there */
  TRUE(info.state == CKS_RW_USER_FUNCTIONS);
}

static void chosen_calls(void) {
  CK_ULONG count;
  ready_token(0, "");
  faults("# the second, and all from the fourth on\nC_GetSlotList#2 return 0x30\nC_GetSlotList#4+ return 48\nC_GetInfo return 5\n");
  static const CK_RV wanted[] = {CKR_OK, 0x30, CKR_OK, 48, 48};
  for (size_t i = 0; i < COUNT(wanted); i++) IS(wanted[i], count_slots(&count));
  CK_INFO info;
  IS(CKR_GENERAL_ERROR, p11->C_GetInfo(&info));
  faults("C_GetSlotList#2 return 0x30\n"); /* a new text counts anew */
  OK(count_slots(&count));
  IS(0x30, count_slots(&count));
  faults("*#3 return 0x31\n");
  OK(count_slots(&count));
  OK(p11->C_GetInfo(&info));
  IS(0x31, count_slots(&count));
  OK(count_slots(&count));
}

static void after_the_work(void) {
  ready_token(0, "");
  CK_SESSION_HANDLE session = open_session(RO);
  CK_SESSION_INFO info;
  faults("C_Login after return 0x30 once\n");
  IS(0x30, login(session, CKU_USER, PIN));
  OK(p11->C_GetSessionInfo(session, &info));
  TRUE(info.state == CKS_RO_USER_FUNCTIONS); /* it was done all the same */
  TRUE(strcmp(get("faults"), "") == 0);
}

static void nonsense_is_no_fault(void) {
  static const char *const lines[] = {"C_Sing return 5", "C_Sign", "C_Sign return", "C_Sign return five", "C_Sign crash", "C_Sign#0 hang",
                                      "C_Sign#x hang", "C_Sign hang twice", "C_Sign after corrupt", "C_Sign slow", "explode"};
  CK_ULONG count;
  ready_token(0, "");
  for (size_t i = 0; i < COUNT(lines); i++) {
    faults(lines[i]);
    IS(CKR_GENERAL_ERROR, count_slots(&count)); /* a misspelt fault must not let a test pass */
  }
  faults("\n  # nothing\n\n");
  OK(count_slots(&count));
}

static void get_info(void) {
  CK_INFO info;
  p11->C_GetInfo(&info);
}

static void crashes(void) {
  load();
  faults("C_GetInfo crash segv\n");
  int status = in_child(get_info, 20);
  TRUE(WIFSIGNALED(status) && WTERMSIG(status) == SIGSEGV);
  faults("C_GetInfo crash abort\n");
  status = in_child(get_info, 20);
  TRUE(WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT);
}

static void crash_once(void) {
  load();
  put("calls.log", "");
  faults("C_GetInfo crash segv once\nC_GetInfo return 7\n");
  TRUE(WIFSIGNALED(in_child(get_info, 20)));
  TRUE(strcmp(get("faults"), "C_GetInfo return 7\n") == 0); /* the next process finds it gone, and only it */
  TRUE(in_child(get_info, 20) == 0);
  TRUE(strstr(get("calls.log"), " C_GetInfo crash-segv\n") && strstr(get("calls.log"), " C_GetInfo 0x00000007\n"));
}

static void hangs(void) {
  load();
  put("calls.log", "");
  faults("C_GetInfo hang\n");
  int status = in_child(get_info, 2);
  TRUE(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
  TRUE(strstr(get("calls.log"), " C_GetInfo hang\n") != NULL);
}

static void fails_to_load(void) {
  faults("dlopen crash segv\n");
  int status = in_child(load, 20);
  TRUE(WIFSIGNALED(status) && WTERMSIG(status) == SIGSEGV);
  faults("dlopen hang\n");
  status = in_child(load, 1);
  TRUE(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
  faults("* crash segv\n"); /* a star means calls */
  TRUE(in_child(load, 20) != 0); /* C_GetFunctionList is one */
}

static void slow(void) {
  CK_ULONG count;
  ready_token(0, "");
  faults("C_GetSlotList slow 150\n");
  double before = now();
  OK(count_slots(&count));
  TRUE(now() - before >= 0.15 && now() - before < 5);
}

static void garbage_lengths(void) {
  CK_ULONG count = 0;
  CK_BYTE value[64] = {0};
  CK_SLOT_ID slots[4];
  ready_token(0, "");
  CK_SESSION_HANDLE session = user_session();
  CK_OBJECT_HANDLE keys[4], key = make_gost(session, true).public_key;
  faults("C_GetSlotList garbage-length\nC_GetAttributeValue garbage-length 4096\nC_FindObjects garbage-length 1000\n");
  OK(count_slots(&count));
  TRUE(count == 0x7fffff00);
  count = 4;
  OK(p11->C_GetSlotList(CK_TRUE, slots, &count));
  TRUE(count == 0x7fffff00 && slots[0] == 0);
  CK_ATTRIBUTE id = {CKA_ID, NULL, 0};
  OK(p11->C_GetAttributeValue(session, key, &id, 1));
  TRUE(id.ulValueLen == 4096);
  id = (CK_ATTRIBUTE){CKA_ID, value, sizeof value};
  OK(p11->C_GetAttributeValue(session, key, &id, 1));
  TRUE(id.ulValueLen == 4096 && value[0] == 2 && value[1] == 0); /* only the length lies: no byte beyond the buffer is written */
  OK(p11->C_FindObjectsInit(session, NULL, 0));
  OK(p11->C_FindObjects(session, keys, 4, &count));
  TRUE(count == 1000);
}

static void truncated(void) {
  CK_ULONG count;
  CK_SLOT_ID slots[4];
  CK_BYTE value[256], digest[64] = {1};
  CK_OBJECT_HANDLE found[8];
  ready_token(0, "");
  blank_token(1, "");
  CK_SESSION_HANDLE session = user_session();
  struct pair pair = make_gost(session, true);
  faults("C_GetSlotList truncate 1\nC_FindObjects truncate\nC_Sign truncate 100\nC_GetAttributeValue truncate\n");
  OK(count_slots(&count));
  TRUE(count == 2); /* asked, it tells of two … */
  count = 4;
  OK(p11->C_GetSlotList(CK_TRUE, slots, &count));
  TRUE(count == 1); /* … and gives one */
  OK(p11->C_FindObjectsInit(session, NULL, 0));
  OK(p11->C_FindObjects(session, found, 8, &count));
  TRUE(count == 1);
  OK(p11->C_FindObjects(session, found, 8, &count));
  TRUE(count == 0);
  CK_MECHANISM mechanism = {CKM_GOSTR3410_512, NULL, 0};
  OK(p11->C_SignInit(session, &mechanism, pair.private_key));
  count = sizeof value;
  OK(p11->C_Sign(session, digest, 64, value, &count));
  TRUE(count == 100);
  CK_ATTRIBUTE wanted = {CKA_VALUE, value, sizeof value};
  OK(p11->C_GetAttributeValue(session, pair.public_key, &wanted, 1));
  TRUE(wanted.ulValueLen == 64);
}

static void corrupted(void) {
  CK_BYTE digest[32] = {1}, signature[64];
  CK_ULONG size = sizeof signature;
  CK_MECHANISM mechanism = {CKM_GOSTR3410, NULL, 0};
  ready_token(0, "");
  CK_SESSION_HANDLE session = user_session();
  struct pair pair = make_gost(session, false);
  faults("C_Sign corrupt\n");
  OK(p11->C_SignInit(session, &mechanism, pair.private_key));
  OK(p11->C_Sign(session, digest, 32, signature, &size));
  OK(p11->C_VerifyInit(session, &mechanism, pair.public_key));
  IS(CKR_SIGNATURE_INVALID, p11->C_Verify(session, digest, 32, signature, size));
  signature[0] ^= 0xff;
  OK(p11->C_VerifyInit(session, &mechanism, pair.public_key));
  OK(p11->C_Verify(session, digest, 32, signature, size));
}

static void second_session(void) {
  CK_SESSION_HANDLE session;
  ready_token(0, "");
  faults("C_OpenSession second-refused\n");
  OK(p11->C_OpenSession(0, RO, NULL, NULL, &session));
  CK_SESSION_HANDLE second;
  IS(CKR_SESSION_COUNT, p11->C_OpenSession(0, RO, NULL, NULL, &second));
  OK(p11->C_CloseSession(session));
  OK(p11->C_OpenSession(0, RO, NULL, NULL, &session));
}

static void pin_every_time(void) {
  CK_BYTE digest[32] = {1}, signature[64];
  CK_ULONG size = sizeof signature;
  CK_BBOOL flag = CK_FALSE;
  CK_MECHANISM mechanism = {CKM_GOSTR3410, NULL, 0};
  CK_ATTRIBUTE wanted = ATTR(CKA_ALWAYS_AUTHENTICATE, &flag);
  ready_token(0, "");
  CK_SESSION_HANDLE session = user_session();
  CK_OBJECT_HANDLE key = make_gost(session, false).private_key;
  faults("always-authenticate\n");
  OK(p11->C_GetAttributeValue(session, key, &wanted, 1));
  TRUE(flag);
  OK(p11->C_SignInit(session, &mechanism, key));
  IS(CKR_USER_NOT_LOGGED_IN, p11->C_Sign(session, digest, 32, signature, &size));
  OK(p11->C_SignInit(session, &mechanism, key));
  OK(login(session, CKU_CONTEXT_SPECIFIC, PIN));
  OK(p11->C_Sign(session, digest, 32, signature, &size));
}

static void log_of_calls(void) {
  ready_token(0, "");
  CK_SESSION_HANDLE session = open_session(RO);
  CK_ULONG count;
  OK(count_slots(&count));
  TRUE(!exists("calls.log")); /* only where wanted */
  put("calls.log", "");
  IS(CKR_PIN_INCORRECT, login(session, CKU_USER, "my secret"));
  OK(login(session, CKU_USER, PIN));
  const char *text = get("calls.log");
  TRUE(strstr(text, " C_Login 0x000000a0\n") && strstr(text, " C_Login 0x00000000\n"));
  TRUE(!strstr(text, "my secret") && !strstr(text, PIN));
}

const struct check fault_checks[] = {
    {"faults: any code at every function", any_code_anywhere},
    {"faults: the n-th call, and from the n-th on", chosen_calls},
    {"faults: a wrong answer after the work is done", after_the_work},
    {"faults: lines that cannot be understood fail every call", nonsense_is_no_fault},
    {"faults: crash by SIGSEGV and by abort", crashes},
    {"faults: once only, across processes", crash_once},
    {"faults: endless hang", hangs},
    {"faults: crash and hang while loading", fails_to_load},
    {"faults: slow", slow},
    {"faults: garbage lengths", garbage_lengths},
    {"faults: truncated lists and values", truncated},
    {"faults: corrupted signature", corrupted},
    {"faults: second session refused", second_session},
    {"faults: PIN at every signature", pin_every_time},
    {"faults: log of calls, without secrets", log_of_calls},
    {0},
};
