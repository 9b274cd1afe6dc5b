/*
 * The door of the library: C_GetFunctionList is the one exported name, and the list it gives holds gates generated from the table of
 * functions, so that no function can be without its lock, its faults and its line in the log.
 */
#include "functions.h"
#include "gate.h"

/* Functions that are not supported leave their parameters unread. */
#pragma GCC diagnostic ignored "-Wunused-parameter"

#define TARGET_NONE(...) 0
#define TARGET_SLOT(...) slot
#define TARGET_SESSION(...) session

#define WORK_YES(name, args) do_##name args
#define WORK_NO(name, args) CKR_FUNCTION_NOT_SUPPORTED
#define WORK_PARALLEL(name, args) CKR_FUNCTION_NOT_PARALLEL

#define GATE(scope, support, name, params, args)                                                          \
  static CK_RV gate_##name params {                                                                       \
    struct call call;                                                                                     \
    if (gate_enter(&call, FN_##name, SCOPE_##scope, TARGET_##scope())) call.rv = WORK_##support(name, args); \
    return gate_leave(&call);                                                                             \
  }
PKCS11_FUNCTIONS(GATE)

static CK_FUNCTION_LIST functions = {
    .version = {2, 40},
#define ENTRY(scope, support, name, params, args) .name = gate_##name,
    PKCS11_FUNCTIONS(ENTRY)
#undef ENTRY
};

CK_RV do_C_GetFunctionList(CK_FUNCTION_LIST **list) {
  if (!list) return CKR_ARGUMENTS_BAD;
  *list = &functions;
  return CKR_OK;
}

__attribute__((visibility("default"))) CK_RV C_GetFunctionList(CK_FUNCTION_LIST **list) { return gate_C_GetFunctionList(list); }
