/* All functions of the list, called with nothing to do. */
#ifndef TANBA_EVERY_FUNCTION_H
#define TANBA_EVERY_FUNCTION_H

#include "pkcs11.h"

enum subject { SUBJECT_LIBRARY, SUBJECT_SLOT, SUBJECT_SESSION };

struct outcome {
  const char *name;
  enum subject subject;
  CK_RV rv;
};

/*
 * Calls every function but C_Initialize, C_Finalize and C_GetFunctionList with the given slot or session and null pointers otherwise.
 * Returns the number of outcomes (65).
 */
int call_every_function(CK_SLOT_ID slot, CK_SESSION_HANDLE session, struct outcome *outcomes);
#define EVERY_FUNCTION_COUNT 65

#endif
