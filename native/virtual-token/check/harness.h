/*
 * Checks drive the library as a host does: dlopen, C_GetFunctionList, calls. Each check runs in a child process of its own with a
 * folder of its own, so that a crash, a hang or a locked PIN touches nobody else.
 */
#ifndef TANBA_HARNESS_H
#define TANBA_HARNESS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "pkcs11.h"

struct check {
  const char *name;
  void (*run)(void);
};

/* One list per file, ended by a row without name. */
extern const struct check general_checks[], slot_checks[], session_checks[], pin_checks[], object_checks[], digest_checks[],
    sign_checks[], removal_checks[], fault_checks[];

extern CK_FUNCTION_LIST *p11;

/* Failures are printed and counted; the check goes on. */
void expect(bool good, const char *file, int line, const char *format, ...) __attribute__((format(printf, 4, 5)));
void expect_rv(CK_RV wanted, CK_RV got, const char *file, int line, const char *what);

#define TRUE(condition) expect((condition), __FILE__, __LINE__, "%s", #condition)
#define IS(wanted, call) expect_rv((wanted), (call), __FILE__, __LINE__, #call)
#define OK(call) IS(CKR_OK, call)
#define SAME(a, a_length, b, b_length)                                                                           \
  expect((size_t)(a_length) == (size_t)(b_length) && memcmp((a), (b), (a_length)) == 0, __FILE__, __LINE__, "%s == %s", #a, #b)

/* Loads the library, without C_Initialize. Ends the check if that fails. */
void load(void);

/* Files of the check's folder; names are relative to it. */
void put(const char *name, const char *text);
void drop(const char *name);
bool exists(const char *name);
/* The file's text, at most 64 kB, in a static buffer; "" if there is none. */
const char *get(const char *name);
void faults(const char *text);

/* DIR/slotN/token with this token.conf; blank, or with PINs "12345678" and SO "87654321". The latter loads and initialises. */
#define PIN "12345678"
#define SO_PIN "87654321"
void blank_token(int slot, const char *settings);
void ready_token(int slot, const char *settings);
void pull(int slot);
/* A new "insertion" each time, as token-folder.ts does. */
void insert(int slot);

CK_SESSION_HANDLE open_session(CK_FLAGS flags);
#define RO CKF_SERIAL_SESSION
#define RW (CKF_SERIAL_SESSION | CKF_RW_SESSION)
CK_RV login(CK_SESSION_HANDLE session, CK_USER_TYPE user, const char *pin);
CK_FLAGS token_flags(CK_SLOT_ID slot);

/* Runs `work` in a child and gives its wait status; a child that lives longer than `seconds` is killed (status of SIGKILL). */
int in_child(void (*work)(void), unsigned seconds);

/* Key pairs of the check's session; GOST ones with the Russian parameter names. */
struct pair {
  CK_OBJECT_HANDLE public_key, private_key;
};
struct pair make_rsa(CK_SESSION_HANDLE session);
struct pair make_gost(CK_SESSION_HANDLE session, bool is_512);
/* A session with the user logged in, on slot 0. */
CK_SESSION_HANDLE user_session(void);

#define ATTR(type, value) {type, (void *)(uintptr_t)(value), sizeof *(value)}
#define TEXT(type, text) {type, (void *)(uintptr_t)(text), sizeof(text) - 1}
#define BYTES(type, array) {type, (void *)(uintptr_t)(array), sizeof(array)}
#define COUNT(array) (sizeof(array) / sizeof *(array))

#endif
