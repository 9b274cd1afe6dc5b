/* What the library knows while it is loaded. Everything here is guarded by the gate's lock. */
#ifndef TANBA_MODULE_H
#define TANBA_MODULE_H

#include <stdbool.h>
#include <sys/types.h>
#include <time.h>

#include "attributes.h"
#include "digest.h"
#include "folder.h"
#include "pkcs11.h"

#define MAX_SLOTS 16
#define MAX_OBJECT_NAME 32

enum login { LOGIN_NONE, LOGIN_USER, LOGIN_SO };

/* Which token lies in a slot: `text` changes with every insertion, so a token pulled and put back between two calls is noticed. */
struct insertion {
  bool present;
  char text[64];
};

struct slot {
  CK_SLOT_ID id;
  bool exists;
  struct insertion now;      /* as seen at the last call */
  struct insertion reported; /* as last told through C_WaitForSlotEvent */
  enum login login;          /* of this application, shared by its sessions */
};

struct object {
  CK_OBJECT_HANDLE handle;
  struct slot *slot;
  CK_SESSION_HANDLE owner;    /* 0 for objects on the token */
  char name[MAX_OBJECT_NAME]; /* file name of an object on the token */
  ino_t inode;                /* with `changed`: tells that another process rewrote the file */
  struct timespec changed;
  bool seen; /* scratch of the store's comparison with the folder */
  struct attributes attributes;
  struct object *next;
};

struct mechanism;

/* A digest, signature or verification under way. */
struct operation {
  bool active;
  bool started;       /* C_…Update was called */
  bool authenticated; /* CKU_CONTEXT_SPECIFIC login done, or not needed */
  const struct mechanism *mechanism;
  CK_OBJECT_HANDLE key;
  struct digest digest;
};

struct search {
  bool active;
  CK_OBJECT_HANDLE *found;
  CK_ULONG count, next;
};

struct session {
  CK_SESSION_HANDLE handle;
  struct slot *slot;
  bool writable;
  struct operation digest, sign, verify;
  struct search search;
  struct session *next;
};

struct module {
  bool initialized;
  unsigned long life; /* grows with C_Initialize and C_Finalize, so that a waiting C_WaitForSlotEvent notices */
  struct slot slots[MAX_SLOTS];
  struct session *sessions;
  struct object *objects;
  CK_ULONG last_handle;
};

extern struct module module;

/* Forgets sessions, objects and the initialisation: C_Finalize, and a child after fork. */
void module_reset(void);
CK_ULONG module_new_handle(void);

/* slots.c */
/* Looks at the folder again; a token that went or was changed takes its sessions and objects with it. */
void slots_refresh(void);
/* NULL if the slot does not exist. */
struct slot *slot_find(CK_SLOT_ID id);
path_t slot_path(const struct slot *slot, const char *name);
path_t token_path(const struct slot *slot, const char *name);
/* Moves the token out of the slot as a person would; false if there is none. */
bool slot_pull_token(const struct slot *slot);

/* token.c: settings of the token in token.conf, read when needed so that a test may change them at any time. */
bool token_flag(const struct slot *slot, const char *key);
unsigned long token_number(const struct slot *slot, const char *key, unsigned long fallback);
/* `value` becomes `fallback` if the key is missing. */
void token_text(const struct slot *slot, const char *key, const char *fallback, char *value, size_t size);

/* sessions.c */
struct session *session_find(CK_SESSION_HANDLE handle);
CK_ULONG session_count(const struct slot *slot, bool only_writable);
void sessions_close_all(struct slot *slot);
CK_STATE session_state(const struct session *session);
void operation_end(struct operation *operation);

#endif
