/* PINs of a token: salted hash and counter in the files "pin.user" and "pin.so". */
#ifndef TANBA_PIN_H
#define TANBA_PIN_H

#include "module.h"

enum role { ROLE_USER, ROLE_SO };

/* When token.conf says nothing: lengths of a PIN, and wrong tries before it locks. */
#define PIN_MIN 4
#define PIN_MAX 32
#define PIN_TRIES 10

struct pin_status {
  bool set;
  unsigned long tries_left, max_tries;
  bool to_be_changed;
};

struct pin_status pin_status(const struct slot *slot, enum role role);

/*
 * Spends one try and gives it back if the PIN is right. CKR_PIN_INCORRECT, CKR_PIN_LOCKED, CKR_USER_PIN_NOT_INITIALIZED, or
 * CKR_DEVICE_ERROR when the counter cannot be kept.
 */
CK_RV pin_verify(const struct slot *slot, enum role role, const CK_UTF8CHAR *pin, CK_ULONG length);

/* CKR_PIN_LEN_RANGE if a new PIN would be too short or too long. */
CK_RV pin_check_length(const struct slot *slot, CK_ULONG length);
/* Sets a PIN with all its tries. */
CK_RV pin_set(const struct slot *slot, enum role role, const CK_UTF8CHAR *pin, CK_ULONG length);
void pin_remove(const struct slot *slot, enum role role);

#endif
