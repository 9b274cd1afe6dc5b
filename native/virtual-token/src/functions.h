/* The work behind each supported function. The gate holds the lock and has found slot and session. */
#ifndef TANBA_FUNCTIONS_H
#define TANBA_FUNCTIONS_H

#include "pkcs11.h"

#define DECLARE_YES(name, params) CK_RV do_##name params;
#define DECLARE_NO(name, params)
#define DECLARE_PARALLEL(name, params)
#define DECLARE(scope, support, name, params, args) DECLARE_##support(name, params)
PKCS11_FUNCTIONS(DECLARE)
#undef DECLARE

#endif
