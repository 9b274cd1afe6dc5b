#include <stdlib.h>

#include "functions.h"
#include "gate.h"
#include "module.h"
#include "objects.h"

struct session *session_find(CK_SESSION_HANDLE handle) {
  for (struct session *session = module.sessions; session; session = session->next) {
    if (session->handle == handle) return session;
  }
  return NULL;
}

CK_ULONG session_count(const struct slot *slot, bool only_writable) {
  CK_ULONG count = 0;
  for (struct session *session = module.sessions; session; session = session->next)
    count += session->slot == slot && (session->writable || !only_writable);
  return count;
}

/* Usage Guide 2.40, session states: what a session may do follows from its kind and from who is logged in to the token. */
CK_STATE session_state(const struct session *session) {
  static const CK_STATE states[2][3] = {
      {[LOGIN_NONE] = CKS_RO_PUBLIC_SESSION, [LOGIN_USER] = CKS_RO_USER_FUNCTIONS, [LOGIN_SO] = CKS_RO_PUBLIC_SESSION},
      {[LOGIN_NONE] = CKS_RW_PUBLIC_SESSION, [LOGIN_USER] = CKS_RW_USER_FUNCTIONS, [LOGIN_SO] = CKS_RW_SO_FUNCTIONS},
  };
  return states[session->writable][session->slot->login];
}

void operation_end(struct operation *operation) {
  digest_drop(&operation->digest);
  *operation = (struct operation){0};
}

static void free_session(struct session *session) {
  operation_end(&session->digest);
  operation_end(&session->sign);
  operation_end(&session->verify);
  free(session->search.found);
  objects_forget_session(session->handle);
  free(session);
}

static void close_session(struct session *session) {
  struct slot *slot = session->slot;
  struct session **link = &module.sessions;
  while (*link != session) link = &(*link)->next;
  *link = session->next;
  free_session(session);
  if (session_count(slot, false) > 0) return;
  /* With its last session the application is logged out of the token. */
  slot->login = LOGIN_NONE;
  objects_forget(slot, true);
}

void sessions_close_all(struct slot *slot) {
  for (struct session *session = module.sessions, *next; session; session = next) {
    next = session->next;
    if (session->slot == slot) close_session(session);
  }
}

static CK_RV may_open(const struct slot *slot, bool writable) {
  CK_ULONG open = session_count(slot, false), limit = token_number(slot, "max-sessions", CK_EFFECTIVELY_INFINITE);
  if (!slot->now.present) return CKR_TOKEN_NOT_PRESENT;
  if (writable && token_flag(slot, "write-protected")) return CKR_TOKEN_WRITE_PROTECTED;
  if (!writable && slot->login == LOGIN_SO) return CKR_SESSION_READ_WRITE_SO_EXISTS;
  if (effects_now()->second_refused && open > 0) return CKR_SESSION_COUNT;
  if (limit != CK_EFFECTIVELY_INFINITE && open >= limit) return CKR_SESSION_COUNT;
  return CKR_OK;
}

CK_RV do_C_OpenSession(CK_SLOT_ID id, CK_FLAGS flags, void *application, CK_NOTIFY notify, CK_SESSION_HANDLE *handle) {
  (void)application; /* the only notification of v2.40 is CKN_SURRENDER, which this module never gives */
  (void)notify;
  struct slot *slot = slot_find(id);
  bool writable = (flags & CKF_RW_SESSION) != 0;
  if (!handle) return CKR_ARGUMENTS_BAD;
  if (!(flags & CKF_SERIAL_SESSION)) return CKR_SESSION_PARALLEL_NOT_SUPPORTED;
  CK_RV rv = may_open(slot, writable);
  if (rv != CKR_OK) return rv;
  struct session *session = calloc(1, sizeof *session);
  if (!session) return CKR_HOST_MEMORY;
  session->handle = module_new_handle();
  session->slot = slot;
  session->writable = writable;
  session->next = module.sessions;
  module.sessions = session;
  *handle = session->handle;
  return CKR_OK;
}

CK_RV do_C_CloseSession(CK_SESSION_HANDLE handle) {
  close_session(session_find(handle));
  return CKR_OK;
}

CK_RV do_C_CloseAllSessions(CK_SLOT_ID id) {
  struct slot *slot = slot_find(id);
  if (!slot->now.present) return CKR_TOKEN_NOT_PRESENT;
  sessions_close_all(slot);
  return CKR_OK;
}

CK_RV do_C_GetSessionInfo(CK_SESSION_HANDLE handle, CK_SESSION_INFO *info) {
  if (!info) return CKR_ARGUMENTS_BAD;
  const struct session *session = session_find(handle);
  *info = (CK_SESSION_INFO){
      .slotID = session->slot->id,
      .state = session_state(session),
      .flags = CKF_SERIAL_SESSION | (session->writable ? CKF_RW_SESSION : 0),
  };
  return CKR_OK;
}
