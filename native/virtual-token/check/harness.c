#include "harness.h"

#include <dlfcn.h>
#include <errno.h>
#include <ftw.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define CHECK_SECONDS 60

CK_FUNCTION_LIST *p11;
static const char *library;
static char folder[PATH_MAX];
static int failures;

void expect(bool good, const char *file, int line, const char *format, ...) {
  if (good) return;
  va_list values;
  va_start(values, format);
  printf("    %s:%d: not true: ", file, line);
  vprintf(format, values);
  printf("\n");
  va_end(values);
  fflush(stdout);
  failures++;
}

void expect_rv(CK_RV wanted, CK_RV got, const char *file, int line, const char *what) {
  expect(wanted == got, file, line, "%s gives 0x%lx (got 0x%lx)", what, wanted, got);
}

static void fatal(const char *what, const char *why) {
  printf("    %s: %s\n", what, why);
  exit(1);
}

void load(void) {
  void *handle = dlopen(library, RTLD_NOW | RTLD_LOCAL);
  if (!handle) fatal("dlopen", dlerror());
  CK_RV (*entry)(CK_FUNCTION_LIST **);
  *(void **)&entry = dlsym(handle, "C_GetFunctionList");
  if (!entry) fatal("dlsym", "no C_GetFunctionList");
  OK(entry(&p11));
  if (!p11) exit(1);
}

static const char *path_of(const char *name) {
  static char path[PATH_MAX + 256];
  snprintf(path, sizeof path, "%s/%s", folder, name);
  return path;
}

/* Through rename, since the library may read in another thread. */
void put(const char *name, const char *text) {
  char temporary[PATH_MAX];
  snprintf(temporary, sizeof temporary, "%.3000s/check.tmp", folder);
  FILE *file = fopen(temporary, "w");
  if (!file || fputs(text, file) < 0 || fclose(file) != 0 || rename(temporary, path_of(name)) != 0) fatal(name, strerror(errno));
}

void drop(const char *name) { unlink(path_of(name)); }
bool exists(const char *name) { return access(path_of(name), F_OK) == 0; }

const char *get(const char *name) {
  static char text[1 << 16];
  FILE *file = fopen(path_of(name), "r");
  size_t length = file ? fread(text, 1, sizeof text - 1, file) : 0;
  if (file) fclose(file);
  text[length] = '\0';
  return text;
}

void faults(const char *text) { put("faults", text); }

void blank_token(int slot, const char *settings) {
  char name[64];
  snprintf(name, sizeof name, "slot%d", slot);
  mkdir(path_of(name), 0700);
  snprintf(name, sizeof name, "slot%d/token", slot);
  mkdir(path_of(name), 0700);
  snprintf(name, sizeof name, "slot%d/token/token.conf", slot);
  put(name, settings);
}

void ready_token(int slot, const char *settings) {
  blank_token(slot, settings);
  if (!p11) load();
  CK_RV rv = p11->C_Initialize(NULL);
  TRUE(rv == CKR_OK || rv == CKR_CRYPTOKI_ALREADY_INITIALIZED);
  CK_UTF8CHAR label[32];
  memset(label, ' ', sizeof label);
  memcpy(label, "Check token", 11);
  OK(p11->C_InitToken((CK_SLOT_ID)slot, (CK_UTF8CHAR *)SO_PIN, 8, label));
  CK_SESSION_HANDLE session;
  OK(p11->C_OpenSession((CK_SLOT_ID)slot, RW, NULL, NULL, &session));
  OK(login(session, CKU_SO, SO_PIN));
  OK(p11->C_InitPIN(session, (CK_UTF8CHAR *)PIN, 8));
  OK(p11->C_CloseSession(session));
}

static void move_token(int slot, const char *from, const char *to) {
  char old[PATH_MAX + 256], name[64];
  snprintf(name, sizeof name, "slot%d/%s", slot, from);
  snprintf(old, sizeof old, "%s", path_of(name));
  snprintf(name, sizeof name, "slot%d/%s", slot, to);
  if (rename(old, path_of(name)) != 0) fatal("token cannot be moved", strerror(errno));
}

void pull(int slot) { move_token(slot, "token", "token.pulled"); }

void insert(int slot) {
  static int insertions;
  char name[64], text[32];
  snprintf(name, sizeof name, "slot%d/token.pulled/insertion", slot);
  snprintf(text, sizeof text, "%d.%d\n", (int)getpid(), ++insertions);
  put(name, text);
  move_token(slot, "token.pulled", "token");
}

CK_SESSION_HANDLE open_session(CK_FLAGS flags) {
  CK_SESSION_HANDLE session = CK_INVALID_HANDLE;
  OK(p11->C_OpenSession(0, flags, NULL, NULL, &session));
  return session;
}

CK_RV login(CK_SESSION_HANDLE session, CK_USER_TYPE user, const char *pin) {
  return p11->C_Login(session, user, (CK_UTF8CHAR *)(uintptr_t)pin, pin ? strlen(pin) : 0);
}

CK_FLAGS token_flags(CK_SLOT_ID slot) {
  CK_TOKEN_INFO info = {0};
  OK(p11->C_GetTokenInfo(slot, &info));
  return info.flags;
}

CK_SESSION_HANDLE user_session(void) {
  CK_SESSION_HANDLE session = open_session(RW);
  OK(login(session, CKU_USER, PIN));
  return session;
}

struct pair make_rsa(CK_SESSION_HANDLE session) {
  CK_BBOOL yes = CK_TRUE;
  CK_ULONG bits = 2048;
  CK_MECHANISM mechanism = {CKM_RSA_PKCS_KEY_PAIR_GEN, NULL, 0};
  CK_ATTRIBUTE public_key[] = {ATTR(CKA_TOKEN, &yes), ATTR(CKA_MODULUS_BITS, &bits), TEXT(CKA_LABEL, "rsa"), TEXT(CKA_ID, "\1")};
  CK_ATTRIBUTE private_key[] = {ATTR(CKA_TOKEN, &yes), TEXT(CKA_LABEL, "rsa"), TEXT(CKA_ID, "\1")};
  struct pair pair = {0};
  OK(p11->C_GenerateKeyPair(session, &mechanism, public_key, COUNT(public_key), private_key, COUNT(private_key), &pair.public_key,
                            &pair.private_key));
  return pair;
}

struct pair make_gost(CK_SESSION_HANDLE session, bool is_512) {
  static const CK_BYTE oid_512[] = {6, 9, 0x2a, 0x85, 3, 7, 1, 2, 1, 2, 1}, oid_256[] = {6, 7, 0x2a, 0x85, 3, 2, 2, 0x23, 1};
  CK_BBOOL yes = CK_TRUE;
  CK_MECHANISM mechanism = {is_512 ? CKM_GOSTR3410_512_KEY_PAIR_GEN : CKM_GOSTR3410_KEY_PAIR_GEN, NULL, 0};
  CK_ATTRIBUTE public_key[] = {ATTR(CKA_TOKEN, &yes), TEXT(CKA_LABEL, "gost"), TEXT(CKA_ID, "\2"),
                               {CKA_GOSTR3410_PARAMS, (void *)(uintptr_t)(is_512 ? oid_512 : oid_256), is_512 ? 11 : 9}};
  CK_ATTRIBUTE private_key[] = {ATTR(CKA_TOKEN, &yes), TEXT(CKA_LABEL, "gost"), TEXT(CKA_ID, "\2")};
  struct pair pair = {0};
  OK(p11->C_GenerateKeyPair(session, &mechanism, public_key, COUNT(public_key), private_key, COUNT(private_key), &pair.public_key,
                            &pair.private_key));
  return pair;
}

/* Waits at most so long; kills and reaps afterwards. */
static int wait_for(pid_t child, unsigned seconds) {
  int status = 0;
  for (unsigned spent = 0; spent < seconds * 100; spent++) {
    if (waitpid(child, &status, WNOHANG) == child) return status;
    nanosleep(&(struct timespec){.tv_nsec = 10000000}, NULL);
  }
  kill(child, SIGKILL);
  waitpid(child, &status, 0);
  return status;
}

int in_child(void (*work)(void), unsigned seconds) {
  fflush(stdout);
  pid_t child = fork();
  if (child < 0) fatal("fork", strerror(errno));
  if (child == 0) {
    failures = 0;
    work();
    exit(failures ? 1 : 0);
  }
  return wait_for(child, seconds);
}

static int remove_entry(const char *path, const struct stat *status, int type, struct FTW *walk) {
  (void)status;
  (void)type;
  (void)walk;
  return remove(path);
}

static bool run(const struct check *check) {
  const char *temporary = getenv("TMPDIR");
  snprintf(folder, sizeof folder, "%.3000s/tanba-check-XXXXXX", temporary ? temporary : "/tmp");
  if (!mkdtemp(folder)) fatal("mkdtemp", strerror(errno));
  setenv("TANBA_VIRTUAL_TOKEN", folder, 1);
  int status = in_child(check->run, CHECK_SECONDS);
  nftw(folder, remove_entry, 16, FTW_DEPTH | FTW_PHYS);
  bool good = WIFEXITED(status) && WEXITSTATUS(status) == 0;
  if (WIFSIGNALED(status)) printf("    ended by signal %d\n", WTERMSIG(status));
  printf("%s %s\n", good ? "ok    " : "FAILED", check->name);
  fflush(stdout);
  return good;
}

/* virtual-token-check LIBRARY [PART-OF-A-NAME] */
int main(int count, char **arguments) {
  static const struct check *const lists[] = {general_checks, slot_checks, session_checks, pin_checks,   object_checks,
                                              digest_checks,  sign_checks, removal_checks, fault_checks};
  if (count < 2) fatal(arguments[0], "name the library");
  library = arguments[1];
  int good = 0, bad = 0;
  for (size_t i = 0; i < COUNT(lists); i++) {
    for (const struct check *check = lists[i]; check->name; check++) {
      if (count > 2 && !strstr(check->name, arguments[2])) continue;
      bool passed = run(check);
      good += passed;
      bad += !passed;
    }
  }
  printf("%d checks passed, %d failed\n", good, bad);
  return bad || !good ? 1 : 0;
}
