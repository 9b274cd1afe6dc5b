/* Faults on demand, from DIR/faults. The language is described in README.md. */
#ifndef TANBA_FAULTS_H
#define TANBA_FAULTS_H

#include <stdbool.h>

#include "pkcs11.h"

/* One number per function of the list, and one for the moment when the library is loaded. */
enum function {
#define NUMBER(scope, support, name, params, args) FN_##name,
  PKCS11_FUNCTIONS(NUMBER)
#undef NUMBER
  FN_dlopen,
  FUNCTION_COUNT,
};

const char *function_name(enum function function);

/* What the faults of a call change in its course. */
struct effects {
  bool any; /* a fault was due: the world may have changed (time passed, token pulled) */
  bool returns;
  CK_RV code;
  bool garbage;
  CK_ULONG garbage_length;
  bool truncate;
  CK_ULONG limit; /* CK_UNAVAILABLE_INFORMATION: half of what there is */
  bool corrupt;
  bool second_refused;
  bool always_authenticate;
};

enum phase { PHASE_BEFORE, PHASE_AFTER };

/* Reads the control file again. False if it cannot be understood: every call must then fail, or a test would pass for nothing. */
bool faults_refresh(void);
/* Counts one call of the function. */
void faults_count(enum function function);
/*
 * Carries out the faults of the phase that are due at this call. Those that end the process or never return do so here; the others
 * are noted in `effects`. `slot` is the number of the slot that the call is about, or -1.
 */
void faults_apply(enum function function, enum phase phase, long slot, struct effects *effects);

/* Appends "<pid> <function> <result>" to DIR/calls.log if that file exists. */
void call_log(enum function function, const char *result);

#endif
