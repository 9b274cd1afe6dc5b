/* Every call of the library passes through the gate: lock, faults, "initialised?", "does the slot or session live?", log. */
#ifndef TANBA_GATE_H
#define TANBA_GATE_H

#include <stdbool.h>

#include "faults.h"
#include "pkcs11.h"

enum scope { SCOPE_NONE, SCOPE_SLOT, SCOPE_SESSION };

struct call {
  enum function function;
  enum scope scope;
  CK_ULONG target;  /* slot or session */
  long slot;        /* the slot it is about, or -1 */
  bool was_present; /* a token lay in that slot when the call began */
  CK_RV rv;
  struct effects effects;
};

/*
 * Takes the lock. True if the function is to do its work: the library is initialised (unless that is the function's own matter), the
 * slot exists or the session lives. False if call->rv already says why not. gate_leave() follows in either case.
 */
bool gate_enter(struct call *call, enum function function, enum scope scope, CK_ULONG target);
CK_RV gate_leave(struct call *call);

/* Lets other threads in for `ms` milliseconds, in the middle of the current call (C_WaitForSlotEvent). */
void gate_pause(unsigned ms);

/* The faults of the call that is being served. */
const struct effects *effects_now(void);

/*
 * Gives bytes back by the two-call convention of section 5.2: a null `out` asks for the length, a short buffer gets
 * CKR_BUFFER_TOO_SMALL and the length. The faults of the call may falsify length and bytes.
 */
CK_RV give_bytes(const CK_BYTE *bytes, CK_ULONG length, CK_BYTE *out, CK_ULONG *out_length);
/*
 * True if the call is answered by the length alone (asked for, or the buffer too short), with the answer in `rv`: such calls must not
 * do the work, since they do not end an operation.
 */
bool give_length(CK_ULONG length, const CK_BYTE *out, CK_ULONG *out_length, CK_RV *rv);
/* The same as give_bytes for lists of numbers; `length` and `*count` count entries. */
CK_RV give_list(const CK_ULONG *list, CK_ULONG length, CK_ULONG *out, CK_ULONG *count);
/* What a caller is told instead of the true length or count. */
CK_ULONG falsified(CK_ULONG length);

#endif
