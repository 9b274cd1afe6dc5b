#include <stdlib.h>
#include <string.h>

#include "functions.h"
#include "gate.h"
#include "gost.h"
#include "module.h"
#include "objects.h"
#include "text.h"

struct module module;

void text_pad(CK_UTF8CHAR *field, size_t size, const char *text) {
  size_t length = strlen(text);
  if (length > size) {
    length = size;
    while (length > 0 && ((unsigned char)text[length] & 0xC0) == 0x80) length--;
  }
  memset(field, ' ', size);
  memcpy(field, text, length);
}

CK_ULONG module_new_handle(void) { return ++module.last_handle; }

void module_reset(void) {
  for (CK_SLOT_ID id = 0; id < MAX_SLOTS; id++) {
    sessions_close_all(&module.slots[id]);
    objects_forget(&module.slots[id], false);
    module.slots[id] = (struct slot){0};
  }
  gost_cleanup();
  module.initialized = false;
  module.life++;
}

/* Section 5.4: the four functions come together or not at all; with them alone, their use would be required, which we do not offer. */
static CK_RV check_locking(const CK_C_INITIALIZE_ARGS *options) {
  if (options->pReserved) return CKR_ARGUMENTS_BAD;
  int given = !!options->CreateMutex + !!options->DestroyMutex + !!options->LockMutex + !!options->UnlockMutex;
  if (given != 0 && given != 4) return CKR_ARGUMENTS_BAD;
  if (given == 4 && !(options->flags & CKF_OS_LOCKING_OK)) return CKR_CANT_LOCK;
  return CKR_OK;
}

CK_RV do_C_Initialize(void *options) {
  if (module.initialized) return CKR_CRYPTOKI_ALREADY_INITIALIZED;
  CK_RV rv = options ? check_locking(options) : CKR_OK;
  if (rv != CKR_OK) return rv;
  if (!folder_root()) {
    complain("the environment variable TANBA_VIRTUAL_TOKEN names no folder");
    return CKR_GENERAL_ERROR;
  }
  module.initialized = true;
  module.life++;
  slots_refresh();
  /* What lies in the slots now is no event; what changes from now on is. */
  for (CK_SLOT_ID id = 0; id < MAX_SLOTS; id++) module.slots[id].reported = module.slots[id].now;
  return CKR_OK;
}

CK_RV do_C_Finalize(void *reserved) {
  if (reserved) return CKR_ARGUMENTS_BAD;
  module_reset();
  return CKR_OK;
}

CK_RV do_C_GetInfo(CK_INFO *info) {
  if (!info) return CKR_ARGUMENTS_BAD;
  memset(info, 0, sizeof *info);
  info->cryptokiVersion = (CK_VERSION){2, 40};
  info->libraryVersion = (CK_VERSION){1, 0};
  text_pad(info->manufacturerID, sizeof info->manufacturerID, "Tanba");
  text_pad(info->libraryDescription, sizeof info->libraryDescription, "Tanba virtual token");
  return CKR_OK;
}
