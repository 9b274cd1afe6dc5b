#include "gate.h"

#include <openssl/crypto.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "module.h"

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pid_t owner; /* the process that this state belongs to */
static struct call *current;

/*
 * A child has the parent's memory but not its threads: the lock may be held by one that does not exist here, and PKCS#11 wants the
 * child to call C_Initialize itself (section 5.4).
 */
static void leave_parent_behind(void) {
  if (owner == getpid()) return;
  owner = getpid();
  pthread_mutex_init(&lock, NULL);
  module_reset();
}

/* A driver may already fail while it is being loaded: "dlopen crash segv". */
__attribute__((constructor)) static void on_load(void) {
  struct effects effects = {0};
  owner = getpid();
  /* The machine's openssl.cnf is for the machine's libcrypto: an engine that it names would be loaded into ours, and crash. */
  OPENSSL_init_crypto(OPENSSL_INIT_NO_LOAD_CONFIG, NULL);
  if (!faults_refresh()) return;
  faults_count(FN_dlopen);
  faults_apply(FN_dlopen, PHASE_BEFORE, -1, &effects);
}

static bool works_uninitialized(enum function function) {
  return function == FN_C_Initialize || function == FN_C_GetFunctionList;
}

/* Finds what the call is about, before faults change the world. */
static void look_at_target(struct call *call) {
  struct slot *slot = NULL;
  if (call->scope == SCOPE_SLOT) slot = slot_find(call->target);
  if (call->scope == SCOPE_SESSION) {
    struct session *session = session_find(call->target);
    slot = session ? session->slot : NULL;
  }
  call->slot = slot ? (long)slot->id : -1;
  call->was_present = slot && slot->now.present;
}

/* Whether the slot or session can be worked with, after the faults. */
static CK_RV check_target(const struct call *call) {
  if (call->scope == SCOPE_SLOT && !slot_find(call->target)) return CKR_SLOT_ID_INVALID;
  if (call->scope != SCOPE_SESSION || session_find(call->target)) return CKR_OK;
  /* Sections 5.1.2 and 5.1.3: pulled before the call, the session is gone; pulled during it, the device is. */
  return call->was_present ? CKR_DEVICE_REMOVED : CKR_SESSION_HANDLE_INVALID;
}

bool gate_enter(struct call *call, enum function function, enum scope scope, CK_ULONG target) {
  leave_parent_behind();
  pthread_mutex_lock(&lock);
  current = call;
  memset(call, 0, sizeof *call);
  call->function = function;
  call->scope = scope;
  call->target = target;
  call->slot = -1;
  call->rv = CKR_GENERAL_ERROR;
  if (!faults_refresh()) return false;
  if (module.initialized) {
    slots_refresh();
    look_at_target(call);
  }
  faults_count(function);
  faults_apply(function, PHASE_BEFORE, call->slot, &call->effects);
  if (call->effects.returns) {
    call->rv = call->effects.code;
    return false;
  }
  if (works_uninitialized(function)) return true;
  if (!module.initialized) {
    call->rv = CKR_CRYPTOKI_NOT_INITIALIZED;
    return false;
  }
  if (call->effects.any) slots_refresh();
  call->rv = check_target(call);
  return call->rv == CKR_OK;
}

CK_RV gate_leave(struct call *call) {
  if (call->rv == CKR_TOKEN_NOT_PRESENT && call->was_present) call->rv = CKR_DEVICE_REMOVED;
  struct effects after = {0};
  faults_apply(call->function, PHASE_AFTER, call->slot, &after);
  if (after.returns) call->rv = after.code;
  char result[24];
  snprintf(result, sizeof result, "0x%08lx", call->rv);
  call_log(call->function, result);
  current = NULL;
  CK_RV rv = call->rv;
  pthread_mutex_unlock(&lock);
  return rv;
}

void gate_pause(unsigned ms) {
  struct call *call = current;
  struct timespec pause = {.tv_sec = ms / 1000, .tv_nsec = (long)(ms % 1000) * 1000000L};
  pthread_mutex_unlock(&lock);
  nanosleep(&pause, NULL);
  pthread_mutex_lock(&lock);
  current = call;
}

const struct effects *effects_now(void) {
  static const struct effects none = {0};
  return current ? &current->effects : &none;
}

CK_ULONG falsified(CK_ULONG length) { return effects_now()->garbage ? effects_now()->garbage_length : length; }

static CK_ULONG shortened(CK_ULONG length) {
  const struct effects *effects = effects_now();
  if (!effects->truncate) return length;
  CK_ULONG limit = effects->limit == CK_UNAVAILABLE_INFORMATION ? length / 2 : effects->limit;
  return limit < length ? limit : length;
}

/* Decides lengths for both shapes; CKR_OK with a null `out` means that only the length was asked. */
static CK_RV give(const void *from, CK_ULONG length, size_t unit, void *out, CK_ULONG *out_length) {
  CK_ULONG room = *out_length;
  *out_length = falsified(length);
  if (!out) return CKR_OK;
  if (room < length) return CKR_BUFFER_TOO_SMALL;
  length = shortened(length);
  if (length > 0) memcpy(out, from, length * unit);
  *out_length = falsified(length);
  return CKR_OK;
}

bool give_length(CK_ULONG length, const CK_BYTE *out, CK_ULONG *out_length, CK_RV *rv) {
  if (out && *out_length >= length) return false;
  *rv = out ? CKR_BUFFER_TOO_SMALL : CKR_OK;
  *out_length = falsified(length);
  return true;
}

CK_RV give_bytes(const CK_BYTE *bytes, CK_ULONG length, CK_BYTE *out, CK_ULONG *out_length) {
  CK_RV rv = give(bytes, length, 1, out, out_length);
  if (rv == CKR_OK && out && length > 0 && effects_now()->corrupt) out[0] ^= 0xff;
  return rv;
}

CK_RV give_list(const CK_ULONG *list, CK_ULONG length, CK_ULONG *out, CK_ULONG *count) {
  return give(list, length, sizeof *list, out, count);
}
