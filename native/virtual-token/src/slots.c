/* Slots are the folders DIR/slot0 … DIR/slot15; a token lies in one if it has a folder "token". */
#include <ctype.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "functions.h"
#include "gate.h"
#include "module.h"
#include "objects.h"
#include "text.h"

#define POLL_MS 20 /* a tenth of what a person notices; the folder is looked at in microseconds */

path_t slot_path(const struct slot *slot, const char *name) {
  char folder[16];
  snprintf(folder, sizeof folder, "slot%lu", slot->id);
  return path_join(folder_root(), folder, name, NULL);
}

path_t token_path(const struct slot *slot, const char *name) {
  return name ? path_join(slot_path(slot, "token").text, name, NULL) : slot_path(slot, "token");
}

static bool is_folder(const char *path) {
  struct stat status;
  return stat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

bool slot_pull_token(const struct slot *slot) {
  if (!is_folder(token_path(slot, NULL).text)) return false;
  if (rename(token_path(slot, NULL).text, slot_path(slot, "token.pulled").text) == 0) return true;
  complain("slot%lu: the token cannot be pulled (is there a token.pulled already?)", slot->id);
  return false;
}

static struct insertion look(const struct slot *slot) {
  struct insertion seen = {0};
  seen.present = is_folder(token_path(slot, NULL).text);
  char *text = seen.present ? text_read(token_path(slot, "insertion").text, NULL) : NULL;
  if (text) snprintf(seen.text, sizeof seen.text, "%s", text);
  text_free(text);
  return seen;
}

static bool same_insertion(const struct insertion *one, const struct insertion *other) {
  return one->present == other->present && strcmp(one->text, other->text) == 0;
}

/* "slot0" … "slot15"; MAX_SLOTS for every other name. */
static CK_SLOT_ID slot_number(const char *name) {
  char *end;
  bool plain = strncmp(name, "slot", 4) == 0 && isdigit((unsigned char)name[4]) && (name[4] != '0' || name[5] == '\0');
  if (!plain) return MAX_SLOTS;
  CK_SLOT_ID id = strtoul(name + 4, &end, 10);
  return *end == '\0' && id < MAX_SLOTS ? id : MAX_SLOTS;
}

/* One look at the folder instead of one per possible slot: this happens at every call. */
static void find_slots(bool exists[MAX_SLOTS]) {
  DIR *folder = opendir(folder_root() ? folder_root() : "");
  for (struct dirent *entry; folder && (entry = readdir(folder));) {
    CK_SLOT_ID id = slot_number(entry->d_name);
    if (id < MAX_SLOTS) exists[id] = true;
  }
  if (folder) closedir(folder);
}

void slots_refresh(void) {
  bool exists[MAX_SLOTS] = {false};
  find_slots(exists);
  for (CK_SLOT_ID id = 0; id < MAX_SLOTS; id++) {
    struct slot *slot = &module.slots[id];
    slot->id = id;
    slot->exists = exists[id];
    struct insertion now = slot->exists ? look(slot) : (struct insertion){0};
    if (same_insertion(&now, &slot->now)) continue;
    slot->now = now;
    sessions_close_all(slot);
    objects_forget(slot, false);
  }
}

struct slot *slot_find(CK_SLOT_ID id) { return id < MAX_SLOTS && module.slots[id].exists ? &module.slots[id] : NULL; }

CK_RV do_C_GetSlotList(CK_BBOOL present, CK_SLOT_ID *list, CK_ULONG *count) {
  if (!count) return CKR_ARGUMENTS_BAD;
  CK_SLOT_ID ids[MAX_SLOTS];
  CK_ULONG found = 0;
  for (CK_SLOT_ID id = 0; id < MAX_SLOTS; id++) {
    struct slot *slot = slot_find(id);
    if (slot && (!present || slot->now.present)) ids[found++] = id;
  }
  return give_list(ids, found, list, count);
}

CK_RV do_C_GetSlotInfo(CK_SLOT_ID id, CK_SLOT_INFO *info) {
  if (!info) return CKR_ARGUMENTS_BAD;
  struct slot *slot = slot_find(id);
  char description[64];
  memset(info, 0, sizeof *info);
  snprintf(description, sizeof description, "Tanba virtual slot %lu", id);
  text_pad(info->slotDescription, sizeof info->slotDescription, description);
  text_pad(info->manufacturerID, sizeof info->manufacturerID, "Tanba");
  info->flags = CKF_REMOVABLE_DEVICE | CKF_HW_SLOT | (slot->now.present ? CKF_TOKEN_PRESENT : 0);
  info->hardwareVersion = info->firmwareVersion = (CK_VERSION){1, 0};
  return CKR_OK;
}

/* A slot whose token came, went or was exchanged since this was last told; NULL if none. */
static struct slot *take_event(void) {
  slots_refresh();
  for (CK_SLOT_ID id = 0; id < MAX_SLOTS; id++) {
    struct slot *slot = &module.slots[id];
    if (same_insertion(&slot->now, &slot->reported)) continue;
    slot->reported = slot->now;
    return slot;
  }
  return NULL;
}

/*
 * Polls, and lets other threads in between two looks (other threads may call while this one blocks, section 5.5). C_Finalize
 * ends the wait with CKR_CRYPTOKI_NOT_INITIALIZED.
 */
CK_RV do_C_WaitForSlotEvent(CK_FLAGS flags, CK_SLOT_ID *id, void *reserved) {
  if (!id || reserved) return CKR_ARGUMENTS_BAD;
  unsigned long life = module.life;
  for (;;) {
    struct slot *slot = take_event();
    if (slot) {
      *id = slot->id;
      return CKR_OK;
    }
    if (flags & CKF_DONT_BLOCK) return CKR_NO_EVENT;
    gate_pause(POLL_MS);
    if (!module.initialized || module.life != life) return CKR_CRYPTOKI_NOT_INITIALIZED;
  }
}
